// The directory over HTTP: to devices whole and compact, beside the short one of wire.ts; to administrators as CSV.

import * as v from 'valibot';
import type { Institution } from './wire.ts';

export const DIRECTORY_PATHS = {
  /** Every institution in use, for devices that have room and a connection for it. */
  whole: '/api/directory/whole',
  table: '/api/staff/directory/:table',
} as const;

/** Of each institution its id, its name, and all words by which it is found, with `|` between them. */
export const wholeDirectorySchema = v.object({
  version: v.string(),
  institutions: v.array(v.tuple([v.string(), v.string(), v.string()])),
});
export type WholeDirectory = v.InferOutput<typeof wholeDirectorySchema>;

/** As the search of the device takes them. */
export function toInstitutions({ institutions }: WholeDirectory): Institution[] {
  return institutions.map(([id, name, keywords]) => ({
    id,
    name,
    keywords: keywords === '' ? [] : keywords.split('|'),
  }));
}

/** The words of a fault: its code with what its sentence names, and the sentence in the language that was asked for. */
export const faultWordsSchema = v.object({
  code: v.string(),
  params: v.record(v.string(), v.union([v.string(), v.number()])),
  text: v.string(),
});

const faultSchema = v.object({ line: v.number(), ...faultWordsSchema.entries });

/** What a file changes, or would change. */
export const importReportSchema = v.object({
  isWritten: v.boolean(),
  added: v.number(),
  changed: v.number(),
  unchanged: v.number(),
  /** The first of them; `faultCount` is how many there are. */
  faults: v.array(faultSchema),
  faultCount: v.number(),
});
export type ImportReport = v.InferOutput<typeof importReportSchema>;

const flag = v.optional(v.picklist(['true', 'false']), 'false');
export const importQuerySchema = v.object({
  dryRun: flag,
  /** As many as there are, instead of the first. */
  allFaults: flag,
});
