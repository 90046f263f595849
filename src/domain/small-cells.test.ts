import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counts, LEAST_SHOWN, type ShownCounts, suppress } from './small-cells.ts';

const row = (received: number, answered = 0, inTime = 0): Counts => ({ received, answered, inTime });
const received = (...values: number[]) =>
  suppress(values.map((value) => row(value))).map((one) => one.received);

describe('C1 and C3: received', () => {
  it.each([
    ['shows all where none is small', [10, 20, 30], [10, 20, 30]],
    ['hides the next smallest beside a single small one', [9, 20, 30], [null, null, 30]],
    ['is content with two small ones that are ten together', [4, 6, 30], [null, null, 30]],
    [
      'hides one more where the small ones are fewer than ten together',
      [4, 5, 30, 40],
      [null, null, null, 40],
    ],
    ['hides a zero, which is a sum below ten, too', [0, 20, 30], [null, null, 30]],
    ['shows nothing of a table that is small', [1, 2, 3], [null, null, null]],
  ])('%s', (_, values, shown) => {
    expect(received(...values)).toEqual(shown);
  });
});

describe('C2: answered and in time', () => {
  it.each([
    ['shows both where all were answered in time', [12, 12, 12], [12, 12, 12]],
    ['does not tell that one waits', [12, 11, 11], [12, null, null]],
    ['does not tell that one came late', [12, 12, 11], [12, 12, null]],
    ['shows a rest of ten', [30, 20, 10], [30, 20, 10]],
  ])('%s', (_, [all = 0, answered = 0, inTime = 0], shown) => {
    // Beside two that are as large, so that the column itself is never told by its total.
    const others = [row(50, 20, 10), row(60, 30, 10), row(700, 600, 500)];
    const [first] = suppress([row(all, answered, inTime), ...others]);
    expect([first?.received, first?.answered, first?.inTime]).toEqual(shown);
  });
});

const rows = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
    .map(([a, b, c]) => row(a + b + c, a + b, a)),
  { minLength: 2, maxLength: 6 },
);
const isSmall = (value: number): boolean => value > 0 && value < LEAST_SHOWN;
const COLUMNS = ['received', 'answered', 'inTime'] as const;

/** Everything that follows from the shown cells, row by row. */
function told({ received: all, answered, inTime }: ShownCounts): number[] {
  const differences = [
    [all, answered],
    [answered, inTime],
    [all, inTime],
  ].flatMap(([whole, part]) => (whole != null && part != null ? [whole - part] : []));
  return differences;
}

describe('whatever the table', () => {
  it('no shown cell is below ten, and no difference within a row from one to nine', () => {
    fc.assert(
      fc.property(rows, (table) => {
        for (const shown of suppress(table)) {
          for (const column of COLUMNS)
            expect(shown[column] ?? LEAST_SHOWN).toBeGreaterThanOrEqual(LEAST_SHOWN);
          expect(told(shown).filter(isSmall)).toEqual([]);
        }
      }),
    );
  });

  it('a column’s total less its shown cells gives no hidden cell: there are two, ten or more together, or nothing is shown', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const shown = suppress(table);
        for (const column of COLUMNS) {
          const hidden = table.filter((_, index) => shown[index]?.[column] === null);
          if (hidden.length === 0 || hidden.length === table.length) continue;
          expect(hidden.length).toBeGreaterThan(1);
          expect(hidden.reduce((sum, one) => sum + one[column], 0)).toBeGreaterThanOrEqual(LEAST_SHOWN);
        }
      }),
    );
  });

  it('nor do the totals tell how many of the hidden ones wait', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const shown = suppress(table);
        const hidden = table.filter((_, index) => shown[index]?.answered === null);
        if (hidden.length === 0 || hidden.length === table.length) return;
        expect(isSmall(hidden.reduce((sum, one) => sum + one.received - one.answered, 0))).toBe(false);
      }),
    );
  });
});
