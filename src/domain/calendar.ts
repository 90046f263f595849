// Days as the law counts them. Dates are 'YYYY-MM-DD' in Istanbul; instants are milliseconds since 1970.
// Holidays are data by year (holidays.ts), kept by an administrator: a year without data is an error of the start, never a
// silent guess.

import { type CivilDate, DAY_MS, toDate, toMs } from './civil-date.ts';

export type { CivilDate } from './civil-date.ts';

/** By year, its full-day holidays. */
export interface HolidayCalendar {
  readonly years: Readonly<Record<string, ReadonlySet<CivilDate>>>;
}

const ISTANBUL_OFFSET_MS = 3 * 3_600_000; // UTC+3 all year since 2016-09-07 (Decree 2016/9154)

/** The date on Istanbul's wall at an instant. */
export function istanbulDate(instantMs: number): CivilDate {
  return toDate(instantMs + ISTANBUL_OFFSET_MS);
}

/** The instant at which a day begins there. */
export function istanbulMidnight(date: CivilDate): number {
  return toMs(date) - ISTANBUL_OFFSET_MS;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return toDate(toMs(date) + days * DAY_MS);
}

/** How many days later the second date is; below 0 where it is earlier. */
export function daysUntil(from: CivilDate, to: CivilDate): number {
  return (toMs(to) - toMs(from)) / DAY_MS;
}

/** True on Saturdays and Sundays. */
export function isWeekend(date: CivilDate): boolean {
  const weekday = new Date(toMs(date)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/**
 * True on a full-day public holiday (Law 2429 art. 1 and 2). The half days (28 October and the eves of the two
 * feasts, from noon) are days on which offices work in the morning, so they count as working days.
 * @throws RangeError when the calendar has no days for the date's year
 */
export function isHoliday(date: CivilDate, calendar: HolidayCalendar): boolean {
  const days = calendar.years[date.slice(0, 4)];
  if (!days) throw new RangeError(`No holiday data for ${date.slice(0, 4)}`);
  return days.has(date);
}

export function isWorkingDay(date: CivilDate, calendar: HolidayCalendar): boolean {
  return !isWeekend(date) && !isHoliday(date, calendar);
}

/** The date itself when it is a working day, else the first working day after it. */
export function nextWorkingDay(date: CivilDate, calendar: HolidayCalendar): CivilDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The day that is `count` working days after `date`; `date` itself is not counted. */
export function addWorkingDays(date: CivilDate, count: number, calendar: HolidayCalendar): CivilDate {
  let day = date;
  for (let left = count; left > 0; left--) day = nextWorkingDay(addDays(day, 1), calendar);
  return day;
}

/** The years, of those asked, for which the calendar has no days. */
export function missingYears(calendar: HolidayCalendar, from: number, to: number): number[] {
  const missing: number[] = [];
  for (let year = from; year <= to; year++) if (!calendar.years[String(year)]) missing.push(year);
  return missing;
}
