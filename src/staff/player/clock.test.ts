import { expect, test } from 'vitest';
import { formatClock, parseClock } from './clock.ts';

test.each([
  [0, '0:00,00'],
  [5_200, '0:05,20'],
  [65_004, '1:05,00'],
  [65_006, '1:05,01'],
  [59_999, '1:00,00'],
  [3_599_996, '1:00:00,00'],
  [3_723_500, '1:02:03,50'],
])('%s milliseconds are written %s', (ms, text) => {
  expect(formatClock(ms, 'tr')).toBe(text);
});

test.each(['tr', 'en', 'ar', 'ar-EG'])('what is written in %s is read back', (tag) => {
  for (const ms of [0, 40, 5_200, 65_000, 3_723_500]) expect(parseClock(formatClock(ms, tag))).toBe(ms);
});

test.each([
  ['65', 65_000],
  ['1:05', 65_000],
  [' 1:05,2 ', 65_200],
  ['1:05.250', 65_250],
  ['90:00', 5_400_000],
  ['1:02:03', 3_723_000],
  ['٠:٠٥', 5_000],
])('%s is %s milliseconds', (text, ms) => {
  expect(parseClock(text)).toBe(ms);
});

test.each(['', '1:75', '1:60:00', '1:2:3:4', '-5', 'beş', '1.2.3', '1:', ':05', '5s'])(
  '%s is no time',
  (text) => {
    expect(parseClock(text)).toBeUndefined();
  },
);
