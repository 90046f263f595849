import { expect, it } from 'vitest';
import { isPlace, PROVINCES } from './places.ts';

it('has 81 provinces and 973 districts, each province under its plate code', () => {
  expect(PROVINCES).toHaveLength(81);
  expect(PROVINCES.flatMap(({ districts }) => districts)).toHaveLength(973);
  const plateOf = (name: string) => PROVINCES.find(({ province }) => province === name)?.plate;
  expect(['Adana', 'Ankara', 'İstanbul', 'Düzce'].map(plateOf)).toEqual(['01', '06', '34', '81']);
});

it.each([
  ['34', 'Kadıköy', true],
  ['06', 'Kadıköy', false],
  ['82', 'Kadıköy', false],
  ['34', '', false],
])('plate %s, district %j: %s', (plate, district, isKnown) => {
  expect(isPlace(plate, district)).toBe(isKnown);
});
