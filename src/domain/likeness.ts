// Which applications are so alike that one officer should see them together: pure. A new one is compared with the first of each
// group that could be its own (the same province, the same topic), never with every other one.
//
// L1  What is compared is what was written, by the two measures of turkish-search/similarity.ts.
// L2  The most alike group takes it; of equals the larger, so that a wave does not split.
// L3  Below LEAST_LIKENESS it begins a group of its own.

import { addDays, istanbulDate } from './calendar.ts';
import { type Shape, similarity } from './turkish-search/similarity.ts';

/** Of "the water is off in our street" and "our water has not run for three days" it finds the one; of two matters, none. */
const LEAST_LIKENESS = 0.3;
/** A group takes nobody in after so many days from its first one: a new wave is a new group. */
export const LIKENESS_DAYS = 14;
/** So many characters of a description are compared. */
export const COMPARED_LENGTH = 1_000;

export interface LikenessCandidate {
  id: string;
  size: number;
  shape: Shape;
}

/** @returns undefined: it is like none of them (L3) */
export function findLikeness(shape: Shape, candidates: readonly LikenessCandidate[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ ...candidate, alike: similarity(shape, candidate.shape) }))
    .filter(({ alike }) => alike >= LEAST_LIKENESS)
    .sort((a, b) => b.alike - a.alike || b.size - a.size || (a.id < b.id ? -1 : 1));
  return best?.id;
}

/** Midnight in Istanbul at which yesterday began, in milliseconds. */
export function yesterdayBegan(nowMs: number): number {
  return Date.parse(`${addDays(istanbulDate(nowMs), -1)}T00:00:00+03:00`);
}
