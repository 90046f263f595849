// The file of the moving feasts, by year (README.md beside this file says where they come from): the first filling of the years
// that an administrator keeps (holiday-years.ts).

import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { isCivilDate } from '../../src/domain/civil-date.ts';
import { type HolidayDay, holidaysOf } from '../../src/domain/holidays.ts';
import { SOURCE_LOCALE } from '../../src/i18n/locale.ts';
import { translateFor } from '../texts.ts';
import { type DirectoryFault, readDataFile } from './data-file.ts';

// The pattern alone lets 30 February pass.
const realDate = v.pipe(v.string(), v.isoDate(), v.check(isCivilDate));

const yearsSchema = v.record(
  v.pipe(v.string(), v.regex(/^\d{4}$/)),
  v.strictObject({ ramazan: realDate, kurban: realDate }),
);
type FeastsByYear = v.InferOutput<typeof yearsSchema>;

/** By year, each in the order of its days. */
export type HolidayYears = Readonly<Record<string, readonly HolidayDay[]>>;

export interface LoadedHolidays {
  path: string;
  years: HolidayYears;
}

export type HolidaysResult = { ok: true; holidays: LoadedHolidays } | { ok: false; faults: DirectoryFault[] };

const ownFile = fileURLToPath(new URL('holidays.json', import.meta.url));

/** @param file the operator's file; undefined for the one that the program brings */
export async function loadHolidays(file: string | undefined): Promise<HolidaysResult> {
  const path = file ?? ownFile;
  const read = await readDataFile(path, yearsSchema);
  if (!read.ok) return read;
  const faults = misplaced(path, read.content);
  if (faults.length > 0) return { ok: false, faults };
  const t = translateFor(SOURCE_LOCALE);
  const years = Object.entries(read.content).map(([year, feasts]) => [
    year,
    holidaysOf(Number(year), feasts, (name) => t(`staff.holidays.name.${name}`)),
  ]);
  return { ok: true, holidays: { path, years: Object.fromEntries(years) } };
}

/** A feast that stands under another year is a slip of the pen that would move every deadline around it. */
function misplaced(path: string, years: FeastsByYear): DirectoryFault[] {
  return Object.entries(years).flatMap(([year, feasts]) =>
    (['ramazan', 'kurban'] as const)
      .filter((feast) => !feasts[feast].startsWith(`${year}-`))
      .map((feast) => ({ code: 'notAsExpected', params: { path, place: `${year}.${feast}` } })),
  );
}
