// Days of the holidays as they stand in the form: dates as people write them, each with a key of its own, so that what is removed
// takes no other's place.

import * as v from 'valibot';
import type { HolidayDay } from '../../../domain/holidays.ts';
import { readDate } from '../../../ui/date-field/read-date.ts';

export interface TypedDay {
  key: number;
  /** DD.MM.YYYY, or whatever was typed. */
  date: string;
  name: string;
  isHalfDay: boolean;
}

let lastKey = 0;

export function toTyped(days: readonly HolidayDay[]): TypedDay[] {
  return days.map((day) => ({ ...day, key: ++lastKey, date: day.date.split('-').reverse().join('.') }));
}

/** Days as a draft keeps them; the keys of another visit are others' here. */
const typedDaysSchema = v.pipe(
  v.array(v.object({ date: v.string(), name: v.string(), isHalfDay: v.boolean() })),
  v.transform((days): readonly TypedDay[] => days.map((day) => ({ ...day, key: ++lastKey }))),
);

/** @param version of the year as it is kept: what was begun on another one would undo what somebody else has changed */
export function yearDraftSchema(version: number | null) {
  return v.pipe(
    v.object({ version: v.nullable(v.number()), days: typedDaysSchema }),
    v.check((draft) => draft.version === version),
  );
}

/** What is no date goes as it was typed, and the server says so at its field. */
export function toDays(days: readonly TypedDay[]): HolidayDay[] {
  return days.map(({ date, name, isHalfDay }) => ({ date: isoOf(date) ?? date.trim(), name, isHalfDay }));
}

/** @returns undefined for what is no date */
export function isoOf(typed: string): string | undefined {
  const [day = '', month = '', year = '', ...rest] = typed.split(/[./-]/);
  const read = readDate({ day, month, year });
  return read.ok && rest.length === 0 ? read.date : undefined;
}
