// Says that something is under way only when it takes long enough to wonder. Otherwise the message would come after
// the result that it announces: a live region is written half a second after the last focus move at the earliest.

import type { Announce } from './live-region.tsx';

const SLOW_MS = 1_500;

/** @returns call it when the work has ended, however it ended */
export function announceIfSlow(announce: Announce, text: string): () => void {
  const timer = setTimeout(() => announce(text), SLOW_MS);
  return () => clearTimeout(timer);
}
