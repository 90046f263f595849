// Takes away the recordings and acts that nothing needs any more, in the transaction that makes them so: deleting a draft
// or an application and deleting what belongs to it is one act, on the disk whole or not at all.
//
// R1  A recording is needed while the manifest of a draft, an outbox entry or an act names it, or the draft or act at which
//     it was begun is there. Nothing else owns it, so "Gönder", taking back and mending move it by moving the manifest.
// R5  What is kept of answers is needed while its application is on this device; an act is needed while its application is on this device, or it or its recordings still wait to be sent.
// R6  Nothing is sent without what was recorded or chosen at it: while the manifest does not name all of that, it stays here.

import type { Attachment } from '../domain/attachment.ts';
import { read, type WriteTransaction } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import type { ChunkKey, RecordingRecord } from './schema.ts';

/** Of a transaction that sweeps. */
export const SWEPT: ('drafts' | 'outbox' | 'threads' | 'recordings' | 'chunks' | 'acts' | 'answers')[] = [
  'drafts',
  'outbox',
  'threads',
  'recordings',
  'chunks',
  'acts',
  'answers',
];
export type Sweeping = WriteTransaction<typeof SWEPT>;

export async function sweep(stores: Sweeping): Promise<void> {
  const recordings = stores.objectStore('recordings');
  const acts = stores.objectStore('acts');
  const found = await recordings.getAll();
  const answers = stores.objectStore('answers');
  const kept = await answers.getAllKeys();
  const done = await acts.getAll();
  if (found.length + done.length + kept.length === 0) return;
  const drafts = await stores.objectStore('drafts').getAll();
  const entries = await stores.objectStore('outbox').getAll();
  const here = new Set([
    ...entries.map(({ id }) => id),
    ...(await stores.objectStore('threads').getAllKeys()),
  ]);
  const needed = new Set(drafts.map(({ id }) => id));
  const manifests: Manifest[] = [
    ...drafts.map(({ draft }) => draft.answers),
    ...entries.map(({ application }) => application),
  ];
  for (const { id, applicationId, act, status } of done) {
    if (
      here.has(applicationId) ||
      // Waiting or being sent.
      'attempts' in status ||
      (status.state === 'received' && isAwaited(act, found))
    ) {
      needed.add(id);
      manifests.push(act);
    } else await acts.delete(id);
  }
  for (const key of kept) if (!here.has(key[0])) await answers.delete(key);
  for (const { attachments } of manifests) for (const { id } of attachments ?? []) needed.add(id);
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

/** Of an application, a draft or an act. */
interface Manifest {
  attachments?: readonly Attachment[] | undefined;
}

/** All of this device, in any order. @throws StorageFault */
export function readRecordings(environment: OfflineEnvironment = platform): Promise<RecordingRecord[]> {
  return read(environment, ['recordings'], (transaction) => transaction.objectStore('recordings').getAll());
}

/** R6. @param recordings of this device @param of id of the draft or act */
export function isIncomplete(
  recordings: readonly RecordingRecord[],
  of: string,
  manifest: Manifest,
): boolean {
  return recordings.some(({ id, draftId }) => draftId === of && !isNamed(id, manifest));
}

/** Whether an attachment of what was received still has to be sent. */
export function isAwaited(manifest: Manifest, recordings: readonly RecordingRecord[]): boolean {
  return recordings.some(({ id, upload }) => upload.state === 'waiting' && isNamed(id, manifest));
}

function isNamed(id: string, { attachments }: Manifest): boolean | undefined {
  return attachments?.some((attachment) => attachment.id === id);
}
