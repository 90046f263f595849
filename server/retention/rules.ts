// How long a case's content and its writer's identity are kept, and what keeps them longer. Pure: what is known of a case and
// the operator's periods in, a verdict out. The periods are the operator's decision (docs/operate.md).
//
// R1  While an answer is owed, or an objection is possible, nothing goes.
// R2  What the state has told and no device has fetched stays, however old: an answer is never erased before it was read.
// R3  What is not counted yet stays, so that the figures lose nothing.
// R4  A request that was granted counts as the citizen's own word: then only R1 and R3 hold.

import type { CaseState } from '../../src/domain/case.ts';

export interface RetentionPeriods {
  /** Days after a case was over; 0 keeps it for ever. */
  contentDays: number;
  identityDays: number;
  /** Days after which a request is carried out without anybody's word. */
  erasureAtOnceDays: number;
  /** Of sign-ins, invitations and notices that were dealt with. */
  remainsDays: number;
}

export interface CaseFacts {
  state: CaseState['state'];
  canObject: boolean;
  /** Since when nothing is to be done any more; null while something is. */
  overAtMs: number | null;
  /** When the state told something that is to be read: an answer, why it was not examined. null: nothing. */
  toldAtMs: number | null;
  /** Of the newest event that a device has fetched. */
  readAtMs: number | null;
  isCounted: boolean;
  request: 'none' | 'asked' | 'granted' | 'refused';
  isIdentityErased: boolean;
}

export const KEPT = ['owed', 'objection', 'unread', 'uncounted', 'asked', 'young'] as const;
export type Kept = (typeof KEPT)[number];
export type Verdict =
  | { erase: 'content'; cause: 'request' | 'time' }
  | { erase: 'identity' }
  | { keep: Kept };

const DAY_MS = 86_400_000;
const OVER: readonly CaseState['state'][] = ['closed', 'withdrawn', 'not-examined'];

export function judgeRetention(facts: CaseFacts, periods: RetentionPeriods, nowMs: number): Verdict {
  if (!OVER.includes(facts.state) || facts.overAtMs === null) return { keep: 'owed' };
  if (facts.canObject) return { keep: 'objection' };
  if (!facts.isCounted) return { keep: 'uncounted' };
  const isOlderThan = (days: number): boolean => nowMs - Number(facts.overAtMs) >= days * DAY_MS;
  if (facts.request === 'granted') return { erase: 'content', cause: 'request' };
  if (facts.request === 'asked')
    return isOlderThan(periods.erasureAtOnceDays)
      ? { erase: 'content', cause: 'request' }
      : { keep: 'asked' };
  if (facts.toldAtMs !== null && (facts.readAtMs === null || facts.readAtMs < facts.toldAtMs))
    return { keep: 'unread' };
  const isDue = (days: number): boolean => days > 0 && isOlderThan(days);
  if (isDue(periods.contentDays)) return { erase: 'content', cause: 'time' };
  if (isDue(periods.identityDays) && !facts.isIdentityErased) return { erase: 'identity' };
  return { keep: 'young' };
}
