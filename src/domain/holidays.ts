// The holidays of a year as an administrator keeps them: days with a name, whole or from noon on. What a year must have, what
// may not stand in it, and how a year is first filled from the first days of its two moving feasts.
//
// H1  A day stands once, in its own year, with a name.
// H2  The fixed holidays of Law 2429 art. 1 and 2 are there as whole days: one that is forgotten makes deadlines too early.
// H3  So are both feasts, day by day (feasts.ts); a whole day beside them (Monday before an eve, given free by decree) is the administrator's to add.
//     A year may have a feast twice: in 2033 Ramazan Bayramı falls into January and December.

import * as v from 'valibot';
import { addDays, type CivilDate, type HolidayCalendar } from './calendar.ts';
import { isCivilDate } from './civil-date.ts';
import { FEAST_DAYS, hasFeasts } from './feasts.ts';
import { codePointCount, isSafeLine, isVisible } from './text.ts';

const HOLIDAY_NAME_MAX_LENGTH = 80;
/** Law 2429 has 15 and a half; what decrees have ever added to a year stays far below. */
const HOLIDAYS_MAX = 60;
/** Of the years that can be kept: before, the offset of Istanbul was another. */
export const HOLIDAY_YEARS = { first: 2017, last: 2099 } as const;

export const holidayDaySchema = v.object({
  /** A civil date. */
  date: v.string(),
  name: v.string(),
  /** From noon on: offices work in the morning, so it counts as a working day. */
  isHalfDay: v.boolean(),
});
export type HolidayDay = v.InferOutput<typeof holidayDaySchema>;

/** Month and day of Law 2429's fixed holidays; the names are `staff.holidays.name.<name>` of the locales. */
const FIXED_HOLIDAYS = [
  { on: '01-01', name: 'newYear' },
  { on: '04-23', name: 'sovereignty' },
  { on: '05-01', name: 'labour' },
  { on: '05-19', name: 'youth' },
  { on: '07-15', name: 'democracy' },
  { on: '08-30', name: 'victory' },
  { on: '10-29', name: 'republic' },
] as const;
const REPUBLIC_EVE = '10-28';

export type HolidayName =
  | (typeof FIXED_HOLIDAYS)[number]['name']
  | 'republicEve'
  | 'ramazanEve'
  | 'ramazan'
  | 'kurbanEve'
  | 'kurban';

/** First days of the moving feasts of one year; the eve is the day before. */
export interface MovingFeasts {
  ramazan: CivilDate;
  kurban: CivilDate;
}

/** `field` is where it stands: 'days' for the year as a whole, else `<index>.date` or `<index>.name`. */
export type HolidayFault =
  | {
      field: string;
      code: 'dateNotValid' | 'nameMissing' | 'nameNotValid' | 'tooMany' | 'feastsMissing';
      params?: undefined;
    }
  | { field: string; code: 'otherYear'; params: { year: number } }
  | { field: string; code: 'dateTwice'; params: { date: CivilDate } }
  | { field: string; code: 'fixedMissing'; params: { date: CivilDate } };

/** Every fault of a year, in the order of its days; none where it may be kept. */
export function judgeHolidays(year: number, days: readonly HolidayDay[]): HolidayFault[] {
  if (days.length > HOLIDAYS_MAX) return [{ field: 'days', code: 'tooMany' }];
  const ofDays = days.flatMap((day, index) => judgeDay(year, day, index, days));
  // What is forgotten is told when the days that stand there are dates.
  return ofDays.some(({ field }) => field.endsWith('.date')) ? ofDays : [...ofDays, ...judgeYear(year, days)];
}

function judgeDay(
  year: number,
  { date, name }: HolidayDay,
  index: number,
  days: readonly HolidayDay[],
): HolidayFault[] {
  const faults: HolidayFault[] = [];
  const field = `${index}.date`;
  if (!isCivilDate(date)) faults.push({ field, code: 'dateNotValid' });
  else if (date.slice(0, 4) !== String(year)) faults.push({ field, code: 'otherYear', params: { year } });
  else if (days.findIndex((other) => other.date === date) < index)
    faults.push({ field, code: 'dateTwice', params: { date } });
  const isSafe = isSafeLine(name) && codePointCount(name) <= HOLIDAY_NAME_MAX_LENGTH;
  if (!isVisible(name)) faults.push({ field: `${index}.name`, code: 'nameMissing' });
  else if (!isSafe) faults.push({ field: `${index}.name`, code: 'nameNotValid' });
  return faults;
}

