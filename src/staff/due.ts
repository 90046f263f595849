// How much of the legal period is left, in whole days of Istanbul's calendar: an officer at 00:30 and one at 23:30
// read the same figure. Pure; the words are chosen here, once, for the list and the case.

import { type CivilDate, istanbulDate } from '../domain/calendar.ts';
import type { Translate } from '../i18n/translate.ts';

export type Due =
  | { state: 'left'; days: number }
  | { state: 'last-day' }
  | { state: 'overdue'; days: number };

/** The last days, in which the list calls for attention. */
const SOON_DAYS = 3;
const DAY_MS = 86_400_000;

/** @param nowMs milliseconds since 1970, of a clock that may be wrong: this is a help, the server keeps the date */
export function dueFrom(dueOn: CivilDate, nowMs: number): Due {
  const days = Math.round((dayMs(dueOn) - dayMs(istanbulDate(nowMs))) / DAY_MS);
  if (days > 0) return { state: 'left', days };
  return days === 0 ? { state: 'last-day' } : { state: 'overdue', days: -days };
}

export function dueWords(t: Translate, due: Due): string {
  switch (due.state) {
    case 'left':
      return t('staff.due.left', { count: due.days });
    case 'last-day':
      return t('staff.due.lastDay');
    case 'overdue':
      return t('staff.due.overdue', { count: due.days });
  }
}

export function dueUrgency(due: Due): 'calm' | 'soon' | 'late' {
  if (due.state === 'overdue') return 'late';
  return due.state === 'last-day' || due.days <= SOON_DAYS ? 'soon' : 'calm';
}

function dayMs(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}
