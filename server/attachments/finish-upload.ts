// The last byte is here: the whole is put together, hashed, compared with the manifest, kept under its content's address,
// and recorded. Repeating it after a crash at any moment ends in the same state.

import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { BlobDiffers, type BlobStore } from './blob-store/blob-store.ts';
import { type Part, PartMissing, type PartStore } from './part-store/part-store.ts';
import { UploadProblem } from './upload-problem.ts';
import { emptyUpload, type Lease, recordStored, type Subject } from './upload-rows.ts';

export interface FinishOptions {
  database: Kysely<Database>;
  blobs: BlobStore;
  parts: PartStore;
  /** Milliseconds since 1970. */
  now: () => number;
  /** After the commit. */
  onStored?: () => void;
}

/**
 * @param received the parts of the whole; `isHashed`: this process has written every byte of them and found the digest
 * that was announced
 * @returns when it was stored
 * @throws UploadProblem 'upload-digest-mismatch' after the upload was emptied
 */
export async function finishUpload(
  { database, blobs, parts, now, onStored }: FinishOptions,
  subject: Subject,
  lease: Lease,
  { parts: received, isHashed }: { parts: readonly Part[]; isHashed: boolean },
): Promise<Date> {
  const digest = subject.digest.toString('hex');
  if (!(await keepWhole(blobs, parts, received, { digest, isHashed }))) {
    const isEmptied = await emptyUpload(database, lease);
    if (isEmptied) await parts.remove(received);
    throw new UploadProblem('upload-digest-mismatch');
  }
  const storedAt = now();
  await recordStored(database, subject, digest, storedAt);
  await parts.remove(received);
  onStored?.();
  return new Date(storedAt);
}

/** @returns whether the blob store has the whole under its digest */
async function keepWhole(
  blobs: BlobStore,
  parts: PartStore,
  received: readonly Part[],
  expected: { digest: string; isHashed: boolean },
): Promise<boolean> {
  try {
    await blobs.put(await parts.gather(received), expected);
    return true;
  } catch (error) {
    if (error instanceof BlobDiffers) return false;
    if (!(error instanceof PartMissing)) throw error;
    // The server died between keeping the whole and recording it: then the file of the only part has become the blob.
    return (await blobs.stat(expected.digest)) !== undefined;
  }
}
