import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import english from '../../../locales/en.json' with { type: 'json' };
import { FIRST_CHOICE, FIRST_KEYS, giveKey, KEY_NAMES, nameOfKey, parseChoice, SIGNS } from './key-choice.ts';

test('K1: the keys are off at first', () => {
  expect(parseChoice(null).isOn).toBe(false);
});

test('K2: at first no two things have the same key, and every key is a letter or a digit', () => {
  const given = KEY_NAMES.map((name) => FIRST_KEYS[name]);
  expect(new Set(given).size).toBe(KEY_NAMES.length);
  expect(given.every((sign) => SIGNS.includes(sign))).toBe(true);
});

test('K2: a key that is given away leaves its old letter to whatever had the new one', () => {
  const keys = giveKey(FIRST_KEYS, 'note', FIRST_KEYS.reply);
  expect([keys.note, keys.reply]).toEqual([FIRST_KEYS.reply, FIRST_KEYS.note]);
  expect(giveKey(FIRST_KEYS, 'note', 'z').note).toBe('z');
  expect(giveKey(FIRST_KEYS, 'note', FIRST_KEYS.note)).toEqual(FIRST_KEYS);
});

describe('K3: what was kept', () => {
  test('is read again', () => {
    const choice = { isOn: true, keys: giveKey(FIRST_KEYS, 'note', 'z') };
    expect(parseChoice(JSON.stringify(choice))).toEqual(choice);
  });

  test.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['a number', '3'],
  ])('%s: as at first', (_, stored) => {
    expect(parseChoice(stored)).toEqual(FIRST_CHOICE);
  });

  test.each([
    ['one letter for two things', { ...FIRST_KEYS, note: FIRST_KEYS.reply }],
    ['two letters', { ...FIRST_KEYS, note: 'ab' }],
    ['no letter and no digit', { ...FIRST_KEYS, note: '?' }],
    ['a letter for no letter', { note: 3 }],
  ])('%s: the first keys, and the switch as it was', (_, keys) => {
    expect(parseChoice(JSON.stringify({ isOn: true, keys }))).toEqual({ isOn: true, keys: FIRST_KEYS });
  });
});

test('each key is documented, in the words of the list in the console', () => {
  const words: Readonly<Record<string, { text: string }>> = english;
  const told = readFileSync('docs/console-keys.md', 'utf8');
  const rowOf = (name: (typeof KEY_NAMES)[number]): string => {
    const { text } = words[`staff.keys.${name}`] ?? words[`staff.action.${name}`] ?? { text: '' };
    return `| \`${FIRST_KEYS[name].toUpperCase()}\` | ${text} |`;
  };
  expect(KEY_NAMES.map(rowOf).filter((row) => !told.includes(row))).toEqual([]);
});

test.each([
  ['a letter', 'n', 'KeyN', 'note'],
  ['in capitals', 'N', 'KeyN', 'note'],
  ['of another layout: the letter decides, not the place', 'n', 'KeyX', 'note'],
  ['an Arabic letter: the place decides', 'ى', 'KeyN', 'note'],
  ['a digit', '2', 'Digit2', 'row'],
  ['a digit of the number pad', '8', 'Numpad8', 'previousRow'],
  ['an Arabic digit: the place decides', '٢', 'Digit2', 'row'],
  ['the letter that Turkish has twice', 'i', 'KeyI', undefined],
  ['a sign that is neither, on the place of a digit', 'é', 'Backquote', undefined],
  ['a key with a name', 'Enter', 'Enter', undefined],
])('%s', (_, key, code, name) => {
  expect(nameOfKey({ key, code }, FIRST_KEYS)).toBe(name);
});

describe('K4: a thing that is new since the keys were kept', () => {
  const without = (name: 'place', keys = FIRST_KEYS) => {
    const { [name]: _new, ...kept } = keys;
    return parseChoice(JSON.stringify({ isOn: true, keys: kept })).keys;
  };

  test('gets its first key, and the officer’s own stay', () => {
    const own = giveKey(FIRST_KEYS, 'note', 'z');
    expect(without('place', own)).toEqual(own);
  });

  test('gets a free one where its first is given away', () => {
    const { place: _new, ...kept } = giveKey(FIRST_KEYS, 'note', FIRST_KEYS.place);
    const { keys } = parseChoice(JSON.stringify({ isOn: true, keys: { ...kept, note: FIRST_KEYS.place } }));
    expect(keys.note).toBe(FIRST_KEYS.place);
    expect(new Set(Object.values(keys)).size).toBe(KEY_NAMES.length);
  });
});
