// What administrators keep in the console, over HTTP: the rows of the directory one by one, and the holidays by year. What a row may
// say is directory-tables.ts, what a year must have is holidays.ts. (directory-wire.ts has the tables whole, and the device's.)

import * as v from 'valibot';
import { faultWordsSchema } from './directory-wire.ts';
import { HOLIDAY_YEARS, holidayDaySchema } from './holidays.ts';

export const KEEPING_PATHS = {
  rows: '/api/staff/directory/:table/rows',
  row: '/api/staff/directory/:table/rows/:rowId',
  /** Of every row its id and name, for what refers to it. */
  names: '/api/staff/directory/:table/names',
  holidays: '/api/staff/holidays',
  holidayYear: '/api/staff/holidays/:year',
} as const;

export const ROWS_PAGE_SIZE = 25;
export const ROWS_QUERY_MAX_LENGTH = 100;

/** `page` from 1. */
export const rowsQuerySchema = v.object({
  query: v.optional(v.pipe(v.string(), v.maxLength(ROWS_QUERY_MAX_LENGTH))),
  page: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}$/)), '1'),
});

const texts = v.record(v.string(), v.string());

const listedRowSchema = v.object({
  id: v.string(),
  /** By column, as a file says them. */
  values: texts,
  /** Of columns that refer to other rows: those rows' names. */
  names: texts,
});
export type ListedRow = v.InferOutput<typeof listedRowSchema>;

export const rowsSchema = v.object({ rows: v.array(listedRowSchema), total: v.number() });
export type DirectoryRows = v.InferOutput<typeof rowsSchema>;

const pastChangeSchema = v.object({
  at: v.string(),
  /** Name; null for the operator's command. */
  by: v.nullable(v.string()),
  isNew: v.boolean(),
  /** Which columns differ. */
  columns: v.array(v.string()),
});

export const keptRowSchema = v.object({
  id: v.string(),
  values: texts,
  /** Of what stands there; a change names the one it was made from. */
  version: v.string(),
  /** Newest first, at most 20. */
  changes: v.array(pastChangeSchema),
});
export type KeptRow = v.InferOutput<typeof keptRowSchema>;

export const namesSchema = v.object({
  names: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      /** Of a unit: whose it is. */
      institution: v.optional(v.string()),
      isRetired: v.boolean(),
    }),
  ),
});
export type RowNames = v.InferOutput<typeof namesSchema>['names'];

export const rowInputSchema = v.object({
  values: texts,
  /** null: it is new. */
  version: v.nullable(v.string()),
});
export type RowInput = v.InferOutput<typeof rowInputSchema>;

export const keptResultSchema = v.object({
  /** What is wrong with it, by column; then nothing was kept. */
  faults: v.array(v.object({ column: v.string(), ...faultWordsSchema.entries })),
  /** As it stands now; null with a fault. */
  row: v.nullable(keptRowSchema),
});
export type KeptResult = v.InferOutput<typeof keptResultSchema>;

const keptYearSchema = v.object({
  year: v.number(),
  days: v.array(holidayDaySchema),
  version: v.number(),
  /** null while it is as the file has it. */
  changed: v.nullable(v.object({ at: v.string(), by: v.nullable(v.string()) })),
});
export type KeptHolidayYear = v.InferOutput<typeof keptYearSchema>;

export const holidayYearsSchema = v.object({
  years: v.array(keptYearSchema),
  /** Without which the server does not start, or soon will not: this year, the next, and from summer on the one after. */
  needed: v.array(v.number()),
});
export type HolidayYearsKept = v.InferOutput<typeof holidayYearsSchema>;

export const yearParam = v.pipe(
  v.string(),
  v.regex(/^\d{4}$/),
  v.check((text) => Number(text) >= HOLIDAY_YEARS.first && Number(text) <= HOLIDAY_YEARS.last),
);

export const holidayInputSchema = v.object({
  days: v.pipe(v.array(holidayDaySchema), v.maxLength(400)),
  /** From which it was made; null: the year is new. */
  version: v.nullable(v.number()),
  /** Only told what it would do. */
  isDryRun: v.boolean(),
});
export type HolidayInput = v.InferOutput<typeof holidayInputSchema>;

export const holidayResultSchema = v.object({
  /** `field`: `<index>.date`, `<index>.name` or `days`; then nothing was kept. */
  faults: v.array(v.object({ field: v.string(), ...faultWordsSchema.entries })),
  /** Open applications that would be, or will be, due on another day. */
  moved: v.object({ later: v.number(), earlier: v.number() }),
  /** As it stands now; null with a fault and in a dry run. */
  year: v.nullable(keptYearSchema),
});
export type HolidayResult = v.InferOutput<typeof holidayResultSchema>;
