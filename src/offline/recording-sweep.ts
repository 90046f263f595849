// Takes away the recordings that nothing needs any more, in the transaction that makes them so: deleting a draft or an
// application and deleting what belongs to it is one act, on the disk whole or not at all.
//
// R1  A recording is needed while the manifest of a draft or an outbox entry names it, or the draft at which it was
//     begun is there. Nothing else owns it, so "Gönder", taking back and mending move it by moving the manifest.

import type { WriteTransaction } from './database.ts';
import type { ChunkKey, OutboxEntry, RecordingRecord } from './schema.ts';

type Sweeping = WriteTransaction<('drafts' | 'outbox' | 'recordings' | 'chunks')[]>;

export async function sweepRecordings(transaction: unknown): Promise<void> {
  // A transaction over more stores is one over these, too; idb's types cannot say so.
  const stores = transaction as Sweeping;
  const recordings = stores.objectStore('recordings');
  const found = await recordings.getAll();
  if (found.length === 0) return;
  const drafts = await stores.objectStore('drafts').getAll();
  const entries = await stores.objectStore('outbox').getAll();
  const needed = new Set(drafts.map(({ id }) => id));
  for (const { attachments } of [
    ...drafts.map(({ draft }) => draft.answers),
    ...entries.map(({ application }) => application),
  ])
    for (const { id } of attachments ?? []) needed.add(id);
  for (const { id, draftId } of found) {
    if (needed.has(id) || needed.has(draftId)) continue;
    await recordings.delete(id);
    await stores.objectStore('chunks').delete(chunksOf(id));
  }
}

/** The keys of all chunks of a recording, or of those from a byte on. */
export function chunksOf(id: string, from = 0): IDBKeyRange {
  return IDBKeyRange.bound([id, from] satisfies ChunkKey, [id, Number.POSITIVE_INFINITY] satisfies ChunkKey);
}

/** Whether an attachment of a received application still has to be sent. */
export function isAwaited(
  { application }: Pick<OutboxEntry, 'application'>,
  recordings: readonly RecordingRecord[],
): boolean {
  return recordings.some(
    ({ id, upload }) =>
      upload.state === 'waiting' && application.attachments?.some((attachment) => attachment.id === id),
  );
}
