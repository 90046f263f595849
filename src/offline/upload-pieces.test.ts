import { describe, expect, it } from 'vitest';
import { FIRST_PIECE_BYTES, nextPieceBytes } from './upload-pieces.ts';

const KB = 1024;
const MB = 1024 * KB;

describe('the size of the next piece', () => {
  it.each([
    [128 * KB, 5, 4 * MB, '32 times as much after one that took no time'],
    [128 * KB, 0, 4 * MB, 'also where the clock has not moved'],
    [128 * KB, -50_000, 4 * MB, 'also where the clock was put back'],
    [128 * KB, 600, 640 * KB, 'as many times as fit into three seconds'],
    [128 * KB, 1_500, 256 * KB, 'twice as much where two fit'],
    [128 * KB, 1_600, 128 * KB, 'the same where only one does'],
    [128 * KB, 6_000, 128 * KB, 'the same after one that took a little long'],
    [128 * KB, 6_001, 64 * KB, 'half after a slow one'],
    [32 * KB, 60_000, 32 * KB, 'never less than 32 kB'],
    [8 * MB, 10, 16 * MB, 'never more than 16 MB'],
  ])('after %d bytes in %d ms is %d: %s', (bytes, tookMs, next) => {
    expect(nextPieceBytes(bytes, tookMs)).toBe(next);
  });

  it('is the largest after two quick ones', () => {
    const third = [10, 10].reduce(nextPieceBytes, FIRST_PIECE_BYTES);
    expect(third).toBe(16 * MB);
  });
});
