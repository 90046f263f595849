// Cues: what is said or signed in a recording, piece by piece, each with its place. Transcripts, translations and captions
// are made of them.
//
// C1  In order, and never two at once: a reader's voice can follow them, and a player can show one.
// C2  Each has something to read, in characters that the database can keep.
// C3  None goes on beyond the recording's end, as far as that is known: nothing is said or signed there.

import * as v from 'valibot';
import { codePointCount, isSafeText, isVisible } from './text.ts';

/** A piece of what is said or signed, with its place in the recording. Milliseconds from its start. */
export interface Cue {
  startMs: number;
  endMs: number;
  text: string;
}

export const CUE_LIMITS = {
  cues: 2_000,
  /** Code points of one cue. */
  text: 1_000,
  /** Code points of all together. */
  wholeText: 50_000,
  /** No recording is longer. */
  endMs: 6 * 3_600_000,
} as const;

const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(CUE_LIMITS.endMs));

/** Messages are violation codes. */
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
  v.minLength(1, 'required'),
  v.maxLength(CUE_LIMITS.cues, 'format'),
  v.check((cues) => isInOrder(cues), 'format'),
  v.check((cues) => codePointCount(textOfCues(cues)) <= CUE_LIMITS.wholeText, 'too-long'),
);

/**
 * Marks may lie so much behind the end: they are set by the clock of a player, which runs on by a picture and what it has
 * buffered, and containers round the lengths of their streams, or tell the longest one's.
 */
export const END_TOLERANCE_MS = 1_000;

/** C3. Milliseconds. */
export interface BeyondEnd {
  /** Place of the piece in the list, from 1. */
  piece: number;
  endMs: number;
  durationMs: number;
}

/** The first piece that ends beyond the recording. @param durationMs undefined, or 0, where its length is not known */
export function findBeyondEnd(cues: readonly Cue[], durationMs: number | undefined): BeyondEnd | undefined {
  const index = cues.findIndex(({ endMs }) => isBeyondEnd(endMs, durationMs));
  const cue = cues[index];
  return cue && durationMs ? { piece: index + 1, endMs: cue.endMs, durationMs } : undefined;
}

export function isBeyondEnd(endMs: number, durationMs: number | undefined): boolean {
  return durationMs !== undefined && durationMs > 0 && endMs > durationMs + END_TOLERANCE_MS;
}

/** C1. One may begin where the one before it ends. */
function isInOrder(cues: readonly Cue[]): boolean {
  return cues.every((cue, index) => {
    const before = cues[index - 1];
    return before === undefined || before.endMs <= cue.startMs;
  });
}

/** The whole text, a line for each cue. */
export function textOfCues(cues: readonly Cue[]): string {
  return cues.map(({ text }) => text).join('\n');
}
