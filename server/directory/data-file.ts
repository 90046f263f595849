// Reads the JSON that an operator maintains (institutions, feasts) and names what is wrong with it, all at once.
// Refused: guessing. A file that is not as expected keeps the server from starting; it is never half used.

import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Translate } from '../../src/i18n/translate.ts';
import { systemErrorCode } from '../store/fault.ts';

/** `code` names the sentence `directory.fault.<code>`; `params` are its placeholders. */
export type DirectoryFault =
  | { code: 'fileUnreadable'; params: { path: string; reason: string } }
  | { code: 'notJson'; params: { path: string } }
  /** `place` is the way to the value, `institutions.3.name`. */
  | { code: 'notAsExpected'; params: { path: string; place: string } }
  | { code: 'idTwice'; params: { path: string; id: string } }
  | { code: 'nameTwice'; params: { path: string; name: string } }
  | { code: 'provinceMissing'; params: { path: string; id: string } }
  | { code: 'centreCount'; params: { path: string; found: number } }
  | { code: 'feastYearMissing'; params: { path: string; year: string } };

/** One line for the operator. */
export function renderDirectoryFault(fault: DirectoryFault, translate: Translate): string {
  return translate(`directory.fault.${fault.code}`, fault.params);
}

export type DataFile<Content> =
  | { ok: true; text: string; content: Content }
  | { ok: false; faults: DirectoryFault[] };

/** Reads a file and judges it by a schema; every place that does not fit is a fault of its own. */
export async function readDataFile<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): Promise<DataFile<v.InferOutput<Schema>>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = systemErrorCode(error);
    return { ok: false, faults: [{ code: 'fileUnreadable', params: { path, reason } }] };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, faults: [{ code: 'notJson', params: { path } }] };
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return { ok: true, text, content: parsed.output };
  const places = new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? '.'));
  return {
    ok: false,
    faults: [...places].map((place) => ({ code: 'notAsExpected', params: { path, place } })),
  };
}
