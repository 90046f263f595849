// By when an answer is owed, and by when the citizen may go further. The law's clock runs from receipt, never from the time
// of writing (invariant 5).
//
//     petition ─ 30 days ─▶ due        ─ state of progress told ─▶ once 30 days more
//     information ─ 15 working days ─▶ due  ─ extended ─▶ 30 working days of the same start   ─ another institution ─▶ anew
//     objection ─ 30 days ─▶ due
//
// D1  A last day that is a holiday or a weekend moves to the next working day; half days are working days (calendar.ts).
// D2  A case is extended once, whoever holds it, and not after its last day. Nothing else moves it on: a question to the citizen
//     does not, unless it asks for a cost that the law knows (D6).
// D3  An information request starts anew where it reaches an institution for the first time; back at one that had it, the clock
//     runs on. A petition’s always does, whoever forwards it.
// D4  Other holidays move the clocks that run over them, either way, but never to a day that is over: nobody is late by a decree.
// D6  A cost that waits to be paid stops the clock of an information request (fee.ts), once. Paid, the rest of it runs on from the day of
//     the proof. Meanwhile nothing lapses, and the case is neither forwarded nor extended. The day that it keeps is that of a payment in
//     the last moment.
// D5  A last day that went by without an answer stays that, whatever moves later: silence was a refusal (Law 4982 art. 13).

import {
  addDays,
  addWorkingDays,
  type CivilDate,
  type HolidayCalendar,
  isHoliday,
  istanbulDate,
  isWeekend,
  nextWorkingDay,
} from './calendar.ts';
import type { CaseEvent } from './case.ts';
import type { Fee } from './fee.ts';
import type { ApplicationKind } from './kinds.ts';

const PETITION_DAYS = 30; // Law 3071 art. 7
const INFORMATION_WORKING_DAYS = 15; // Law 4982 art. 11
const EXTENDED_WORKING_DAYS = 30; // Law 4982 art. 11: another unit or body must be asked
const OBJECTION_ANSWER_DAYS = 30; // Law 2577 art. 11: an authority that was asked again and is silent has refused
/** Law 3071 art. 7 lets the state of progress be told, "the result follows separately", and names no day: this one is ours. */
const AFTER_PROGRESS_DAYS = 30;
/**
 * To object against an answer. No law knows the objection of this app; it is given the 60 days in which one may ask the
 * same authority again (Law 2577 art. 7 and 11). A rule of the house, and never told as law.
 */
const OBJECTION_DAYS = 60;
const BOARD_APPEAL_DAYS = 15; // Law 4982 art. 13
const BOARD_WORKING_DAYS = 30; // Law 4982 art. 13
const PAYMENT_WORKING_DAYS = 15; // Law 4982 art. 11
/** Before somebody counts as having given up (F2 of fee.ts). A rule of the house. */
const PAYMENT_GRACE_WORKING_DAYS = 5;

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
    : afterDays(receivedOn, PETITION_DAYS, calendar);
}

export interface Clock {
  kind: ApplicationKind;
  startedOn: CivilDate;
  dueOn: CivilDate;
  /** Why it is not the clock of the receipt. */
  reason?: 'extended' | 'transferred' | 'objected';
  /** D2. It may run anew since. */
  wasExtended?: true;
  /** D6: while it waits; then that it did. */
  stop?: Fee;
  wasStopped?: true;
  /** D5: the newest of those before it, or its own where the first answer came later. */
  lapse?: Lapse;
}

/** A last day for the first answer that went by without it. */
interface Lapse {
  dueOn: CivilDate;
  /** Who held the case then; null: nobody. */
  institutionId: string | null;
}

/**
 * The clock as the events have moved it. They carry the dates that were told, so that a calendar or a rule that was mended
 * later moves no promise by itself: that takes an event of its own, which is told, too (recount).
 * @param events all, or those with a dueOn and the answers; of a lapse's holder only the former know
 */
export function clockOf(
  application: { kind: ApplicationKind; receivedAtMs: number; dueOn: CivilDate },
  events: readonly CaseEvent[],
): Clock {
  const { kind, receivedAtMs } = application;
  let clock: Clock = { kind, startedOn: istanbulDate(receivedAtMs), dueOn: application.dueOn };
  let holder: string | null = null;
  let isAwaited = true;
  let stop: Fee | undefined;
  for (const event of events) {
    const on = istanbulDate(Date.parse(event.at));
    const due = 'dueOn' in event ? event.dueOn : undefined;
    const ends = event.kind === 'answered' || event.kind === 'not-examined' || event.kind === 'withdrawn';
    if (isAwaited && !stop && (due !== undefined || ends) && on > clock.dueOn)
      clock = { ...clock, lapse: { dueOn: clock.dueOn, institutionId: holder } };
    if (ends) isAwaited = false;
    if (event.kind === 'information-asked') stop = event.fee;
    else if (ends || event.kind === 'information-given') stop = undefined;
    if (due !== undefined) clock = { ...clock, ...movedBy(event, on), dueOn: due };
    if (event.kind === 'assigned' || event.kind === 'transferred') holder = event.institutionId;
  }
  return stop ? { ...clock, stop } : clock;
}

