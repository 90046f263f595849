// How much of a text's room is left, for eyes at every key and for ears at thresholds only: a number spoken at every
// key drowns the letters.

import { codePointCount, normaliseText } from '../../../domain/text.ts';

const THRESHOLDS = [0, 20, 100, 500] as const;

export interface CharacterCount {
  /** Code points that still fit; negative when the text is too long. Counted as the text will be judged. */
  left: number;
  /** What is worth saying aloud: the smallest threshold that is reached, or that the limit is passed. */
  spoken: { kind: 'left'; atMost: number } | { kind: 'over' } | undefined;
}

/** @param max in code points */
export function countCharacters(text: string, max: number): CharacterCount {
  const left = max - codePointCount(normaliseText(text));
  if (left < 0) return { left, spoken: { kind: 'over' } };
  // A limit so small that the whole text lies below a threshold would speak before anything is written.
  const atMost = THRESHOLDS.find((threshold) => left <= threshold && threshold < max / 2);
  return { left, spoken: atMost === undefined ? undefined : { kind: 'left', atMost } };
}
