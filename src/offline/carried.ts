// Applications that this phone carries for others and cannot read: taking them in from a file, and what can be seen of them. They lie
// beside this phone's own sealed ones and are sent by the same sender (sealed-sending.ts, sealed-afterwards.ts).
//
// K1  What is said to be taken in is on the disk, whole: its chunks first, then, in one strict transaction that has counted them,
//     the entry. A phone that is killed in between carries nothing, the file is still there, and what lies about is swept.
// K2  A parcel that is here already is not taken in again: no file overwrites what was sent of it.
// K3  What stands in the clear is all that is known of it: its name, and of an emergency from when on somebody must be asked (N1).
// K4  The hour from which on somebody is asked is of the writer's clock, which may be years ahead. However late it says, it is no later
//     than as long after the taking in as after the writing: by this phone's clock the emergency is at least that old by then.

import { initialOutboxState } from '../domain/outbox.ts';
import { type FileFault, type ParcelFile, readParcelFile } from '../sealing/parcel-file.ts';
import { toBase64 } from './base64url.ts';
import { announce } from './changes.ts';
import { read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { askHoursOf, readOperator } from './operator-store.ts';
import { listEntries } from './outbox.ts';
import { chunksOfParcel } from './sealed-entries.ts';
import { layChunks, sweepChunks } from './sealed-laying.ts';
import type { SealedAttachment, SealedEntry } from './sealed-schema.ts';
import { listSealed, mustAsk } from './sealed-waiting.ts';
import { noteFirstSave } from './storage.ts';
import { StorageFault, type StorageFaultReason } from './storage-fault.ts';

const HOUR_MS = 60 * 60_000;
/** Chunks in one transaction. */
const AT_ONCE = 16;

/** `busy`: another tab has been taking something in, or sealing, for half an hour. */
export type TakingFault = FileFault | StorageFaultReason | 'busy';

export type TakenParcel =
  /** `known`: it was here already. `own`: it is this phone's own. */
  { ok: true; state: 'new' | 'known' | 'own'; parcel: string } | { ok: false; fault: TakingFault };

/** Takes in one parcel (K1, K2). @param onProgress share of the file, from 0 to 1 */
export async function takeParcel(
  file: Blob,
  onProgress: (share: number) => void = () => undefined,
  environment: OfflineEnvironment = platform,
): Promise<TakenParcel> {
  try {
    const taken = await layChunks(() => take(file, onProgress, environment), environment);
    return taken.isHeld ? taken.value : { ok: false, fault: 'busy' };
  } catch (error) {
    if (error instanceof StorageFault) return { ok: false, fault: error.reason };
    throw error;
  }
}

async function take(
  file: Blob,
  onProgress: (share: number) => void,
  environment: OfflineEnvironment,
): Promise<TakenParcel> {
  const opened = await readParcelFile(file);
  if (!opened.ok) return opened;
  const { parcel } = opened.parcel.header;
  const there = await whoseIsHere(parcel, environment);
  if (there) return { ok: true, state: there, parcel };
  await sweepChunks(environment);
  if (!(await hasRoom(file.size, environment))) return { ok: false, fault: 'quota' };
  try {
    const fault = await storeChunks(opened.parcel, (bytes) => onProgress(bytes / file.size), environment);
    if (fault) return { ok: false, fault };
    if (!(await storeEntry(opened.parcel, environment))) return { ok: false, fault: 'unavailable' };
  } finally {
    // Of what was not taken in nothing stays; where even that fails the next taking in does it.
    await sweepChunks(environment).catch(() => undefined);
  }
  noteFirstSave(environment);
  announce({ kind: 'outbox', id: parcel }, environment);
  return { ok: true, state: 'new', parcel };
}

async function whoseIsHere(
  parcel: string,
  environment: OfflineEnvironment,
): Promise<'own' | 'known' | undefined> {
  const there = await read(environment, ['sealed'], (transaction) =>
    transaction.objectStore('sealed').get(parcel),
  );
  if (there) return there.own ? 'own' : 'known';
  // A copy of what waits here in the open, which its writer gave away and got back.
  return (await listEntries(environment)).some(({ given }) => given?.parcel === parcel) ? 'own' : undefined;
}

/** Asked before: a browser notices late, after it has written for minutes. */
async function hasRoom(bytes: number, { storage }: OfflineEnvironment): Promise<boolean> {
  const { usage, quota } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  return usage === undefined || quota === undefined || quota - usage > bytes;
}

async function storeChunks(
  { header: { parcel }, chunks }: ParcelFile,
  onBytes: (bytes: number) => void,
  environment: OfflineEnvironment,
): Promise<FileFault | undefined> {
  const pieces = chunks();
  let bytes = 0;
  for (;;) {
    const some: { place: number; index: number; chunk: Uint8Array<ArrayBuffer> }[] = [];
    let next = await pieces.next();
    for (; !next.done; next = await pieces.next()) {
      some.push(next.value);
      if (some.length === AT_ONCE) break;
    }
    await write(environment, ['sealedChunks'], async (transaction) => {
      const store = transaction.objectStore('sealedChunks');
      for (const { place, index, chunk } of some) await store.put(chunk.buffer, [parcel, place, index]);
    });
    for (const { chunk } of some) bytes += chunk.length;
    onBytes(bytes);
    if (next.done) return next.value;
  }
}

/** K4. Milliseconds. */
async function askAfterHere(said: string, environment: OfflineEnvironment): Promise<number> {
  const latest = environment.now() + askHoursOf(await readOperator(environment)) * HOUR_MS;
  return Math.min(Date.parse(said) || 0, latest);
}

/** @returns false where chunks have gone meanwhile */
async function storeEntry(
  { header, envelope, attachments }: ParcelFile,
  environment: OfflineEnvironment,
): Promise<boolean> {
  const { parcel } = header;
  const askAfter = header.askAfter && (await askAfterHere(header.askAfter, environment));
  const entry: SealedEntry = {
    parcel,
    envelope: envelope.buffer,
    digest: toBase64(await environment.cryptography.sha256(envelope)),
    createdAt: environment.now(),
    ...(typeof askAfter === 'number' && { askAfter }),
    status: initialOutboxState(),
    attachments: attachments.map(
      ({ head, chunks, bytes }): SealedAttachment => ({ head: head.buffer, chunks, bytes, isStored: false }),
    ),
  };
  const wanted = attachments.reduce((total, { chunks }) => total + chunks, 0);
  return await write(environment, ['sealed', 'sealedChunks'], async (transaction) => {
    const found = await transaction.objectStore('sealedChunks').count(chunksOfParcel(parcel));
    if (found !== wanted) return false;
    const sealed = transaction.objectStore('sealed');
    // This very entry, where the connection was lost before its end was heard (D3), or another tab's (K2).
    if (!(await sealed.get(parcel))) await sealed.put(entry);
    return true;
  });
}

/**
 * How far a carried one has come. `asks`: an old emergency, which somebody must confirm. `delivered`: the text is there, and so are all
 * attachments that will ever be. `sending`: the text is there, attachments are on their way.
 */
export type CarriedState = 'waiting' | 'asks' | 'sending' | 'delivered' | 'refused';

export interface Carried {
  parcel: string;
  /** Milliseconds of this phone's clock. */
  takenAt: number;
  state: CarriedState;
  attachments: number;
  /** An attempt ended without the server's word: it may be there, though this phone does not know. */
  mayHaveArrived: boolean;
  /** The server has answered, and its answer can be given back. */
  hasAnswer: boolean;
}

/** Oldest first. @throws StorageFault */
export async function listCarried(environment: OfflineEnvironment = platform): Promise<Carried[]> {
  const now = environment.now();
  const entries = (await listSealed(environment)).filter(({ own }) => !own);
  return entries.map((entry) => ({
    parcel: entry.parcel,
    takenAt: entry.createdAt,
    state: stateOf(entry, now),
    attachments: entry.attachments.length,
    mayHaveArrived: entry.status.state === 'waiting' && entry.status.mayHaveArrived,
    hasAnswer: entry.status.state === 'received' || entry.reason !== undefined,
  }));
}

function stateOf(entry: SealedEntry, now: number): CarriedState {
  const { state } = entry.status;
  if (state === 'refused') return 'refused';
  if (state !== 'received') return mustAsk(entry, now) ? 'asks' : 'waiting';
  const isWhole = entry.attachments.every(({ isStored, problem }) => isStored || problem !== undefined);
  return isWhole ? 'delivered' : 'sending';
}
