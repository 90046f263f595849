// How long an answer may still take, counted as the law counts it: an information request in working days (Law 4982 art. 11),
// everything else in days (Law 3071 art. 7), and so an objection.

import { type CivilDate, daysUntil } from './calendar.ts';
import { workingDaysLeft } from './deadline.ts';
import type { ApplicationKind } from './kinds.ts';
import type { Life } from './thread-life.ts';

export interface TimeLeft {
  unit: 'workingDays' | 'days';
  /** Left, or gone by since the last day; never below 0. On a weekend after the last day no working day has gone by. */
  count: number;
  isOver: boolean;
}

const OWED: readonly Life['state'][] = ['received', 'assigned', 'information-asked', 'drafted', 'objected'];

/** @returns undefined where no answer is owed */
export function timeLeft(
  kind: ApplicationKind,
  { state, dueOn, dueReason, holidays }: Pick<Life, 'state' | 'dueOn' | 'dueReason' | 'holidays'>,
  today: CivilDate,
): TimeLeft | undefined {
  if (!OWED.includes(state)) return undefined;
  const isOver = today > dueOn;
  if (kind === 'information' && dueReason?.kind !== 'objected')
    return { unit: 'workingDays', count: Math.abs(workingDaysLeft(today, dueOn, holidays)), isOver };
  return { unit: 'days', count: Math.abs(daysUntil(today, dueOn)), isOver };
}
