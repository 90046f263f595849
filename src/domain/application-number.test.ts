import { expect, test } from 'vitest';
import { readApplicationNumber, readSequence } from './application-number.ts';

test.each([
  ['2026-0000123', '2026-0000123'],
  ['2026-123', '2026-0000123'],
  [' 2026 / 123 ', '2026-0000123'],
  ['2026-1234567', '2026-1234567'],
  ['2026-12345678', undefined],
  ['123', undefined],
  ['26-123', undefined],
  ['2026-', undefined],
  ['', undefined],
])('%s is %s', (text, number) => {
  expect(readApplicationNumber(text)).toBe(number);
});

test.each([
  ['123', '0000123'],
  [' 0000123 ', '0000123'],
  ['1234567', '1234567'],
  ['12345678', undefined],
  ['2026-123', undefined],
  ['12 3', undefined],
  ['', undefined],
])('%s ends a number as %s', (text, sequence) => {
  expect(readSequence(text)).toBe(sequence);
});
