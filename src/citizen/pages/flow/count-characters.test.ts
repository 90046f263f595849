import { expect, test } from 'vitest';
import { countCharacters } from './count-characters.ts';

test('counts as a person does: a letter with its mark, or an emoji, is one', () => {
  expect(countCharacters('ğ', 5000).left).toBe(4999);
  expect(countCharacters('g\u0306', 5000).left).toBe(4999);
  expect(countCharacters('🌉', 5000).left).toBe(4999);
});

test('white space at the ends is not sent and not counted', () => {
  expect(countCharacters('  a\n\n', 5000).left).toBe(4999);
});

test('nothing is spoken before a threshold, and the same is spoken until the next one', () => {
  const spokenAt = (left: number) => countCharacters('a'.repeat(5000 - left), 5000).spoken;
  expect(spokenAt(501)).toBeUndefined();
  expect(spokenAt(500)).toEqual({ kind: 'left', atMost: 500 });
  expect(spokenAt(101)).toEqual({ kind: 'left', atMost: 500 });
  expect(spokenAt(100)).toEqual({ kind: 'left', atMost: 100 });
  expect(spokenAt(20)).toEqual({ kind: 'left', atMost: 20 });
  expect(spokenAt(0)).toEqual({ kind: 'left', atMost: 0 });
});

test('a text that is too long says by how much, and speaks of it once', () => {
  expect(countCharacters('a'.repeat(5003), 5000)).toEqual({ left: -3, spoken: { kind: 'over' } });
});

test('a small limit does not speak before anything was written', () => {
  expect(countCharacters('', 500).spoken).toBeUndefined();
  expect(countCharacters('', 10).spoken).toBeUndefined();
});