function movedBy({ kind }: CaseEvent, on: CivilDate): Partial<Clock> {
  if (kind === 'recounted' || kind === 'information-asked') return {};
  if (kind === 'information-given') return { wasStopped: true };
  if (kind === 'extended') return { reason: 'extended', wasExtended: true };
  return { startedOn: on, reason: kind === 'objected' ? 'objected' : 'transferred' };
}

/**
 * The last day as this calendar has it, where it is another one than was told (D4).
 * @throws RangeError when the calendar lacks a year that the clock touches
 */
export function recount(
  application: { kind: ApplicationKind; receivedAtMs: number; dueOn: CivilDate },
  events: readonly CaseEvent[],
  today: CivilDate,
  calendar: HolidayCalendar,
): CivilDate | undefined {
  const told = clockOf(application, events).dueOn;
  const counted = countAnew(application, events, calendar);
  return counted === told || (counted < told && counted < today) ? undefined : counted;
}

function countAnew(
  { kind, receivedAtMs }: { kind: ApplicationKind; receivedAtMs: number },
  events: readonly CaseEvent[],
  calendar: HolidayCalendar,
): CivilDate {
  let startedAtMs = receivedAtMs;
  let due = dueOn(kind, receivedAtMs, calendar);
  let stop: Fee | undefined;
  let wasStopped = false;
  for (const event of events) {
    if (!('dueOn' in event) || event.dueOn === undefined || event.kind === 'recounted') continue;
    if (event.kind === 'information-asked') {
      stop = event.fee;
      if (stop) due = dueWhileUnpaid(stop, calendar);
    } else if (event.kind === 'information-given') {
      wasStopped = true;
      if (stop) due = dueAfterPayment(stop, Date.parse(event.at), calendar);
    } else if (event.kind === 'extended') {
      due = extend({ kind, startedOn: istanbulDate(startedAtMs), dueOn: due, wasStopped }, calendar);
    } else {
      startedAtMs = Date.parse(event.at);
      due =
        event.kind === 'objected'
          ? dueAfterObjection(startedAtMs, calendar)
          : dueOn('information', startedAtMs, calendar);
    }
  }
  return due;
}

/**
 * The new last day where a case reaches another institution; undefined where the clock runs on (D3). Law 4982 art. 11 counts
 * from the application's receipt there (art. 7: it is sent on, and the citizen is told). The first of all moves nothing: it
 * counts from the receipt, which was promised.
 * @param history before it
 */
export function dueAfterTransfer(
  clock: Clock,
  history: readonly CaseEvent[],
  { to, atMs }: { to: string; atMs: number },
  calendar: HolidayCalendar,
): CivilDate | undefined {
  const holders = history.flatMap((event) =>
    event.kind === 'assigned' || event.kind === 'transferred' ? [event.institutionId] : [],
  );
  const startsAnew = holders.length > 0 && !holders.includes(to);
  return clock.kind === 'information' && clock.reason !== 'objected' && startsAnew
    ? dueOn('information', atMs, calendar)
    : undefined;
}

/** Whether the law lets it be extended, still (D2). */
export function canBeExtended({ reason, wasExtended, stop, dueOn: due }: Clock, today: CivilDate): boolean {
  return !wasExtended && !stop && reason !== 'objected' && today <= due;
}

/** The last day of an extended clock; undefined where the law does not let it be extended, or not any more (D2). */
export function dueAfterExtension(
  clock: Clock,
  today: CivilDate,
  calendar: HolidayCalendar,
): CivilDate | undefined {
  return canBeExtended(clock, today) ? extend(clock, calendar) : undefined;
}

type Extendable = Pick<Clock, 'kind' | 'startedOn' | 'dueOn'> & { wasStopped?: boolean };

function extend(
  { kind, startedOn, dueOn: due, wasStopped }: Extendable,
  calendar: HolidayCalendar,
): CivilDate {
  if (kind !== 'information') return afterDays(due, AFTER_PROGRESS_DAYS, calendar);
  return wasStopped
    ? addWorkingDays(due, EXTENDED_WORKING_DAYS - INFORMATION_WORKING_DAYS, calendar)
    : addWorkingDays(startedOn, EXTENDED_WORKING_DAYS, calendar);
}

