// When the clock reminds of an answer that is due, and whom. Pure.
//
//     5 working days before ─▶ whoever's desk it lies on   1 before ─▶ and who assigns there   overdue ─▶ and the centre
//
// M1  Each step comes once for each due date; what is seen late begins at the step of its day, not with those before.
// M2  What lies on nobody's desk is for who assigns there, from the first step on; who heads a unit assigns in those under it, too.
// M3  Where nobody is who assigns there, the coordinators of the centre hear instead, in the same step.

import { addDays, addWorkingDays, type CivilDate, type HolidayCalendar } from './calendar.ts';

/** A week's work: long enough for an answer, short enough to be believed. */
export const SOON_WORKING_DAYS = 5;
const LAST_CALL_WORKING_DAYS = 1;

/** Their numbers are kept; the highest first, because it is the one of a day. */
export const REMINDER_STEPS = [
  { step: 3, name: 'overdue', toHead: true, toCentre: true },
  { step: 2, name: 'last-call', toHead: true, toCentre: false },
  { step: 1, name: 'soon', toHead: false, toCentre: false },
] as const;
export type ReminderStep = (typeof REMINDER_STEPS)[number];

/** The last due date that is reminded of by this step today; on its last day an answer is in time. */
export function remindedUntil(
  { name }: Pick<ReminderStep, 'name'>,
  today: CivilDate,
  calendar: HolidayCalendar,
): CivilDate {
  switch (name) {
    case 'overdue':
      return addDays(today, -1);
    case 'last-call':
      return addWorkingDays(today, LAST_CALL_WORKING_DAYS, calendar);
    case 'soon':
      return addWorkingDays(today, SOON_WORKING_DAYS, calendar);
  }
}
