// The moving feasts, by year, as the operator keeps them (README.md beside this file says where they come from).
// Deadlines of this year's applications reach into the next, so both years must be there; a year that is missing
// keeps the server from starting (docs of the law: Law 2429, Law 4982 art. 11).

import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { type HolidayCalendar, istanbulDate, missingYears } from '../../src/domain/calendar.ts';
import { isCivilDate } from '../../src/domain/civil-date.ts';
import { type DirectoryFault, readDataFile } from './data-file.ts';

// The pattern alone lets 30 February pass.
const realDate = v.pipe(v.string(), v.isoDate(), v.check(isCivilDate));

const yearsSchema = v.record(
  v.pipe(v.string(), v.regex(/^\d{4}$/)),
  v.strictObject({ ramazan: realDate, kurban: realDate }),
);

export type HolidaysResult =
  | { ok: true; calendar: HolidayCalendar }
  | { ok: false; faults: DirectoryFault[] };

const ownFile = fileURLToPath(new URL('holidays.json', import.meta.url));

/**
 * @param file the operator's file; undefined for the one that the program brings
 * @param nowMs decides which years must be there
 */
export async function loadHolidays(file: string | undefined, nowMs: number): Promise<HolidaysResult> {
  const path = file ?? ownFile;
  const read = await readDataFile(path, yearsSchema);
  if (!read.ok) return read;
  const calendar: HolidayCalendar = { years: read.content };
  const thisYear = Number(istanbulDate(nowMs).slice(0, 4));
  const faults = [
    ...misplaced(path, calendar),
    ...missingYears(calendar, thisYear, thisYear + 1).map(
      (year): DirectoryFault => ({ code: 'feastYearMissing', params: { path, year: String(year) } }),
    ),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, calendar };
}

/** A feast that stands under another year is a slip of the pen that would move every deadline around it. */
function misplaced(path: string, { years }: HolidayCalendar): DirectoryFault[] {
  return Object.entries(years).flatMap(([year, feasts]) =>
    (['ramazan', 'kurban'] as const)
      .filter((feast) => !feasts[feast].startsWith(`${year}-`))
      .map((feast) => ({ code: 'notAsExpected', params: { path, place: `${year}.${feast}` } })),
  );
}
