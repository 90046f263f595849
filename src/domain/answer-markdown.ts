// From what an officer writes to the blocks of an answer: plain text with a few marks of Markdown (CommonMark 0.31).
//
//   # Başlık   ## Alt başlık        - madde   1. madde        *vurgu*  **önemli**        [metin](https://adres)  https://adres
//
// Every other mark is a letter like any other: HTML, pictures, quotations, code, rules, references, entities. Nothing that
// was written is lost: what cannot be a list (one numbered item, numbers with gaps: "15. maddesi …"), or may not be a link,
// stands as it was typed. A single line break is a line break, because an address or a signature is written so.
//
// Only the server and the console import this file: no phone carries a parser.

import { fromMarkdown, type Options } from 'mdast-util-from-markdown';
import { type AnswerBlock, isSafeAddress, LIST_DEPTH, plainTextOf, type TextRun } from './answer-text.ts';

type Node = ReturnType<typeof fromMarkdown>['children'][number];
type ListNode = Extract<Node, { type: 'list' }>;
type PhrasingNode = Extract<Node, { type: 'paragraph' }>['children'][number];
type Placed = Pick<Node, 'position'>;
type Heading = Extract<AnswerBlock, { kind: 'heading' }>;
type Style = Pick<TextRun, 'mark'>;

const OPTIONS: Options = {
  extensions: [
    {
      disable: {
        null: [
          'blockQuote',
          'characterReference',
          'codeFenced',
          'codeIndented',
          'codeText',
          'definition',
          'hardBreakEscape',
          'htmlFlow',
          'htmlText',
          'labelStartImage',
          'setextUnderline',
          'thematicBreak',
        ],
      },
    },
  ],
};

/** "- - - - -" on one line is a rule for the eye; as ten thousand lists within each other it would take the parser minutes. */
const DEEP = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){4,}/gm;
/** As long as before, so that every place in the source stays where it is. */
const withoutMarkers = (line: string): string => line.replace(/[ \t]/g, '\u00a0');

const ITEM = /^[ \t]*(?:[-*]|\d{1,9}\.)[ \t]+\S/;

/** A line at the margin below a list is no part of its last item, as it would be in Markdown, but what comes after the list. */
function withListsEnded(source: string): string {
  const lines: string[] = [];
  let isInList = false;
  for (const line of source.split('\n')) {
    if (ITEM.test(line)) isInList = true;
    else if (/^\S/.test(line)) {
      if (isInList) lines.push('');
      isInList = false;
    }
    lines.push(line);
  }
  return lines.join('\n');
}

/** What a reply keeps of its text. */
export interface WrittenText {
  /** As it reads without elements. */
  text: string;
  /** As it was written; missing where it is the text itself. */
  source?: string;
  /** Missing where they would be nothing but its paragraphs. */
  blocks?: AnswerBlock[];
}

/** @param source normalised (text.ts) */
export function writtenText(source: string): WrittenText {
  const blocks = parseAnswerText(source);
  const text = plainTextOf(blocks);
  return isBare(blocks) && squeeze(text) === squeeze(source) ? { text: source } : { text, source, blocks };
}

function isBare(blocks: readonly AnswerBlock[]): boolean {
  return blocks.every(
    ({ kind, ...block }) => kind === 'paragraph' && 'runs' in block && block.runs.every(isPlain),
  );
}

function isPlain({ mark, href }: TextRun): boolean {
  return mark === undefined && href === undefined;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** @param written normalised (text.ts) */
export function parseAnswerText(written: string): AnswerBlock[] {
  const source = withListsEnded(written.replace(DEEP, withoutMarkers));
  const { children } = fromMarkdown(source, OPTIONS);
  const toLevel = steps(children);
  const blocks = children.flatMap((node): AnswerBlock[] => {
    if (node.type === 'list') return toList(node, source, LIST_DEPTH);
    const runs = node.type === 'heading' ? toRuns(node.children, source) : [];
    if (node.type !== 'heading' || runs.length === 0) return toParagraph(node, source);
    return [{ kind: 'heading', level: toLevel(node.depth), runs }];
  });
  return blocks.length > 0 ? blocks : [{ kind: 'paragraph', runs: [{ text: written }] }];
}

/** The first heading is of the first level, and none skips one (WCAG 1.3.1), whatever marks were typed. */
function steps(nodes: readonly Node[]): (depth: number) => Heading['level'] {
  const highest = Math.min(...nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : [])));
  let before = 0;
  return (depth) => {
    const level = Math.min(depth - highest + 1, before + 1);
    before = level;
    return level <= 1 ? 1 : level === 2 ? 2 : 3;
  };
}

