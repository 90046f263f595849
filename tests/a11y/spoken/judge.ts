// Whether a page that was read from top to bottom was heard as it should be. Pure rules: what the accessibility tree exposes
// is spoken, nothing is spoken twice in a row, and nothing is spoken that is no word for a person.

import type { Exposed } from './tree.ts';

export type Rule = 'unheard' | 'doubled' | 'noise' | 'group' | 'title';

export interface HeardFinding {
  rule: Rule;
  what: string;
}

export interface Heard {
  /** While the page came. */
  loaded: readonly string[];
  /** From top to bottom. */
  read: readonly string[];
  exposed: readonly Exposed[];
  /** Of the document. */
  title: string;
  /** Every key of the words: none of them is a word itself. */
  keys: ReadonlySet<string>;
}

const GROUP_ROLES = ['group', 'radiogroup', 'navigation', 'form'];
const DIALOG_ROLES = ['dialog', 'alertdialog'];

/** Words of a name may stand this far apart: a reader says roles and states between them. */
const GAP_WORDS = 6;

export function judgeHeard(heard: Heard): HeardFinding[] {
  return [
    ...findUnheard(heard),
    ...findDoubled(heard),
    ...findNoise(heard),
    ...findRepeatedGroups(heard),
    ...findRepeatedTitle(heard),
  ];
}

/**
 * Reading on, Orca passes over a field in which nothing is written, and over its label, which it takes for told with the
 * field (`textLines` of its web script); by Tab, in the journeys, both are heard. In the same way it passes over the title
 * of a dialog: that is heard as the dialog opens.
 */
export function findUnheard({
  loaded,
  read,
  exposed,
}: Pick<Heard, 'loaded' | 'read' | 'exposed'>): HeardFinding[] {
  const speech = wordsOf(read.join(' '));
  const opening = wordsOf(loaded.join(' '));
  const emptyFields = exposed.filter(({ isEmptyField }) => isEmptyField).map(({ name }) => flat(name));
  const dialogs = exposed.filter(({ role }) => DIALOG_ROLES.includes(role)).map(({ name }) => name);
  const missing = exposed.filter(
    ({ name }) =>
      !isSpoken(wordsOf(name), speech) &&
      !emptyFields.some((field) => field.includes(flat(name))) &&
      !(dialogs.includes(name) && isSpoken(wordsOf(name), opening)),
  );
  return unique(missing.map(({ role, name }) => `${role} “${name}”`)).map((what) => ({
    rule: 'unheard',
    what,
  }));
}

function isSpoken(name: readonly string[], speech: readonly string[]): boolean {
  const [first] = name;
  if (first === undefined) return true;
  return speech.some((word, start) => word === first && followsFrom(start, name, speech));
}

function followsFrom(start: number, name: readonly string[], speech: readonly string[]): boolean {
  let at = start;
  return name.slice(1).every((word) => {
    const next = speech.indexOf(word, at + 1);
    if (next < 0 || next - at > GAP_WORDS) return false;
    at = next;
    return true;
  });
}

/**
 * Equal texts that stand on the page as often as they are spoken are the page's own. Who reads from top to bottom hears
 * the name of a group on entering it, and then its legend as the text that it is; by Tab it is heard once.
 */
function findDoubled({ loaded, read, exposed }: Heard): HeardFinding[] {
  const texts = new Map<string, number>();
  for (const { role, name } of exposed)
    if (role === 'StaticText' || GROUP_ROLES.includes(role))
      texts.set(flat(name), (texts.get(flat(name)) ?? 0) + 1);
  const doubled = [loaded, read].flatMap((pieces) =>
    pieces.filter((piece, index) => {
      const words = flat(piece);
      return words.length > 3 && words === flat(pieces[index - 1] ?? '') && (texts.get(words) ?? 0) < 2;
    }),
  );
  const within = [...loaded, ...read].filter((piece) => /(?:^| )(\p{L}.{11,}) \1(?: |$)/u.test(flat(piece)));
  return unique([...doubled, ...within]).map((what) => ({ rule: 'doubled', what }));
}

const NOISE: readonly (readonly [what: string, RegExp])[] = [
  ['an id', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i],
  ['a value of a program', /\b(undefined|null|NaN|true|false)\b|\[object/],
  ['a place that was not filled', /\{[a-z]\w*\}/i],
  ['the name of a file', /\b[\w-]+\.(svg|png|webp|js|css|html|webm|mp4|json)\b/i],
  ['an address', /https?:\/\/localhost|#\//],
  ['that anything can be clicked', /\b(tıklanabilir|clickable)\b/],
];

/** A name is a piece of its own, before that of the role. */
const CONTROL = /^(düğme|bağ|girdi|resim|radyo düğmesi|denetim kutusu|çoklu kutu)\.?$/;

function findNoise({ loaded, read, keys }: Heard): HeardFinding[] {
  return unique(
    [...loaded, ...read].flatMap((piece, index, pieces) => {
      const found: string[] = NOISE.filter(([, pattern]) => pattern.test(piece)).map(([what]) => what);
      const untranslated = piece.split(/\s+/).filter((word) => word.includes('.') && keys.has(word));
      const isNameless = CONTROL.test(piece) && (index === 0 || CONTROL.test(pieces[index - 1] ?? ''));
      if (isNameless) found.push('a control without a name');
      return [...found, ...untranslated.map(() => 'a key of the words')].map((what) => `${what}: “${piece}”`);
    }),
  ).map((what) => ({ rule: 'noise', what }));
}

const GROUP_WORDS = ['panel', 'grup', 'bölge', 'işaret', 'gezinti', 'form'];

/** A group is named when it is entered, and not at each of its parts. */
function findRepeatedGroups({ read, exposed }: Heard): HeardFinding[] {
  const names = unique(exposed.filter(({ role }) => GROUP_ROLES.includes(role)).map(({ name }) => name));
  return names.flatMap((name) => {
    const spoken = read.filter((piece) =>
      GROUP_WORDS.some((word) => flat(piece).startsWith(`${flat(name)} ${word}`)),
    ).length;
    const groups = exposed.filter(
      ({ role, name: other }) => GROUP_ROLES.includes(role) && other === name,
    ).length;
    return spoken > groups
      ? [{ rule: 'group' as const, what: `named ${spoken} times instead of ${groups}: “${name}”` }]
      : [];
  });
}

/** The document's title, which a reader says when a page comes. */
function findRepeatedTitle({ loaded, title }: Heard): HeardFinding[] {
  const count = loaded.filter((piece) => flat(piece).startsWith(flat(title))).length;
  return count > 1 ? [{ rule: 'title', what: `spoken ${count} times: “${title}”` }] : [];
}

function wordsOf(text: string): string[] {
  return flat(text).split(' ').filter(Boolean);
}

function flat(text: string): string {
  return text
    .toLocaleLowerCase('tr')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
