import { expect, test } from 'vitest';
import english from '../../locales/en.json' with { type: 'json' };
import turkish from '../../locales/tr.json' with { type: 'json' };
import { durationInWords, factsInWords, sizeInWords } from './figures.ts';
import { createTranslate } from './translate.ts';

const textsOf = (all: Record<string, { text: string }>) =>
  Object.fromEntries(Object.entries(all).map(([key, { text }]) => [key, text]));
const t = createTranslate('tr', textsOf(turkish));
const inEnglish = createTranslate('en', textsOf(english));

test('a length is that of the nearest second: what is measured twice differs by a few milliseconds', () => {
  expect([4_990, 5_010, 59_800].map((durationMs) => durationInWords(durationMs, t))).toEqual([
    '5 saniye',
    '5 saniye',
    '1 dakika',
  ]);
});

test('facts of one line are told apart, in Turkish, too', () => {
  expect(factsInWords([durationInWords(8_000, t), sizeInWords(300_000, 'tr')], t)).toBe('8 saniye, 0,3 MB');
  expect(factsInWords([durationInWords(65_000, inEnglish), sizeInWords(2_000, 'en')], inEnglish)).toBe(
    '1 minute 5 seconds, 2 kB',
  );
  expect(factsInWords(['0,3 MB'], t)).toBe('0,3 MB');
  expect(factsInWords([], t)).toBe('');
});
