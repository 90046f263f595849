// What has happened to a case that whoever works on it waits for: seen in the lists, so that nobody opens every file to find it. Pure.
//
// N1  The newest counts.
// N2  It is over when the holder asks, extends, drafts, answers or hands on. A note, a place within the house, and what the clock or a
//     recording says end nothing: a colleague to whom the case comes finds it.

import type { CaseEvent } from './case.ts';

export const CASE_NEWS = [
  'draft-returned',
  'information-given',
  'opinion-given',
  'added',
] as const satisfies CaseEvent['kind'][];
export type CaseNews = (typeof CASE_NEWS)[number];

/** N2; a migration has the same (server/store/migrations/0034). */
const NEWS_ENDS = [
  'assigned',
  'transferred',
  'information-asked',
  'opinion-asked',
  'extended',
  'drafted',
  'answered',
  'not-examined',
  'withdrawn',
  'closed',
] as const satisfies CaseEvent['kind'][];

const NEWS: ReadonlySet<string> = new Set(CASE_NEWS);
const ENDS: ReadonlySet<string> = new Set(NEWS_ENDS);

/** @param kinds of the case's events, in their order */
export function newsOf(kinds: readonly CaseEvent['kind'][]): CaseNews | null {
  const newest = kinds.findLast((kind) => NEWS.has(kind) || ENDS.has(kind));
  return isNews(newest) ? newest : null;
}

function isNews(kind: string | undefined): kind is CaseNews {
  return kind !== undefined && NEWS.has(kind);
}