/** A heading within a list is a paragraph, too. */
function toParagraph(node: Node, source: string): AnswerBlock[] {
  const read = node.type === 'paragraph' || node.type === 'heading' ? toRuns(node.children, source) : [];
  const runs = read.length > 0 ? read : [{ text: asTyped(node, source) }].filter(({ text }) => text !== '');
  return runs.length > 0 ? [{ kind: 'paragraph', runs }] : [];
}

/** @param depth how many lists may still lie within each other, this one included */
function toList(node: ListNode, source: string, depth: number): AnswerBlock[] {
  const items = node.children.map(({ children }) =>
    children.flatMap((part) =>
      part.type === 'list' ? toList(part, source, depth - 1) : toParagraph(part, source),
    ),
  );
  const markers = node.children.map((item) => markerOf(item, source));
  const start = numberedFrom(markers);
  const isList = depth > 0 && start !== 'not' && items.every((item) => item.length > 0);
  if (!isList) return items.flatMap((item, index) => withMarker(markers[index] ?? '', item));
  return [{ kind: 'list', ...(start !== undefined && { start }), items }];
}

function markerOf({ position }: Placed, source: string): string {
  const [marker = ''] = /^(?:[-*+]|\d+[.)])/.exec(source.slice(position?.start.offset)) ?? [];
  return marker;
}

/** @returns undefined for a list without numbers; `not` where its marks would not be shown as they were typed */
function numberedFrom(markers: readonly string[]): number | undefined | 'not' {
  if (markers.every((marker) => marker === '-' || marker === '*')) return undefined;
  const [first = Number.NaN, ...others] = markers.map((marker) =>
    Number(/^\d+(?=\.)/.exec(marker)?.[0] ?? Number.NaN),
  );
  const isCounted = others.length > 0 && others.every((number, index) => number === first + index + 1);
  return isCounted ? first : 'not';
}

function withMarker(marker: string, [first, ...others]: readonly AnswerBlock[]): AnswerBlock[] {
  const before: TextRun = { text: `${marker} ` };
  if (first === undefined || first.kind === 'list') {
    const alone: AnswerBlock = { kind: 'paragraph', runs: [{ text: marker }] };
    return first === undefined ? [alone] : [alone, first, ...others];
  }
  return [{ ...first, runs: merged([before, ...first.runs]) }, ...others];
}

function asTyped({ position }: Placed, source: string): string {
  return source.slice(position?.start.offset, position?.end.offset).trim();
}

/** @returns nothing where there is nothing to read */
function toRuns(nodes: readonly PhrasingNode[], source: string): TextRun[] {
  const runs = merged(nodes.flatMap((node) => toRun(node, source, {})));
  return runs.some(({ text }) => text.trim() !== '') ? runs : [];
}

function toRun(node: PhrasingNode, source: string, style: Style): TextRun[] {
  switch (node.type) {
    case 'text':
      return withAddresses(node.value, style);
    case 'break':
      return [{ ...style, text: '\n' }];
    case 'strong':
    case 'emphasis': {
      const mark = style.mark === 'strong' ? 'strong' : node.type;
      return node.children.flatMap((child) => toRun(child, source, { mark }));
    }
    case 'link': {
      const { children, url: href, title } = node;
      const text = children.flatMap((child) => toRun(child, source, {}).map((run) => run.text)).join('');
      const isShown = isSafeAddress(href) && (title ?? '') === '' && text.trim() !== '';
      return [isShown ? { ...style, text, href } : { ...style, text: asTyped(node, source) }];
    }
    default:
      return [{ ...style, text: asTyped(node, source) }];
  }
}

const ADDRESS = /https:\/\/[^\s<>"\\]*[^\s<>"\\.,;:!?'’”*_)\]}]/g;

/** An address that was typed as it is leads there, too. */
function withAddresses(text: string, style: Style): TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  for (const { 0: href, index } of text.matchAll(ADDRESS)) {
    if (!isSafeAddress(href)) continue;
    if (index > end) runs.push({ ...style, text: text.slice(end, index) });
    runs.push({ ...style, text: href, href });
    end = index + href.length;
  }
  if (end < text.length) runs.push({ ...style, text: text.slice(end) });
  return runs;
}

/** Neighbours that look alike are one. */
function merged(runs: readonly TextRun[]): TextRun[] {
  const whole: TextRun[] = [];
  for (const run of runs) {
    const last = whole.at(-1);
    if (last && last.mark === run.mark && last.href === undefined && run.href === undefined) {
      whole[whole.length - 1] = { ...last, text: last.text + run.text };
    } else if (run.text !== '') whole.push(run);
  }
  return whole;
}
