// A citizen's wish that what they sent be erased (Law 6698 art. 7 and 11), and what comes of it. Pure.
//
//     asked ─granted─▶ granted ─▶ erased        asked ─▶ erased: it has been over long enough, and needs nobody's word
//       └────refused─▶ refused ─▶ asked anew
//
// E1  While an answer is owed nothing is erased, and nothing can be asked: who no longer wants one withdraws.
// E2  One request waits at a time; its word is due within 30 days (Law 6698 art. 13).
// E3  What is erased stays erased: nothing is asked or decided after it.

import { addDays, type CivilDate, istanbulDate } from './calendar.ts';
import { type CaseEvent, type CaseState, isAnswered } from './case.ts';

/** Law 6698 art. 13 (2). */
const ERASURE_ANSWER_DAYS = 30;

type Asked = Extract<CaseEvent, { kind: 'erasure-asked' }>;

export interface ErasureRequest {
  id: string;
  /** ISO 8601. */
  at: string;
  reason?: string | undefined;
  /** Last day for the word on it. */
  until: CivilDate;
  decided?: 'granted' | 'refused' | undefined;
}

/** Oldest first. */
export function erasuresIn(history: readonly CaseEvent[]): ErasureRequest[] {
  const decided = new Map(
    history.flatMap((event): [string, 'granted' | 'refused'][] =>
      event.kind === 'erasure-granted' || event.kind === 'erasure-refused'
        ? [[event.requestId, event.kind === 'erasure-granted' ? 'granted' : 'refused']]
        : [],
    ),
  );
  return history
    .filter((event): event is Asked => event.kind === 'erasure-asked')
    .map(({ id, at, reason }) => ({
      id,
      at,
      ...(reason !== undefined && { reason }),
      until: erasureDueOn(Date.parse(at)),
      ...(decided.has(id) && { decided: decided.get(id) }),
    }));
}

export function erasureDueOn(askedAtMs: number): CivilDate {
  return addDays(istanbulDate(askedAtMs), ERASURE_ANSWER_DAYS);
}

/** The request that waits for a word (E2). */
export function openErasure(history: readonly CaseEvent[]): ErasureRequest | undefined {
  if (isErased(history)) return undefined;
  return erasuresIn(history).find(({ decided }) => decided === undefined);
}

export function isErased(history: readonly CaseEvent[]): boolean {
  return history.some(({ kind }) => kind === 'erased');
}

/** Whether the citizen can ask now. */
export function canAskErasure(state: CaseState, history: readonly CaseEvent[]): boolean {
  if (isErased(history)) return false;
  const isDecided = erasuresIn(history).every(({ decided }) => decided === 'refused');
  return isDecided && (isAnswered(state) || state.state === 'withdrawn' || state.state === 'not-examined');
}
