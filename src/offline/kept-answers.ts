// What is kept of the sign videos and sounds of answers on this device: a record of each medium, and its bytes piece by
// piece. What fetches them is answer-fetch.ts; they go with their application (recording-sweep.ts).
//
// P1  A piece that counts is on the disk together with the record that counts it (D1, D2); pieces are ArrayBuffers.
// P3  Nothing is kept of an application that is no longer on this device.

import { announce } from './changes.ts';
import { openBytes, read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { type AnswerKey, type AnswerRecord, POSTER, type Sealed } from './schema.ts';

export type { AnswerRecord } from './schema.ts';

const RECORD = -1;

export interface PlayableMedium {
  bytes: ArrayBuffer[];
  mediaType: string;
  poster: ArrayBuffer | undefined;
}

/** What is kept of a medium. @throws StorageFault */
export async function readKept(
  applicationId: string,
  mediumId: string,
  environment: OfflineEnvironment = platform,
): Promise<AnswerRecord | undefined> {
  const [record, poster] = await read(environment, ['answers'], (transaction) => {
    const answers = transaction.objectStore('answers');
    return Promise.all([
      answers.get([applicationId, mediumId, RECORD]),
      answers.get([applicationId, mediumId, POSTER]),
    ]);
  });
  if (!isRecord(record)) return undefined;
  if (!poster || isRecord(poster)) return record;
  const key: AnswerKey = [applicationId, mediumId, POSTER];
  return { ...record, poster: await openBytes('answers', key, poster, environment) };
}

/** Whether all of it is here. */
export function isWhole({ byteLength, keptBytes }: AnswerRecord): boolean {
  return keptBytes === byteLength;
}

/** @returns undefined when it is not here as a whole @throws StorageFault */
export async function readPlayable(
  applicationId: string,
  mediumId: string,
  environment: OfflineEnvironment = platform,
): Promise<PlayableMedium | undefined> {
  const record = await readKept(applicationId, mediumId, environment);
  if (!record || !isWhole(record)) return undefined;
  const bytes = await readPieces(applicationId, mediumId, environment);
  // The browser may have lost some, and another page may have begun anew.
  if (lengthOf(bytes) !== record.byteLength) return undefined;
  return { bytes, mediaType: record.mediaType, poster: record.poster };
}

/** Takes a medium off this device; at the state it stays. @throws StorageFault */
export async function removeKept(
  applicationId: string,
  mediumId: string,
  environment: OfflineEnvironment = platform,
): Promise<void> {
  await write(environment, ['answers'], (transaction) =>
    transaction.objectStore('answers').delete(piecesOf(applicationId, mediumId, POSTER)),
  );
  announce({ kind: 'thread', id: applicationId }, environment);
}

/**
 * Keeps the next piece (P1); the first takes the place of all that was kept of the medium.
 * @param record as it is with this piece
 * @returns false when the application is no longer here (P3)
 * @throws StorageFault: then nothing of this piece is kept, and all before it is
 */
export async function keepPiece(
  record: AnswerRecord,
  piece: ArrayBuffer,
  environment: OfflineEnvironment = platform,
): Promise<boolean> {
  const { poster, ...told } = record;
  const { applicationId, id, keptBytes } = record;
  const from = keptBytes - piece.byteLength;
  return await write(environment, ['answers', 'threads'], async (transaction) => {
    if ((await transaction.objectStore('threads').getKey(applicationId)) === undefined) return false;
    const answers = transaction.objectStore('answers');
    if (from === 0) await answers.delete(piecesOf(applicationId, id, POSTER));
    const posterKey: AnswerKey = [applicationId, id, POSTER];
    if (poster && (await answers.getKey(posterKey)) === undefined) await answers.put(poster, posterKey);
    await answers.put(piece, [applicationId, id, from]);
    await answers.put(told, [applicationId, id, RECORD]);
    return true;
  });
}

/** The pieces that are here, whether they are all or not. @throws StorageFault */
export async function readPieces(
  applicationId: string,
  mediumId: string,
  environment: OfflineEnvironment = platform,
): Promise<ArrayBuffer[]> {
  const [keys, values] = await read(environment, ['answers'], (transaction) => {
    const answers = transaction.objectStore('answers');
    const range = piecesOf(applicationId, mediumId);
    return Promise.all([answers.getAllKeys(range), answers.getAll(range)]);
  });
  const pieces = keys.flatMap((key, index) => {
    const value = values[index];
    return value && !isRecord(value) ? [openBytes('answers', key, value, environment)] : [];
  });
  return await Promise.all(pieces);
}

/** The keys of a medium's pieces; from POSTER on with all that is known of it. */
function piecesOf(applicationId: string, mediumId: string, from = 0): IDBKeyRange {
  const key = (offset: number): AnswerKey => [applicationId, mediumId, offset];
  return IDBKeyRange.bound(key(from), key(Number.POSITIVE_INFINITY));
}

function isRecord(value: AnswerRecord | ArrayBuffer | Sealed | undefined): value is AnswerRecord {
  return value !== undefined && 'keptBytes' in value;
}

export function lengthOf(pieces: readonly ArrayBuffer[]): number {
  return pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
