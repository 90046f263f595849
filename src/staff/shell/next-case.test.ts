// The numbers are those of next-case.ts.

import { expect, test } from 'vitest';
import type { StaffCaseRow, StaffCases } from '../../domain/wire-staff.ts';
import { makeCase } from '../testing/cases.mock.ts';
import { createListTrail } from './list-trail.ts';
import { findNextCase, nextOf } from './next-case.ts';
import { type CasesRoute, casesAddress } from './routes.ts';

const rowOf = (number: number): StaffCaseRow => ({ ...makeCase(number), formats: ['text'], holder: null });
const idOf = (number: number): string => makeCase(number).applicationId;

test.each([
  ['N1: answered: the one that stood after it', [1, 2, 3], [1, 3], 2, 3],
  ['N1: which somebody else has answered meanwhile: the one after that', [1, 2, 3, 4], [1, 4], 2, 4],
  ['still in the list: the one after it', [1, 2, 3], [1, 2, 3], 2, 3],
  ['N1: one that is new and more urgent comes first', [1, 2, 3], [1, 4, 3], 2, 4],
  ['N2: at the end none is told of this page', [1, 2], [1], 2, undefined],
  ['not from this list: its first', [], [1, 2], 9, 1],
  ['the list has run empty', [1], [], 1, undefined],
])('%s', (_, before, fresh, current, next) => {
  const found = nextOf(before.map(idOf), fresh.map(rowOf), idOf(current));
  expect(found?.applicationId).toBe(next && idOf(next));
});

const ROUTE: CasesRoute = { page: 'cases', list: 'open', desk: 'me', query: 'rampa', pageNumber: 1 };
const SECOND = { ...ROUTE, after: 'two', pageNumber: 2 };
const pageOf = (numbers: number[], next: string | null): StaffCases => ({
  cases: numbers.map(rowOf),
  total: numbers.length,
  next,
});

/** The pages of one's own desk, by their cursors. */
function startAt(route: CasesRoute, before: number[], pages: Record<string, StaffCases>) {
  const trail = createListTrail();
  trail.remember({ kind: 'cases', route, cases: pageOf(before, null), views: [] });
  const asked: unknown[] = [];
  const find = (number: number) =>
    findNextCase(
      {
        listCases: async (list, after, filter) => {
          asked.push([list, filter]);
          const value = pages[after ?? 'one'];
          return value ? { ok: true, value } : { ok: false, failure: { kind: 'unreachable' } };
        },
      },
      trail,
      idOf(number),
    );
  const open = (number: number): void => trail.remember({ kind: 'case', staffCase: makeCase(number) });
  return { trail, find, open, asked };
}

test('N3: the first of the next page, narrowed as the list is; back leads there once it is opened', async () => {
  const { trail, find, open, asked } = startAt(ROUTE, [1, 2], {
    one: pageOf([1], 'two'),
    two: pageOf([3], null),
  });
  expect(await find(2)).toMatchObject({ applicationId: idOf(3) });
  const filter = { desk: 'me', query: 'rampa' };
  expect(asked).toEqual([
    ['open', filter],
    ['open', filter],
  ]);
  expect(trail.last()).toBe(casesAddress(ROUTE));
  open(3);
  expect(trail.last()).toBe(casesAddress(SECOND));
});

test('N2: after the last of the last page what was passed over, then nothing', async () => {
  const pages = { one: pageOf([1], 'two'), two: pageOf([], null) };
  const { find } = startAt(SECOND, [3], pages);
  expect(await find(3)).toMatchObject({ applicationId: idOf(1) });
  expect(await startAt(ROUTE, [1], { one: pageOf([1], null) }).find(1)).toBe('none');
});

test('a list that cannot be had says nothing about what is next', async () => {
  expect(await startAt(ROUTE, [1], {}).find(1)).toBe('unknown');
});
