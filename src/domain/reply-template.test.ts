import { expect, it } from 'vitest';
import { fillTemplate, unfilledIn, withTemplate } from './reply-template.ts';

const FIELDS = { kurum: 'Örnek Belediyesi', numara: '2026-0000007', konu: '{numara} $& rampa' };

it.each([
  ['{numara} numaralı başvurunuz', '2026-0000007 numaralı başvurunuz'],
  ['{kurum}, {kurum}', 'Örnek Belediyesi, Örnek Belediyesi'],
  ['{konu}', '{numara} $& rampa'],
  ['{tarih} {toString}', '{tarih} {toString}'],
])('fills %j', (text, filled) => {
  expect(fillTemplate(text, FIELDS)).toBe(filled);
});

it.each([
  ['', 'b'],
  ['  \n', 'b'],
  ['a\n', 'a\n\nb'],
])('is inserted below %j', (written, whole) => {
  expect(withTemplate(written, 'b')).toBe(whole);
});

it.each([
  ['Sayın {ad}, {tarih} günü', '{ad}'],
  ['{Numara} sayılı', '{Numara}'],
  ['{başvuru_tarihi}', '{başvuru_tarihi}'],
  ['{} {1, 2} { a } {iki sözcük} (ad) ad}', undefined],
])('finds in %j what nobody filled in', (text, field) => {
  expect(unfilledIn(text)).toBe(field);
});
