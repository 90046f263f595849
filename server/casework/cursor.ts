// Where a page of a list ended, as an opaque text. Keyset, not offset: cases that arrive or are answered while
// somebody turns pages shift no page, so each is seen once.

import * as v from 'valibot';
import { STAFF_CASE_LISTS } from '../../src/domain/wire-staff.ts';

const LISTS = [...STAFF_CASE_LISTS, 'transcriptions'] as const;

const cursorSchema = v.strictTuple([
  v.picklist(LISTS),
  /** The sort key of the last row: the instant of change of an answered case, of all others the due date. */
  v.pipe(
    v.string(),
    v.regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$/),
    v.check((text) => Number.isFinite(Date.parse(text))),
  ),
  v.pipe(v.string(), v.uuid()),
]);

export interface Cursor {
  list: (typeof LISTS)[number];
  key: string;
  /** Of the last row: the application's, or the attachment's. */
  id: string;
}

export function writeCursor({ list, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([list, key, id])).toString('base64url');
}

/** Whether it is absent, or one that this list has given. */
export function isCursor(text: string | undefined, wanted: Cursor['list']): boolean {
  return text === undefined || readCursor(text, wanted) !== undefined;
}

/** @returns undefined for a text that is no cursor of this list: routes refuse it, and a reader begins at the first page */
export function readCursor(text: string | undefined, wanted: Cursor['list']): Cursor | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(cursorSchema, value);
  if (!parsed.success) return undefined;
  const [list, key, id] = parsed.output;
  // '2026-02-30' parses as a date in some engines and is none for PostgreSQL; only what survives a round trip is.
  const isKey = new Date(key).toISOString().startsWith(key) && (list !== 'answered') === (key.length === 10);
  return list === wanted && isKey ? { list, key, id } : undefined;
}
