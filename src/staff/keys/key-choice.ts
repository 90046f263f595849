// Single keys of the case page: which key does what, whether they are on, and how this device keeps it.
//
// K1  Off until somebody switches them on: a screen reader's own single keys, and whoever speaks to their computer, must not
//     set off anything (WCAG 2.1.4).
// K2  One key does one thing: giving a key to a second thing gives the first one the key that is left.
// K3  What was kept and is not understood is dropped; blocked storage costs the memory, not the keys.
// K4  A thing that is new since then gets its first key, or where that is given away one that is free; the others stay.

import { STAFF_ACTION_KINDS } from '../../domain/staff-action.ts';

export const KEY_NAMES = [...STAFF_ACTION_KINDS, 'reply', 'text', 'life', 'list', 'help'] as const;
export type KeyName = (typeof KEY_NAMES)[number];

export type Keys = Readonly<Record<KeyName, string>>;

export interface KeyChoice {
  isOn: boolean;
  keys: Keys;
}

/** Letters that every Latin keyboard has without a mark; i is not among them, which Turkish has twice. */
export const LETTERS: readonly string[] = [...'abcdefghjklmnopqrstuvwxyz'];

/** After the Turkish words. */
export const FIRST_KEYS: Keys = {
  transfer: 'd',
  assign: 'a',
  'ask-information': 'b',
  'ask-opinion': 'g',
  'give-opinion': 'v',
  extend: 'u',
  approve: 'o',
  'send-back': 'r',
  close: 'k',
  'not-examined': 'e',
  note: 'n',
  place: 's',
  'grant-erasure': 'c',
  'refuse-erasure': 'f',
  reply: 'y',
  text: 'm',
  life: 'h',
  list: 'l',
  help: 't',
};

export const FIRST_CHOICE: KeyChoice = { isOn: false, keys: FIRST_KEYS };

/** K2. */
export function giveKey(keys: Keys, name: KeyName, letter: string): Keys {
  const holder = KEY_NAMES.find((other) => keys[other] === letter);
  return { ...keys, ...(holder && { [holder]: keys[name] }), [name]: letter };
}

/** K3. @param stored JSON, or null where nothing is stored */
export function parseChoice(stored: string | null): KeyChoice {
  let found: unknown;
  try {
    found = JSON.parse(stored ?? 'null');
  } catch {
    return FIRST_CHOICE;
  }
  if (typeof found !== 'object' || found === null) return FIRST_CHOICE;
  const { isOn, keys } = found as { isOn?: unknown; keys?: unknown };
  return { isOn: isOn === true, keys: readKeys(keys) ?? FIRST_KEYS };
}

function readKeys(stored: unknown): Keys | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const known = KEY_NAMES.filter((name) => Object.hasOwn(stored, name));
  const given = known.map((name) => Reflect.get(stored, name) as unknown);
  const areLetters = given.every((letter) => typeof letter === 'string' && LETTERS.includes(letter));
  if (!areLetters || new Set(given).size !== known.length) return undefined;
  return withNewNames(Object.fromEntries(known.map((name, index) => [name, given[index]])) as Partial<Keys>);
}

/** K4. */
function withNewNames(kept: Partial<Keys>): Keys {
  const keys = { ...kept };
  for (const name of KEY_NAMES) {
    const isFree = (letter: string): boolean => !Object.values(keys).includes(letter);
    keys[name] ??= [FIRST_KEYS[name], ...LETTERS].find(isFree) ?? FIRST_KEYS[name];
  }
  return keys as Keys;
}

interface Pressed {
  key: string;
  code: string;
}

/** What a key press asks for. On a keyboard without Latin letters the key's place decides. */
export function nameOfKey({ key, code }: Pressed, keys: Keys): KeyName | undefined {
  const letter = key.toLowerCase();
  const isLatin = /^[a-z]$/.test(letter);
  return KEY_NAMES.find((name) =>
    isLatin ? keys[name] === letter : /^\p{L}$/u.test(key) && code === `Key${keys[name].toUpperCase()}`,
  );
}
