import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Heir, shareOut } from './hand-over.ts';

const heir = (id: string, unitId: string | null, load = 0): Heir => ({ id, unitId, load });
const cases = (unitId: string | null, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${unitId}-${index}`, unitId }));
const counted = (shares: ReadonlyMap<string, string | null>) =>
  Object.fromEntries([...Map.groupBy(shares.values(), String)].map(([id, those]) => [id, those.length]));

describe('the cases of somebody who leaves', () => {
  test.each([
    ['H1: evenly', cases(null, 4), [heir('a', null), heir('b', null)], { a: 2, b: 2 }],
    ['H1: who has fewer gets more', cases(null, 3), [heir('a', null, 2), heir('b', null)], { b: 2, a: 1 }],
    ['H1: within the unit', cases('u', 3), [heir('a', 'u'), heir('b', 'v'), heir('c', null)], { a: 3 }],
    [
      'H1: to all where nobody of the unit is left',
      cases('w', 2),
      [heir('a', 'u'), heir('b', 'v')],
      { a: 1, b: 1 },
    ],
    ['H3: to the pool', cases('u', 2), [], { null: 2 }],
    ['nothing to nobody', [], [heir('a', null)], {}],
  ])('%s', (_, given, heirs, expected) => {
    expect(counted(shareOut(given, heirs))).toEqual(expected);
  });

  test('H1, H2: no load differs by more than one from another, whoever is named first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 7 }), (count, many) => {
        const heirs = Array.from({ length: many }, (_, index) => heir(String(index), null));
        const shares = shareOut(cases(null, count), heirs);
        const loads = heirs.map(({ id }) => [...shares.values()].filter((to) => to === id).length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        expect(shareOut(cases(null, count), heirs.toReversed())).toEqual(shares);
      }),
    );
  });
});
