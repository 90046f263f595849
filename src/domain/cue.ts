// A piece of what is said or signed, with its place in the recording: of transcripts, translations and captions.
// Cues come in the order in which they begin and do not overlap, so that whoever reads them one after the other reads
// what was said, once.

import * as v from 'valibot';
import { codePointCount, isSafeText, isVisible } from './text.ts';

/** Milliseconds from the recording's start. */
export interface Cue {
  startMs: number;
  endMs: number;
  text: string;
}

export const CUE_LIMITS = {
  /** No recording is longer: 6 hours. */
  timeMs: 6 * 3_600_000,
  /** Code points of one cue. */
  text: 1_000,
  count: 2_000,
  /** Code points of all cues together. */
  wholeText: 50_000,
} as const;

const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(CUE_LIMITS.timeMs));

export const cueSchema = v.pipe(
  v.object({
    startMs: place,
    endMs: place,
    text: v.pipe(
      v.string(),
      v.check(isVisible, 'required'),
      v.check((text) => codePointCount(text) <= CUE_LIMITS.text, 'too-long'),
      v.check(isSafeText, 'forbidden-characters'),
    ),
  }),
  v.check(({ startMs, endMs }) => startMs < endMs, 'format'),
);

export const cuesSchema = v.pipe(
  v.array(cueSchema),
  v.minLength(1),
  v.maxLength(CUE_LIMITS.count),
  v.check(areInOrder, 'format'),
  v.check((cues) => codePointCount(textOfCues(cues)) <= CUE_LIMITS.wholeText, 'too-long'),
);

/** Whether each begins where or after the one before ends. */
export function areInOrder(cues: readonly Cue[]): boolean {
  return cues.every(({ startMs }, index) => startMs >= (cues[index - 1]?.endMs ?? 0));
}

/** The words alone, a line each. */
export function textOfCues(cues: readonly Cue[]): string {
  return cues.map(({ text }) => text).join('\n');
}
