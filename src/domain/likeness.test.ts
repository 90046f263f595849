import { describe, expect, test } from 'vitest';
import { findLikeness, yesterdayBegan } from './likeness.ts';
import { shapeOf } from './turkish-search/similarity.ts';

const WATER = 'Mahallemizde su kesintisi. Üç gündür sularımız akmıyor, lütfen yardım edin.';
const group = (id: string, text: string, size = 1) => ({ id, size, shape: shapeOf(text) });
const found = (text: string, ...groups: ReturnType<typeof group>[]) => findLikeness(shapeOf(text), groups);

describe('the group of an application', () => {
  test.each([
    [
      'the same in other words',
      'Su kesintisi var. Mahallede üç gündür su akmıyor, yardım edin lütfen.',
      'su',
    ],
    [
      'without Turkish letters',
      'Mahallemizde su kesintisi. Uc gundur sularimiz akmiyor lutfen yardim edin',
      'su',
    ],
    ['another matter', 'Otobüs durağına engelli rampası yapılmasını istiyorum.', undefined],
    ['another matter of the same thing', 'Su faturam iki kat geldi, sayacım bozuk olabilir.', undefined],
    ['nothing', '', undefined],
  ])('L1, L3: %s', (_, text, expected) => {
    expect(found(text, group('su', WATER))).toBe(expected);
  });

  test('L2: of equals the larger, and else the most alike', () => {
    expect(found(WATER, group('a', WATER), group('b', WATER, 7))).toBe('b');
    const near = 'Mahallemizde su kesintisi var, üç gündür sularımız akmıyor.';
    expect(found(WATER, group('a', near, 90), group('b', WATER))).toBe('b');
  });
});

test.each([
  ['2026-11-23T08:00:00Z', '2026-11-22T00:00:00+03:00'],
  ['2026-11-22T21:30:00Z', '2026-11-22T00:00:00+03:00'],
  ['2026-11-22T20:30:00Z', '2026-11-21T00:00:00+03:00'],
])('at %s yesterday began at %s', (now, began) => {
  expect(yesterdayBegan(Date.parse(now))).toBe(Date.parse(began));
});
