import { describe, expect, test } from 'vitest';
import { fillAnswer, isAnsweredByText } from './bulk-answer.ts';

const AYSE = { number: '2026-0000012', name: 'Ayşe Yılmaz' };

describe('one answer to many', () => {
  test.each([
    [
      'number and name',
      'Sayın {ad}, {numara} sayılı başvurunuz',
      AYSE,
      'Sayın Ayşe Yılmaz, 2026-0000012 sayılı başvurunuz',
    ],
    ['twice', '{numara} {numara}', AYSE, '2026-0000012 2026-0000012'],
    ['nothing to fill in', 'Onarıldı.', { ...AYSE, name: null }, 'Onarıldı.'],
    ['a name like a field', 'Sayın {ad}', { ...AYSE, name: '{numara}' }, 'Sayın \\{numara}'],
    ['a name like a mark', '{ad}', { ...AYSE, name: '- *A*' }, '\\- \\*A\\*'],
    ['a name like a pattern', 'Sayın {ad}', { ...AYSE, name: '$& $1' }, 'Sayın $& $1'],
  ])('%s', (_, template, addressee, text) => {
    expect(fillAnswer(template, addressee)).toEqual({ ok: true, text });
  });

  test.each([
    ['B2: a name that may not be seen', 'Sayın {ad}', { ...AYSE, name: null }, 'name'],
    ['B2: a name that was not given', 'Sayın {ad}', { ...AYSE, name: ' ' }, 'name'],
    ['B2: a field that there is not', 'Sayın {isim}', AYSE, 'field'],
    ['B2: empty braces', '{}', AYSE, 'field'],
    ['B2: a field of two words', 'Sayın {ad soyad}', AYSE, 'field'],
    ['B2: a field with a line in it', 'Sayın {ad_soyad}', AYSE, 'field'],
    ['B2: a field with room in it', '{ numara }', AYSE, 'field'],
    ['B2: a field with a figure', '{numara1}', AYSE, 'field'],
    ['B2: a brace too many', 'Sayın {ad}}', AYSE, 'field'],
    ['B2: a brace that is not closed', 'Sayın {ad', AYSE, 'field'],
    ['B2: a field in capitals', 'Sayın {AD}', AYSE, 'field'],
  ])('%s', (_, template, addressee, why) => {
    expect(fillAnswer(template, addressee)).toEqual({ ok: false, why });
  });

  test.each([
    ['text', ['text'] as const, true],
    ['large print', ['text', 'large-print'] as const, true],
    ['sign language', ['text', 'sign-language'] as const, false],
    ['plain words', ['plain-language'] as const, false],
    ['audio', ['audio'] as const, false],
  ])('B1: for whoever wants %s', (_, formats, expected) => {
    expect(isAnsweredByText(formats)).toBe(expected);
  });
});
