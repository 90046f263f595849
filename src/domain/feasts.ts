// The two moving feasts among the days of a year, found by themselves: an eve and three days (Ramazan), an eve and four (Kurban), without a
// gap (Law 2429 art. 2 B). They follow each other through the years by the moon, so that a feast that is found says where the next one and
// the one before must be; of one that falls across the turn of the year, the days of this year are looked for.
//
// An eve may be given free as a whole day, and whole days may stand beside a feast: only what is missing is a fault.

import { addDays, type CivilDate } from './calendar.ts';

type Feast = 'ramazan' | 'kurban';

export const FEAST_DAYS = { ramazan: 3, kurban: 4 } as const;

/** Days from the first day of the one to the first of the other: two moons and nine days, and the rest of the twelve with a day to spare. */
const NEXT = {
  ramazan: { feast: 'kurban', min: 67, max: 69 },
  kurban: { feast: 'ramazan', min: 284, max: 289 },
} as const;

/** Days from a feast to the same feast again: twelve moons, by which the days that both steps have to spare are one. */
const AGAIN = { min: 353, max: 355 } as const;

/** A year's days: whole ones, and those of which the afternoon at least is free. */
export interface FreeDays {
  whole: ReadonlySet<CivilDate>;
  any: ReadonlySet<CivilDate>;
}

/** Whether each feast that falls into the year is there whole, also one that falls into it twice. */
export function hasFeasts(year: number, days: FreeDays): boolean {
  const starts = [...days.any].filter((date) => stands('ramazan', date, year, days));
  // A year without a first day of Ramazan Bayramı there is none: it is longer than twelve moons.
  return starts.some(
    (date) => leads('ramazan', date, 'on', year, days) && leads('ramazan', date, 'back', year, days),
  );
}

function stands(feast: Feast, from: CivilDate, year: number, { whole, any }: FreeDays): boolean {
  const eve = addDays(from, -1);
  return (!isIn(eve, year) || any.has(eve)) && feastDays(feast, from, year).every((date) => whole.has(date));
}

type Way = 'on' | 'back';

/** From one that is there to the next, and the next, until they leave the year. @param last the other feast from which this was found */
function leads(
  feast: Feast,
  from: CivilDate,
  way: Way,
  year: number,
  days: FreeDays,
  last?: CivilDate,
): boolean {
  const other = NEXT[feast].feast;
  const again = last === undefined ? undefined : within(last, way, AGAIN);
  const possible = within(from, way, way === 'on' ? NEXT[feast] : NEXT[other]).filter(
    (date) => again?.includes(date) ?? true,
  );
  if (possible.some((date) => feastDays(other, date, year).length === 0)) return true;
  return possible.some(
    (date) => stands(other, date, year, days) && leads(other, date, way, year, days, from),
  );
}

function within(from: CivilDate, way: Way, { min, max }: { min: number; max: number }): CivilDate[] {
  return Array.from({ length: max - min + 1 }, (_, index) =>
    addDays(from, way === 'on' ? min + index : -(min + index)),
  );
}

/** Those of this year. */
function feastDays(feast: Feast, from: CivilDate, year: number): CivilDate[] {
  const all = Array.from({ length: FEAST_DAYS[feast] }, (_, day) => addDays(from, day));
  return all.filter((date) => isIn(date, year));
}

function isIn(date: CivilDate, year: number): boolean {
  return date.startsWith(`${year}-`);
}