function judgeYear(year: number, days: readonly HolidayDay[]): HolidayFault[] {
  const whole = wholeDays(days);
  const fixed = FIXED_HOLIDAYS.map(({ on }) => `${year}-${on}`);
  const faults = fixed
    .filter((date) => !whole.has(date))
    .map((date): HolidayFault => ({ field: 'days', code: 'fixedMissing', params: { date } }));
  const any = new Set(days.map(({ date }) => date));
  if (!hasFeasts(year, { whole, any })) faults.push({ field: 'days', code: 'feastsMissing' });
  return faults;
}

function wholeDays(days: readonly HolidayDay[]): ReadonlySet<CivilDate> {
  return new Set(days.filter(({ isHalfDay }) => !isHalfDay).map(({ date }) => date));
}

/** A year as the law has it, in the order of its days. @param nameOf in the words of whoever keeps it */
export function holidaysOf(
  year: number,
  { ramazan, kurban }: MovingFeasts,
  nameOf: (name: HolidayName) => string,
): HolidayDay[] {
  const whole = (date: CivilDate, name: HolidayName): HolidayDay => ({
    date,
    name: nameOf(name),
    isHalfDay: false,
  });
  const half = (date: CivilDate, name: HolidayName): HolidayDay => ({
    ...whole(date, name),
    isHalfDay: true,
  });
  const feast = (name: 'ramazan' | 'kurban', from: CivilDate): HolidayDay[] => [
    half(addDays(from, -1), `${name}Eve`),
    ...Array.from({ length: FEAST_DAYS[name] }, (_, day) => whole(addDays(from, day), name)),
  ];
  const days = [
    ...FIXED_HOLIDAYS.map(({ on, name }) => whole(`${year}-${on}`, name)),
    ...feast('ramazan', ramazan),
    ...feast('kurban', kurban),
    half(`${year}-${REPUBLIC_EVE}`, 'republicEve'),
  ];
  // Where two fall on one day, the whole one counts. An eve of a feast on 1 January stands in the year before.
  const byDate = new Map<CivilDate, HolidayDay>();
  for (const day of days) {
    const known = byDate.get(day.date);
    if (day.date.startsWith(`${year}-`) && (!known || known.isHalfDay)) byDate.set(day.date, day);
  }
  return sortDays([...byDate.values()]);
}

export function sortDays(days: readonly HolidayDay[]): HolidayDay[] {
  return days.toSorted((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
}

/** What deadlines are counted by. */
export function toCalendar(years: Readonly<Record<string, readonly HolidayDay[]>>): HolidayCalendar {
  return {
    years: Object.fromEntries(Object.entries(years).map(([year, days]) => [year, wholeDays(days)])),
  };
}

/** The days that are holidays in one and not in the other, in their order: around these deadlines can move. */
export function differingDays(before: readonly HolidayDay[], after: readonly HolidayDay[]): CivilDate[] {
  const [one, other] = [wholeDays(before), wholeDays(after)];
  const differing = [...one, ...other].filter((date) => one.has(date) !== other.has(date));
  return [...new Set(differing)].sort();
}

/** The days of a calendar as the moving feasts give them. */
export function calendarOf(years: Readonly<Record<string, MovingFeasts>>): HolidayCalendar {
  const days = Object.entries(years).map(([year, feasts]) => [
    year,
    holidaysOf(Number(year), feasts, (name) => name),
  ]);
  return toCalendar(Object.fromEntries(days));
}

/** The years that must be there: this one and the next; from July on the one after, which is needed on 1 January. */
export function neededYears(today: CivilDate): number[] {
  const year = Number(today.slice(0, 4));
  return today.slice(5, 7) < '07' ? [year, year + 1] : [year, year + 1, year + 2];
}
