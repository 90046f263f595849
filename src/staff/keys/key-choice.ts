// Single keys of the console: which key does what, whether they are on, and how this device keeps it.
//
// K1  Off until somebody switches them on: a screen reader's own single keys, and whoever speaks to their computer, must not
//     set off anything (WCAG 2.1.4).
// K2  One key does one thing: giving a key to a second thing gives the first one the key that is left.
// K3  What was kept and is not understood is dropped; blocked storage costs the memory, not the keys.
// K4  A thing that is new since then gets its first key, or where that is given away one that is free; the others stay.

import { STAFF_ACTION_KINDS } from '../../domain/staff-action.ts';

/** Which list is shown, and what is done to many of its cases. */
const DESK_KEYS = ['desk', 'unit', 'all', 'views', 'chosen'] as const;

/** What helps to write an answer, and to find whose matter it is. */
const WRITING_KEYS = ['template', 'suggestion'] as const;

/** What helps to get through a list, and from one case of it to the next. */
const LIST_KEYS = [
  'send',
  'next',
  'search',
  'row',
  'previousRow',
  'choose',
  'nextPage',
  'previousPage',
] as const;

export const KEY_NAMES = [
  ...STAFF_ACTION_KINDS,
  'reply',
  'text',
  'life',
  'list',
  'help',
  ...LIST_KEYS,
  ...DESK_KEYS,
  ...WRITING_KEYS,
] as const;
export type KeyName = (typeof KEY_NAMES)[number];

export type Keys = Readonly<Record<KeyName, string>>;

export interface KeyChoice {
  isOn: boolean;
  keys: Keys;
}

/** Letters that every Latin keyboard has without a mark, but i, which Turkish has twice; and digits. */
export const SIGNS: readonly string[] = [...'abcdefghjklmnopqrstuvwxyz0123456789'];

/** After the Turkish words; through a list by the digits that have the arrows on a number pad. */
export const FIRST_KEYS: Keys = {
  transfer: 'd',
  assign: 'a',
  'ask-information': 'b',
  'ask-fee': '1',
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
  send: 'p',
  next: 'j',
  search: 'q',
  row: '2',
  previousRow: '8',
  choose: '5',
  nextPage: '3',
  previousPage: '9',
  desk: '4',
  unit: '6',
  all: '7',
  views: '0',
  chosen: 'z',
  template: 'x',
  suggestion: 'w',
};

export const FIRST_CHOICE: KeyChoice = { isOn: false, keys: FIRST_KEYS };

/** K2. */
export function giveKey(keys: Keys, name: KeyName, sign: string): Keys {
  const holder = KEY_NAMES.find((other) => keys[other] === sign);
  return { ...keys, ...(holder && { [holder]: keys[name] }), [name]: sign };
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
  const areSigns = given.every((sign) => typeof sign === 'string' && SIGNS.includes(sign));
  if (!areSigns || new Set(given).size !== known.length) return undefined;
  return withNewNames(Object.fromEntries(known.map((name, index) => [name, given[index]])) as Partial<Keys>);
}

/** K4. */
function withNewNames(kept: Partial<Keys>): Keys {
  const keys = { ...kept };
  for (const name of KEY_NAMES) {
    const isFree = (sign: string): boolean => !Object.values(keys).includes(sign);
    keys[name] ??= [FIRST_KEYS[name], ...SIGNS].find(isFree) ?? FIRST_KEYS[name];
  }
  return keys as Keys;
}

interface Pressed {
  key: string;
  code: string;
}

/** What a key press asks for. On a keyboard without Latin letters or digits the key's place decides. */
export function nameOfKey({ key, code }: Pressed, keys: Keys): KeyName | undefined {
  const sign = key.toLowerCase();
  const isLatin = /^[a-z0-9]$/.test(sign);
  const place = /^[\p{L}\p{Nd}]$/u.test(key)
    ? /^(?:Key|Digit|Numpad)(.)$/.exec(code)?.[1]?.toLowerCase()
    : '';
  return KEY_NAMES.find((name) => keys[name] === (isLatin ? sign : place));
}
