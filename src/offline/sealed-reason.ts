// Why a sealed application of this phone was refused: the server sealed the reason to its writer.

import * as v from 'valibot';
import { VIOLATION_CODES, type Violation } from '../domain/violation.ts';
import { openAnswer } from '../sealing/answer.ts';
import { fromBase64url } from './base64url.ts';
import type { SealedEntry } from './sealed-schema.ts';

const reasonSchema = v.object({
  violations: v.array(
    v.object({
      field: v.string(),
      code: v.picklist(VIOLATION_CODES),
      params: v.optional(v.object({ max: v.number(), length: v.number() })),
    }),
  ),
});

/** What was wrong with it; nothing where the server did not say, or not to this phone. */
export async function readReason({ own, parcel, reason }: SealedEntry): Promise<Violation[]> {
  const bytes = fromBase64url(reason ?? '');
  if (!own || !bytes?.length) return [];
  return violationsOf(await openAnswer(bytes, { keys: own.keys, parcel, place: null }));
}

/** @param said the opened answer */
export function violationsOf(said: unknown): Violation[] {
  const read = v.safeParse(reasonSchema, said);
  return read.success ? read.output.violations : [];
}
