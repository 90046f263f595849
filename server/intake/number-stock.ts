// Application numbers drawn in advance, so that an acceptance needs no round trip for its own.
//
// Invariants: 1. A number is given once; those in stock when the server stops are lost, a gap that is harmless because
// a number counts nothing. 2. A number is of the year that it was asked for, never of the stock's.

export interface NumberStock {
  /** @throws what drawing throws; then no number was given */
  take: (year: number, count: number) => Promise<string[]>;
}

/** One acceptance in so many draws, when they come one by one. */
const SPARE = 50;

/** @param draw numbers of the year that nobody else gets */
export function createNumberStock(draw: (year: number, count: number) => Promise<string[]>): NumberStock {
  let stock: { year: number; numbers: string[] } = { year: Number.NaN, numbers: [] };
  return {
    take: async (year, count) => {
      if (stock.year === year && stock.numbers.length >= count) return stock.numbers.splice(0, count);
      const drawn = await draw(year, count + SPARE);
      const taken = drawn.splice(0, count);
      // Two may have drawn at the same time; what both have left is kept.
      const kept = stock.year === year ? stock.numbers : [];
      if (!(stock.year > year)) stock = { year, numbers: [...kept, ...drawn] };
      return taken;
    },
  };
}
