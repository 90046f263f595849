// Recordings and files on the device: their bytes, chunk by chunk, and what they are. Whose they are stands in the
// manifest of a draft or an application (recording-sweep.ts, R1).
//
// R2  A chunk that was stored is on the disk (D1), and the record beside it says so in the same transaction (D2): what a
//     kill, a call or an empty battery leaves behind is a shorter recording, never a broken one.
// R3  Chunks are immutable ArrayBuffers: a Blob that was read and put back is corrupt on some phones.
// R4  A whole recording has its digest, over the very bytes that lie here.

import type { Attachment, AttachmentKind, AttachmentRole } from '../domain/attachment.ts';
import { bareMediaType } from '../domain/media-type.ts';
import { createSha256 } from '../domain/sha256.ts';
import { initialUploadState } from '../domain/upload.ts';
import { toBase64url } from './base64url.ts';
import { announce } from './changes.ts';
import { openBytes, read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { newId } from './ids.ts';
import { chunksOf, readRecordings } from './recording-sweep.ts';
import type { RecordingRecord, Sealed } from './schema.ts';
import { lengthOfBytes } from './sealed-bytes.ts';

export type { RecordingRecord } from './schema.ts';

/** So much of a recording is in memory at once. */
const READ_BYTES = 1024 * 1024;

export interface NewRecording {
  /** UUIDv7; made here where none is given. */
  id?: string;
  draftId: string;
  kind: AttachmentKind;
  mediaType: string;
  name?: string;
}

/** A recording without bytes yet, already stored. @throws StorageFault */
export async function beginRecording(
  { id, draftId, kind, mediaType, name }: NewRecording,
  environment: OfflineEnvironment = platform,
): Promise<RecordingRecord> {
  const record: RecordingRecord = {
    id: id ?? newId(environment),
    draftId,
    kind,
    ...(name !== undefined && { name }),
    mediaType,
    byteLength: 0,
    durationMs: 0,
    createdAt: environment.now(),
    state: 'growing',
    digest: '',
    upload: initialUploadState(),
  };
  await write(environment, ['recordings'], (transaction) =>
    transaction.objectStore('recordings').put(record),
  );
  return record;
}

/**
 * Stores the next bytes (R2). @param durationMs of the recording up to here
 * @returns false when the recording is gone: deleted here or in another tab
 * @throws StorageFault: then nothing of these bytes is stored, and all before them is
 */
export async function appendChunk(
  id: string,
  bytes: ArrayBuffer,
  durationMs: number,
  environment: OfflineEnvironment = platform,
): Promise<boolean> {
  if (bytes.byteLength === 0) return true;
  return await write(environment, ['recordings', 'chunks'], async (transaction) => {
    const recordings = transaction.objectStore('recordings');
    const record = await recordings.get(id);
    if (record?.state !== 'growing') return false;
    await transaction.objectStore('chunks').put(bytes, [id, record.byteLength]);
    await recordings.put({ ...record, byteLength: record.byteLength + bytes.byteLength, durationMs });
    return true;
  });
}

/**
 * Ends a recording: from here on its bytes never change (R4). What has no bytes is deleted. What tells the application needs
 * no room for that: the full disk that has ended it does not take it away.
 * @returns its entry in the manifest, or undefined when there is nothing
 * @throws StorageFault
 */
export async function finishRecording(
  id: string,
  role: AttachmentRole,
  environment: OfflineEnvironment = platform,
  onProgress?: (readBytes: number) => void,
): Promise<Attachment | undefined> {
  const record = await readRecording(id, environment);
  const mediaType = record && bareMediaType(record.mediaType);
  if (!record || !mediaType || record.byteLength === 0) {
    if (record) await deleteRecording(id, environment);
    return undefined;
  }
  const digest = record.digest || (await digestOf(record, environment, onProgress));
  await write(environment, ['recordings'], (transaction) =>
    transaction.objectStore('recordings').put({ ...record, state: 'whole', digest }),
  ).catch((error: unknown) => {
    // Half a file is none; a recording that cannot be marked is whole all the same.
    if (role === 'supporting') throw error;
  });
  announce({ kind: 'draft', id: record.draftId }, environment);
  const { kind, byteLength, durationMs } = record;
  return { id, kind, role, mediaType, byteLength, digest, ...(durationMs > 0 && { durationMs }) };
}

/** SHA-256 of what lies here, base64url; '' when bytes are missing. @throws StorageFault */
export async function digestOf(
  { id, byteLength }: Pick<RecordingRecord, 'id' | 'byteLength'>,
  environment: OfflineEnvironment = platform,
  onProgress?: (readBytes: number) => void,
): Promise<string> {
  const hash = createSha256();
  for (let offset = 0; offset < byteLength; ) {
    const bytes = await readBytes(id, offset, READ_BYTES, environment);
    if (!bytes) return '';
    hash.update(bytes);
    offset += bytes.length;
    onProgress?.(offset);
  }
  return toBase64url(hash.digest());
}

/** @throws StorageFault */
export function readRecording(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<RecordingRecord | undefined> {
  return read(environment, ['recordings'], (transaction) => transaction.objectStore('recordings').get(id));
}

/** All recordings of this device, oldest first. @throws StorageFault */
export async function listRecordings(environment: OfflineEnvironment = platform): Promise<RecordingRecord[]> {
  const all = await readRecordings(environment);
  return all.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/**
 * Bytes from a place on: at most so many, fewer at the end.
 * @returns undefined when there are none: the end, or bytes that the browser has lost
 * @throws StorageFault
 */
export async function readBytes(
  id: string,
  offset: number,
  length: number,
  environment: OfflineEnvironment = platform,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  for (const [place, stored] of await storedChunks(id, offset, length, environment)) {
    const chunk = new Uint8Array(await openBytes('chunks', [id, place], stored, environment));
    const part = chunk.subarray(Math.max(0, offset - place), offset + length - place);
    bytes.set(part, filled);
    filled += part.length;
  }
  return filled === 0 ? undefined : bytes.slice(0, filled);
}

/** The chunks in which these bytes lie, without a gap, and their places. */
async function storedChunks(
  id: string,
  offset: number,
  length: number,
  environment: OfflineEnvironment,
): Promise<[place: number, chunk: ArrayBuffer | Sealed][]> {
  return await read(environment, ['chunks'], async (transaction) => {
    const chunks = transaction.objectStore('chunks');
    const found: [number, ArrayBuffer | Sealed][] = [];
    // The chunk that the first byte lies in is the last that begins before or at it.
    const first = await chunks.openKeyCursor(IDBKeyRange.bound([id, 0], [id, offset]), 'prev');
    const start = first?.primaryKey[1];
    if (start === undefined) return found;
    let at = start;
    let cursor = await chunks.openCursor(chunksOf(id, start));
    while (cursor && at < offset + length) {
      const [, place] = cursor.primaryKey;
      if (place !== at) break;
      found.push([place, cursor.value]);
      at = place + lengthOfBytes(cursor.value);
      cursor = await cursor.continue();
    }
    // Of what lies before the first byte only.
    return at > offset ? found : [];
  });
}

/** The bytes as they were stored, for playing: the browser keeps what it needs of them. @throws StorageFault */
export async function readChunks(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<ArrayBuffer[]> {
  const [keys, values] = await read(environment, ['chunks'], (transaction) => {
    const chunks = transaction.objectStore('chunks');
    return Promise.all([chunks.getAllKeys(chunksOf(id)), chunks.getAll(chunksOf(id))]);
  });
  return await Promise.all(
    values.map((value, index) => openBytes('chunks', keys[index] ?? [id, 0], value, environment)),
  );
}

/** A file that was not read in wholly: its bytes go, its name stays to be told. @throws StorageFault */
export async function cutOffRecording(id: string, environment: OfflineEnvironment = platform): Promise<void> {
  const draftId = await write(environment, ['recordings', 'chunks'], async (transaction) => {
    const recordings = transaction.objectStore('recordings');
    const record = await recordings.get(id);
    if (record?.state !== 'growing') return undefined;
    await recordings.put({ ...record, byteLength: 0, state: 'cut-off' });
    await transaction.objectStore('chunks').delete(chunksOf(id));
    return record.draftId;
  });
  if (draftId !== undefined) announce({ kind: 'draft', id: draftId }, environment);
}

/** Deletes a recording with its bytes, by the citizen's act. @throws StorageFault */
export async function deleteRecording(id: string, environment: OfflineEnvironment = platform): Promise<void> {
  const draftId = await write(environment, ['recordings', 'chunks'], async (transaction) => {
    const recordings = transaction.objectStore('recordings');
    const record = await recordings.get(id);
    await recordings.delete(id);
    await transaction.objectStore('chunks').delete(chunksOf(id));
    return record?.draftId;
  });
  if (draftId !== undefined) announce({ kind: 'draft', id: draftId }, environment);
}

/** Bytes that the browser still gives; undefined where it does not tell. */
export async function roomLeft(environment: OfflineEnvironment = platform): Promise<number | undefined> {
  try {
    const { usage, quota } = (await environment.storage?.estimate?.()) ?? {};
    return usage === undefined || !quota ? undefined : Math.max(0, quota - usage);
  } catch {
    return undefined;
  }
}
