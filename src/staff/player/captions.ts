// Which caption belongs to a moment. Pure.

import type { Cue } from '../../domain/cue.ts';

/** @param cues in order, without overlaps */
export function captionAt(cues: readonly Cue[], atMs: number): Cue | undefined {
  return cues.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
}
