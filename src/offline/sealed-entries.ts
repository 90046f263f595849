// The sealed entries of this phone: what a person can see of them, which is that they are there and how far they have come, and
// what a person can do with them.

import { announce } from './changes.ts';
import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { askHoursOf, readOperator } from './operator-store.ts';
import type { SealedChunkKey, SealedEntry } from './sealed-schema.ts';

const HOUR_MS = 60 * 60_000;

/** Somebody was asked: it is still to be sent, until it has become old once more. @throws StorageFault */
export async function confirmSealed(
  parcel: string,
  environment: OfflineEnvironment = platform,
): Promise<void> {
  const askAfter = environment.now() + askHoursOf(await readOperator(environment)) * HOUR_MS;
  await change(parcel, (entry) => ({ ...entry, askAfter }), environment);
}

/** Puts what `next` makes of an entry in its place. @throws StorageFault */
export async function change(
  parcel: string,
  next: (entry: SealedEntry) => SealedEntry | undefined,
  environment: OfflineEnvironment,
): Promise<void> {
  await write(environment, ['sealed'], async (transaction) => {
    const sealed = transaction.objectStore('sealed');
    const entry = await sealed.get(parcel);
    const changed = entry && next(entry);
    if (changed) await sealed.put(changed);
  });
  announce({ kind: 'outbox', id: parcel }, environment);
}

/** Forgets one with all its chunks: received, refused and read, or given up by who was asked. @throws StorageFault */
export async function forgetSealed(
  parcel: string,
  environment: OfflineEnvironment = platform,
): Promise<void> {
  await write(environment, ['sealed', 'sealedChunks'], async (transaction) => {
    await transaction.objectStore('sealed').delete(parcel);
    await transaction.objectStore('sealedChunks').delete(chunksOfParcel(parcel));
  });
  announce({ kind: 'outbox', id: parcel }, environment);
}

/** All chunks of a parcel, or of one attachment of it. */
export function chunksOfParcel(parcel: string, place?: number): IDBKeyRange {
  const [first, last]: [SealedChunkKey, SealedChunkKey] = [
    [parcel, place ?? 0, 0],
    [parcel, place ?? Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ];
  return IDBKeyRange.bound(first, last);
}
