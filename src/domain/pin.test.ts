import { describe, expect, it, test } from 'vitest';
import { faultOfPin, guessingSeconds, normalizePin, pauseMs } from './pin.ts';

test.each([
  ['123', 'short'],
  ['1234', undefined],
  ['gül ağacı 7', undefined],
  ['😀😀😀', 'short'],
  ['x'.repeat(64), undefined],
  ['x'.repeat(65), 'long'],
])('%s is %s', (typed, fault) => {
  expect(faultOfPin(typed)).toBe(fault);
});

test.each([
  ['١٢٣٤', '1234', 'Arabic digits'],
  ['۱۲۳۴', '1234', 'Persian digits'],
  ['１２３４', '1234', 'digits of full width'],
  ['gu\u0308l', 'gül', 'a letter in two parts'],
  ['Gül 1', 'Gül 1', 'capitals and spaces count'],
])('%s is the PIN %s: %s', (typed, pin) => {
  expect(normalizePin(typed)).toBe(pin);
});

describe('the pause', () => {
  it('costs nothing at first, grows, and never locks anybody out', () => {
    const pauses = [0, 1, 4, 5, 6, 7, 8, 9, 1_000].map(pauseMs);
    expect(pauses).toEqual([0, 0, 0, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });
});

describe('what a copy of the files costs to open', () => {
  it.each([
    ['4 digits', 10, 4, 0.565],
    ['6 digits', 10, 6, 56],
    ['8 digits', 10, 8, 5_646],
    ['8 of 29 letters and 10 digits', 39, 8, 302_200_000],
  ])('%s', (_what, alphabet, length, seconds) => {
    expect(guessingSeconds(alphabet, length) / seconds).toBeCloseTo(1, 1);
  });
});
