// What is kept of the sign videos and sounds of answers on this device: a record of each medium, and its bytes piece by
// piece. What fetches them is answer-fetch.ts; they go with their application (recording-sweep.ts).
//
// P1  A piece that counts is on the disk together with the record that counts it (D1, D2); pieces are ArrayBuffers.
// P3  Nothing is kept of an application that is no longer on this device.

import { announce } from './changes.ts';
import { read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import type { AnswerKey, AnswerRecord } from './schema.ts';

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
  const found = await read(environment, ['answers'], (transaction) =>
    transaction.objectStore('answers').get([applicationId, mediumId, RECORD]),
  );
  return isRecord(found) ? found : undefined;
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
  return await read(environment, ['answers'], async (transaction) => {
    const answers = transaction.objectStore('answers');
    const record = await answers.get([applicationId, mediumId, RECORD]);
    if (!isRecord(record) || !isWhole(record)) return undefined;
    const bytes = onlyPieces(await answers.getAll(piecesOf(applicationId, mediumId)));
    // The browser may have lost some.
    if (lengthOf(bytes) !== record.byteLength) return undefined;
    return { bytes, mediaType: record.mediaType, poster: record.poster };
  });
}

/** Takes a medium off this device; at the state it stays. @throws StorageFault */
export async function removeKept(
  applicationId: string,
  mediumId: string,
  environment: OfflineEnvironment = platform,
): Promise<void> {
  await write(environment, ['answers'], (transaction) =>
    transaction.objectStore('answers').delete(piecesOf(applicationId, mediumId, RECORD)),
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
  const { applicationId, id, keptBytes } = record;
  const from = keptBytes - piece.byteLength;
  return await write(environment, ['answers', 'threads'], async (transaction) => {
    if ((await transaction.objectStore('threads').getKey(applicationId)) === undefined) return false;
    const answers = transaction.objectStore('answers');
    if (from === 0) await answers.delete(piecesOf(applicationId, id, RECORD));
    await answers.put(piece, [applicationId, id, from]);
    await answers.put(record, [applicationId, id, RECORD]);
    return true;
  });
}

/** The pieces that are here, whether they are all or not. @throws StorageFault */
export async function readPieces(
  applicationId: string,
  mediumId: string,
  environment: OfflineEnvironment = platform,
): Promise<ArrayBuffer[]> {
  return onlyPieces(
    await read(environment, ['answers'], (transaction) =>
      transaction.objectStore('answers').getAll(piecesOf(applicationId, mediumId)),
    ),
  );
}

/** The keys of a medium's pieces; from RECORD on with its record. */
function piecesOf(applicationId: string, mediumId: string, from = 0): IDBKeyRange {
  const key = (offset: number): AnswerKey => [applicationId, mediumId, offset];
  return IDBKeyRange.bound(key(from), key(Number.POSITIVE_INFINITY));
}

function isRecord(value: AnswerRecord | ArrayBuffer | undefined): value is AnswerRecord {
  return value !== undefined && 'keptBytes' in value;
}

function onlyPieces(values: readonly (AnswerRecord | ArrayBuffer)[]): ArrayBuffer[] {
  return values.filter((value) => !isRecord(value)) as ArrayBuffer[];
}

export function lengthOf(pieces: readonly ArrayBuffer[]): number {
  return pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
