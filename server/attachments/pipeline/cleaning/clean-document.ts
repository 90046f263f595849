// The copy of a document that is served: all that it shows and says, without who wrote it, where and on what. Runs in the
// sandbox only (../inspection/worker.ts), after the inspection has found the document acceptable.
//
// Invariants: 1. The original is not touched: it stays in the blob store under the digest that the citizen's device has
// computed. 2. A document with an electronic signature is not copied: the signature is for these bytes, and whoever signs
// names himself on purpose. 3. A copy is looked at like an original (a decrypted PDF may show what could not be seen before).

import type { Refusal } from '../../../../src/domain/attachment-problem.ts';
import { inspectPdf } from '../inspection/pdf.ts';
import { cleanOffice } from './clean-office.ts';
import { cleanPdf } from './clean-pdf.ts';
import { isSigned } from './signed.ts';

export type CleanedDocument =
  | { kind: 'cleaned'; bytes: Buffer }
  | { kind: 'signed' }
  | { kind: 'refused'; problem: Refusal };

/** @param mediaType what the inspection has found */
export async function cleanDocument(bytes: Buffer, mediaType: string): Promise<CleanedDocument> {
  if (isSigned(bytes, mediaType)) return { kind: 'signed' };
  if (mediaType !== 'application/pdf') {
    const copy = cleanOffice(bytes);
    return copy ? { kind: 'cleaned', bytes: copy } : { kind: 'refused', problem: 'damaged' };
  }
  const cleaned = await cleanPdf(bytes);
  if (!cleaned.ok) return { kind: 'refused', problem: cleaned.problem };
  const problem = inspectPdf(cleaned.bytes);
  return problem === undefined ? { kind: 'cleaned', bytes: cleaned.bytes } : { kind: 'refused', problem };
}
