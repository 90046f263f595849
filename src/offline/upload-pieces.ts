// How much of an attachment one request carries: a piece takes about PIECE_MS, short enough to lose little, long enough to be
// worth its question. Nobody knows the line beforehand, so it begins small.

export const FIRST_PIECE_BYTES = 128 * 1024;
const SMALLEST_PIECE_BYTES = 32 * 1024;
const LARGEST_PIECE_BYTES = 16 * 1024 * 1024;
const PIECE_MS = 3_000;
/** A line that was quick for a moment. */
const MOST_TIMES = 32;

/** As many times as much as would still have been in time, after a quick one; half after a slow one. */
export function nextPieceBytes(bytes: number, tookMs: number): number {
  if (tookMs > 2 * PIECE_MS) return Math.max(SMALLEST_PIECE_BYTES, bytes / 2);
  const times = Math.min(MOST_TIMES, Math.floor(PIECE_MS / Math.max(1, tookMs)));
  return times < 2 ? bytes : Math.min(LARGEST_PIECE_BYTES, bytes * times);
}
