// By when an answer is owed. The law's clock runs from receipt, never from the time of writing (invariant 5).

import {
  addDays,
  addWorkingDays,
  type CivilDate,
  type HolidayCalendar,
  istanbulDate,
  nextWorkingDay,
} from './calendar.ts';
import type { ApplicationKind } from './kinds.ts';

const PETITION_DAYS = 30; // Law 3071 art. 7
const INFORMATION_WORKING_DAYS = 15; // Law 4982 art. 11

/**
 * The last day for the answer. A petition is answered within 30 days (Law 3071 art. 7), an information request
 * within 15 working days (Law 4982 art. 11); a last day that is a holiday moves to the next working day.
 * @param receivedAtMs instant of receipt by the server
 * @throws RangeError when the calendar lacks a year that the period touches
 */
export function dueOn(kind: ApplicationKind, receivedAtMs: number, calendar: HolidayCalendar): CivilDate {
  const receivedOn = istanbulDate(receivedAtMs);
  return kind === 'information'
    ? addWorkingDays(receivedOn, INFORMATION_WORKING_DAYS, calendar)
    : nextWorkingDay(addDays(receivedOn, PETITION_DAYS), calendar);
}