/** Whether a cost can be asked for: of an information request, before its last day is over. */
export function canBeStopped({ kind, reason, stop, dueOn: due }: Clock, today: CivilDate): boolean {
  return kind === 'information' && reason !== 'objected' && !stop && today <= due;
}

/** The cost as it is told today (D6). @param amount in kuruş */
export function feeToAsk(clock: Clock, amount: number, today: CivilDate, calendar: HolidayCalendar): Fee {
  const holidays = weekdayHolidays(today, clock.dueOn, calendar);
  return {
    amount,
    until: addWorkingDays(today, PAYMENT_WORKING_DAYS, calendar),
    left: workingDaysLeft(today, clock.dueOn, holidays),
  };
}

/** The last day for the answer where the payment comes in the last moment. */
export function dueWhileUnpaid({ until, left }: Fee, calendar: HolidayCalendar): CivilDate {
  return addWorkingDays(until, PAYMENT_GRACE_WORKING_DAYS + Math.max(1, left), calendar);
}

/** The last day for the answer where it was paid; one working day at least. @param atMs instant of the proof's receipt */
export function dueAfterPayment({ left }: Fee, atMs: number, calendar: HolidayCalendar): CivilDate {
  return addWorkingDays(istanbulDate(atMs), Math.max(1, left), calendar);
}

/** Whether who has not paid can be counted as having given up (F2). */
export function isForfeited({ stop }: Clock, today: CivilDate, calendar: HolidayCalendar): boolean {
  return stop !== undefined && today > addWorkingDays(stop.until, PAYMENT_GRACE_WORKING_DAYS, calendar);
}

/** Last day for the answer to an objection. @param atMs instant of its receipt */
export function dueAfterObjection(atMs: number, calendar: HolidayCalendar): CivilDate {
  return afterDays(istanbulDate(atMs), OBJECTION_ANSWER_DAYS, calendar);
}

/** The last day on which the citizen may object to an answer that came on this day. */
export function objectionUntil(answeredOn: CivilDate, calendar: HolidayCalendar): CivilDate {
  return afterDays(answeredOn, OBJECTION_DAYS, calendar);
}

/** The newest day of an answer against which nobody may object any more: a case that was answered then is closed. */
export function objectionsOverSince(today: CivilDate, calendar: HolidayCalendar): CivilDate {
  let answeredOn = addDays(today, -OBJECTION_DAYS - 1);
  while (objectionUntil(answeredOn, calendar) >= today) answeredOn = addDays(answeredOn, -1);
  return answeredOn;
}

/**
 * The last day for the appeal to the board (BEDK) against a refusal: 15 days from the notice (Law 4982 art. 13). No answer
 * counts as a refusal, so then they run from the last day for the answer.
 * @param noticeOn day of the notice, or the last day for the answer that did not come
 */
export function boardAppealUntil(noticeOn: CivilDate, calendar: HolidayCalendar): CivilDate {
  return afterDays(noticeOn, BOARD_APPEAL_DAYS, calendar);
}

/** By when the board decides: 30 working days (Law 4982 art. 13). */
export function boardDecidesUntil(appealedOn: CivilDate, calendar: HolidayCalendar): CivilDate {
  return addWorkingDays(appealedOn, BOARD_WORKING_DAYS, calendar);
}

/** D1. */
function afterDays(date: CivilDate, days: number, calendar: HolidayCalendar): CivilDate {
  return nextWorkingDay(addDays(date, days), calendar);
}

/** The full-day holidays from Monday to Friday between two days, both included: what a device needs to count without a calendar. */
export function weekdayHolidays(from: CivilDate, to: CivilDate, calendar: HolidayCalendar): CivilDate[] {
  const found: CivilDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1))
    if (!isWeekend(day) && isHoliday(day, calendar)) found.push(day);
  return found;
}

/**
 * "12 working days left": the working days after today up to the last one; 0 on the last day itself. Below 0: how many
 * have gone by since.
 * @param holidays as weekdayHolidays gives them, of at least that time
 */
export function workingDaysLeft(
  today: CivilDate,
  lastDay: CivilDate,
  holidays: readonly CivilDate[],
): number {
  if (today > lastDay) return 0 - workingDaysLeft(lastDay, today, holidays);
  let count = 0;
  for (let day = addDays(today, 1); day <= lastDay; day = addDays(day, 1))
    if (!isWeekend(day) && !holidays.includes(day)) count++;
  return count;
}
