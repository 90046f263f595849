// Chunks of sealed attachments lie on the disk before the entry that names them, by sealing and by taking in. Whoever lays some down
// sweeps first what others have left, so they are one at a time, in all tabs: one would sweep away what the other is laying.

import { write } from './database.ts';
import type { Locked, OfflineEnvironment } from './environment.ts';
import { chunksOfParcel } from './sealed-entries.ts';

const LOCK = 'kopru-carry';
const PATIENCE_MS = 30 * 60_000;

/** For whoever lays chunks down, and sweeps before. */
export function layChunks<T>(work: () => Promise<T>, environment: OfflineEnvironment): Promise<Locked<T>> {
  return environment.whenFree(LOCK, work, PATIENCE_MS);
}

/** For whoever lays none: nobody waits for that. @throws StorageFault */
export async function sweepIfFree(environment: OfflineEnvironment): Promise<void> {
  await environment.ifFree(LOCK, () => sweepChunks(environment));
}

/** Chunks of parcels that came to nothing (G4 of seal-draft.ts). For the holder of `layChunks`' lock. @throws StorageFault */
export async function sweepChunks(environment: OfflineEnvironment): Promise<void> {
  await write(environment, ['sealed', 'sealedChunks'], async (transaction) => {
    const here = new Set(await transaction.objectStore('sealed').getAllKeys());
    const chunks = transaction.objectStore('sealedChunks');
    const parcels = new Set((await chunks.getAllKeys()).map(([parcel]) => parcel));
    for (const parcel of parcels) if (!here.has(parcel)) await chunks.delete(chunksOfParcel(parcel));
  });
}
