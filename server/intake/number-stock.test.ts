import { describe, expect, it } from 'vitest';
import { createNumberStock } from './number-stock.ts';

/** Draws as the database does: one sequence for each year. */
function source() {
  const lastOf = new Map<number, number>();
  const counts: number[] = [];
  const draw = async (year: number, count: number): Promise<string[]> => {
    counts.push(count);
    return Array.from({ length: count }, () => {
      const next = (lastOf.get(year) ?? 0) + 1;
      lastOf.set(year, next);
      return `${year}-${next}`;
    });
  };
  return { draw, counts };
}

describe('a stock of application numbers', () => {
  it('gives them in order, and draws seldom when they are taken one by one', async () => {
    const { draw, counts } = source();
    const stock = createNumberStock(draw);
    const taken: string[] = [];
    for (let index = 0; index < 100; index++) taken.push(...(await stock.take(2026, 1)));
    expect(taken).toEqual(Array.from({ length: 100 }, (_, index) => `2026-${index + 1}`));
    expect(counts).toHaveLength(2);
  });

  it('gives no number twice to those who ask at the same moment, and loses none of the rest', async () => {
    const { draw, counts } = source();
    const stock = createNumberStock(draw);
    const asked = Array.from({ length: 5 }, () => stock.take(2026, 20));
    const taken = (await Promise.all(asked)).flat();
    expect(new Set(taken).size).toBe(100);
    const drawn = counts.length;
    const spare = counts.reduce((sum, count) => sum + count, 0) - 100;
    const rest = await stock.take(2026, spare);
    expect(new Set([...taken, ...rest]).size).toBe(100 + spare);
    expect(counts).toHaveLength(drawn);
  });

  it('gives numbers of the year that is asked for, around midnight of the new year too', async () => {
    const stock = createNumberStock(source().draw);
    const around = await Promise.all([2026, 2027, 2026, 2027].map((year) => stock.take(year, 2)));
    const after = [await stock.take(2027, 1), await stock.take(2026, 1), await stock.take(2027, 1)];
    expect([...around, ...after].map((numbers) => numbers.map((number) => number.slice(0, 4)))).toEqual([
      ['2026', '2026'],
      ['2027', '2027'],
      ['2026', '2026'],
      ['2027', '2027'],
      ['2027'],
      ['2026'],
      ['2027'],
    ]);
    expect(new Set([...around, ...after].flat()).size).toBe(11);
  });

  it('gives nothing when drawing fails, and tries again the next time', async () => {
    const { draw } = source();
    let isDown = true;
    const stock = createNumberStock((year, count) =>
      isDown ? Promise.reject(new Error('connection refused')) : draw(year, count),
    );
    await expect(stock.take(2026, 1)).rejects.toThrow('connection refused');
    isDown = false;
    expect(await stock.take(2026, 1)).toEqual(['2026-1']);
  });
});
