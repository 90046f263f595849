// Says what a file is and whether it is taken: by its bytes alone, in the order in which the reason is clearest.
// Runs in the sandbox only (worker.ts): every line here reads what a stranger wrote.

import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentKind } from '../../../../src/domain/attachment.ts';
import type { Refusal } from '../../../../src/domain/attachment-problem.ts';
import { acceptedType, type ContentFamily, fitsKind } from './content-types.ts';
import { hidesContent } from './hidden-content.ts';
import { inspectOffice } from './office.ts';
import { inspectPdf } from './pdf.ts';
import { inspectPdfTags } from './pdf-tags.ts';
import { refusalOfStart, refusalOfType } from './signatures.ts';

export type Inspected =
  | { ok: true; mediaType: string; family: ContentFamily }
  | { ok: false; problem: Refusal };

/** @param isAnswer it is an officer's, for a citizen */
export async function inspect(bytes: Buffer, kind: AttachmentKind, isAnswer = false): Promise<Inspected> {
  if (bytes.length === 0) return { ok: false, problem: 'empty' };
  const start = refusalOfStart(bytes);
  if (start !== undefined) return { ok: false, problem: start };
  const found = await typeOf(bytes);
  if (!found.ok) return found;
  const { mediaType } = found;
  const accepted = acceptedType(mediaType);
  if (accepted === undefined) return { ok: false, problem: refusalOfType(mediaType) ?? 'type-not-accepted' };
  if (hidesContent(bytes, mediaType)) return { ok: false, problem: 'hidden-content' };
  if (!fitsKind(accepted.family, kind)) return { ok: false, problem: 'type-differs' };
  const problem =
    mediaType === 'application/pdf'
      ? (inspectPdf(bytes) ?? (isAnswer ? inspectPdfTags(bytes) : undefined))
      : undefined;
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, mediaType, family: accepted.family };
}

type Found = { ok: true; mediaType: string } | { ok: false; problem: Refusal };

async function typeOf(bytes: Buffer): Promise<Found> {
  // A ZIP is an archive until it has proved to be an office document; what file-type thinks of it is no proof.
  if (bytes.toString('latin1', 0, 4) === 'PK\x03\x04') return inspectOffice(bytes);
  const mediaType = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime.split(';')[0];
  if (mediaType === undefined) return { ok: false, problem: 'type-not-accepted' };
  if (mediaType === 'application/x-cfb') return { ok: false, problem: refusalOfCompoundFile(bytes) };
  return { ok: true, mediaType };
}

/** The container of the old office formats, whose macros cannot be seen, and of new ones with a password. */
function refusalOfCompoundFile(bytes: Buffer): Refusal {
  return bytes.includes('EncryptedPackage', 0, 'utf16le') ? 'protected' : 'type-not-accepted';
}
