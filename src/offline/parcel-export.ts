// A sealed application as a file, for whoever is to carry it: one of this phone's own, with its writer's consent, or one that this
// phone carries itself and hands on. What is given away stays here, and is sent from here, too: whoever comes first delivers it.

import type { ParcelToWrite } from '../sealing/parcel-file.ts';
import { writeParcelFile } from '../sealing/parcel-file.ts';
import { read } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import type { SealedEntry } from './sealed-schema.ts';
import { listSealed } from './sealed-waiting.ts';
import { StorageFault } from './storage-fault.ts';

/** The server does not have it yet, and its writer agrees that others bring it: without that nobody was given it. */
export function isForCarriers({ own, status }: SealedEntry): boolean {
  return own?.mayBeCarried !== false && (status.state === 'waiting' || status.state === 'sending');
}

/**
 * The file, as pieces. A Blob of them lies on the disk, where the browser likes, and not in the memory.
 * @returns undefined where it is gone, received, or may not be carried
 * @throws StorageFault
 */
export async function exportParcel(
  parcel: string,
  environment: OfflineEnvironment = platform,
): Promise<AsyncGenerator<Uint8Array<ArrayBuffer>> | undefined> {
  const entry = (await listSealed(environment)).find((one) => one.parcel === parcel);
  if (!entry || !isForCarriers(entry)) return undefined;
  const attachments = entry.attachments.map(
    ({ head, chunks, bytes }, place): ParcelToWrite['attachments'][number] => ({
      head: new Uint8Array(head),
      chunks,
      bytes,
      read: (index) => readChunk(parcel, place, index, environment),
    }),
  );
  return writeParcelFile({ envelope: new Uint8Array(entry.envelope), attachments });
}

/** @throws StorageFault also where it has just been delivered, and its chunks have gone: then no file is made */
async function readChunk(
  parcel: string,
  place: number,
  index: number,
  environment: OfflineEnvironment,
): Promise<Uint8Array> {
  const chunk = await read(environment, ['sealedChunks'], (transaction) =>
    transaction.objectStore('sealedChunks').get([parcel, place, index]),
  );
  if (!chunk) throw new StorageFault('unavailable', new Error('a chunk has gone'));
  return new Uint8Array(chunk);
}
