import { expect, test } from 'vitest';
import { groupDigits } from './group-digits.ts';

const IDENTITY = [3, 3, 3, 2];
const CODE = [4, 4, 4, 4, 4];
const PHONE = [4, 3, 2, 2];

test.each([
  ['12345678950', IDENTITY, '123 456 789 50'],
  ['  123 456 78950 ', IDENTITY, '123 456 789 50'],
  ['123.456.789-50', IDENTITY, '123 456 789 50'],
  ['48310299741055621038', CODE, '4831 0299 7410 5562 1038'],
  ['4831-0299-7410-5562-1038', CODE, '4831 0299 7410 5562 1038'],
  ['4831\u00a00299\u00a07410\u00a05562\u00a01038', CODE, '4831 0299 7410 5562 1038'],
  ['05550000000', PHONE, '0555 000 00 00'],
  ['(0555) 000 00 00', PHONE, '0555 000 00 00'],
  ['0555/000–00–00', PHONE, '0555 000 00 00'],
  ['\u202a05550000000\u202c', PHONE, '0555 000 00 00'],
])('“%s” stands in its groups', (text, groups, grouped) => {
  expect(groupDigits(text, groups)).toBe(grouped);
  expect(groupDigits(grouped, groups)).toBe(grouped);
});

test.each([
  ['١٢٣٤٥٦٧٨٩٥٠', '١٢٣ ٤٥٦ ٧٨٩ ٥٠'],
  ['۱۲۳۴۵۶۷۸۹۵۰', '۱۲۳ ۴۵۶ ۷۸۹ ۵۰'],
])('the digits of an Arabic keyboard stay what they are: %s', (text, grouped) => {
  expect(groupDigits(text, IDENTITY)).toBe(grouped);
});

test.each([
  ['', IDENTITY],
  [' ', IDENTITY],
  ['123 45', IDENTITY],
  ['123456789500', IDENTITY],
  ['1234567895O', IDENTITY],
  ['TR12345678950', IDENTITY],
  ['+90 555 000 00 00', PHONE],
  ['+9 (0555) 000-0000', PHONE],
  ['5550000000', PHONE],
  ['0555 000 00 00 dahili 4', PHONE],
])('“%s” does not fit and is left alone', (text, groups) => {
  expect(groupDigits(text, groups)).toBe(text);
});
