import { expect, it } from 'vitest';
import { fieldsByHand, fillTemplate, unfilledIn, withTemplate } from './reply-template.ts';

const FIELDS = { kurum: 'Örnek Belediyesi', numara: '2026-0000007', konu: '{numara} $& *rampa*' };

it.each([
  ['{numara} numaralı başvurunuz', '2026-0000007 numaralı başvurunuz'],
  ['{kurum}, {kurum}', 'Örnek Belediyesi, Örnek Belediyesi'],
  ['{konu}', '\\{numara} $& \\*rampa\\*'],
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
  ['Sayın {ad}, {tarih} ve {tarih} günü', ['{ad}', '{tarih}']],
  ['{Numara} sayılı', ['{Numara}']],
  ['{başvuru_tarihi}', ['{başvuru_tarihi}']],
  ['{} {1, 2} { a } {iki sözcük} (ad) ad}', []],
  [fillTemplate('{konu}', FIELDS), []],
])('finds in %j what nobody filled in', (text, fields) => {
  expect(unfilledIn(text)).toEqual(fields);
});

it('tells which fields of a template are filled in by hand', () => {
  expect(fieldsByHand('{kurum}, {tarih}: {konu} {Konu} {numara}')).toEqual(['{tarih}', '{Konu}']);
});
