// The figures over HTTP, for whoever may read them: as JSON for the console, and the same as CSV.

import * as v from 'valibot';
import { addMonths, type Month, PREFERENCES } from './figures.ts';
import { APPLICATION_KINDS } from './kinds.ts';
import { instant } from './wire.ts';

export const FIGURES_PATHS = {
  figures: '/api/staff/figures',
  table: '/api/staff/figures.csv',
} as const;

/** Of longer periods the sum of all months would take longer than a page may. */
export const FIGURES_MONTHS_MAX = 36;

const month = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/));

/** Months of receipt, both included; without them the last twelve. `institution`: only what it holds; the centre's to ask. */
export const figuresQuerySchema = v.object({
  from: v.optional(month),
  to: v.optional(month),
  institution: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/))),
});
export type FiguresQuery = v.InferOutput<typeof figuresQuerySchema>;

/** @param thisMonth in Istanbul. @returns undefined where it is none, or too long */
export function periodOf(
  { from, to }: FiguresQuery,
  thisMonth: Month,
): { from: Month; to: Month } | undefined {
  const last = to ?? (from === undefined || from <= thisMonth ? thisMonth : from);
  const first = from ?? addMonths(last, -11);
  return isPeriod(first, last) ? { from: first, to: last } : undefined;
}

export function isMonth(text: string | null): text is Month {
  return v.is(month, text);
}

export function isPeriod(from: Month, to: Month): boolean {
  return from <= to && to < addMonths(from, FIGURES_MONTHS_MAX);
}

const counts = {
  received: v.number(),
  /** Of those received; the rest is owed an answer. */
  withdrawn: v.number(),
  answered: v.number(),
  inTime: v.number(),
  medianDays: v.nullable(v.number()),
};
const hidden = v.nullable(v.number());

const rowSchema = v.object({ value: v.string(), ...counts });
export type FiguresRow = v.InferOutput<typeof rowSchema>;

export const figuresSchema = v.object({
  from: v.string(),
  to: v.string(),
  /** The last that can be chosen: an office's clock may be wrong. */
  thisMonth: v.string(),
  /** Of what: an institution's name, or null for all. */
  institution: v.nullable(v.string()),
  /** When changed cases were last counted; null before the first time. */
  countedAt: v.nullable(instant),
  total: v.object(counts),
  months: v.array(rowSchema),
  kinds: v.array(v.object({ ...counts, value: v.picklist(APPLICATION_KINDS) })),
  /** Plate codes; empty where none was given. */
  provinces: v.array(rowSchema),
  /** Largest first; `value` is empty for what nobody holds yet. Empty where the figures are of one institution. */
  institutions: v.array(v.object({ ...counts, value: v.string(), name: v.string() })),
  /** Codes of the app’s languages. */
  languages: v.array(rowSchema),
  /** Null in place of what is fewer than ten, or would tell it. Null as a whole where it is not given (decision record 0029). */
  preferences: v.nullable(
    v.object({
      /** Of the period, whole and over. */
      quarters: v.number(),
      rows: v.array(
        v.object({
          value: v.picklist(PREFERENCES),
          received: hidden,
          answered: hidden,
          inTime: hidden,
          medianDays: hidden,
          quarters: v.number(),
        }),
      ),
    }),
  ),
});
export type StaffFigures = v.InferOutput<typeof figuresSchema>;
