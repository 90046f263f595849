// A small seeded generator (mulberry32): the same seed gives the same world, on every machine.

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** 0 … below − 1. */
  below(limit: number): number;
  bytes(count: number): Uint8Array<ArrayBuffer>;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  /** Four of each number. */
  const bytes = (count: number): Uint8Array<ArrayBuffer> => {
    const words = new Uint32Array(Math.ceil(count / 4));
    for (let at = 0; at < words.length; at++) words[at] = next() * 2 ** 32;
    return new Uint8Array(words.buffer, 0, count);
  };
  return { next, below, bytes };
}
