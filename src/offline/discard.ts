// Throws away what is readable on this device: drafts, received and refused applications, threads, and the recordings of
// all of these. What still waits to be sent stays, an attachment of a received application too, or it would never reach
// the state. One strict transaction: after a cut everything is there or everything is gone.

import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { isAwaited, sweepRecordings } from './recording-sweep.ts';

/** @throws StorageFault */
export async function discardRecords(environment: OfflineEnvironment = platform): Promise<void> {
  await write(environment, ['drafts', 'outbox', 'threads', 'recordings', 'chunks'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const recordings = await transaction.objectStore('recordings').getAll();
    for (const entry of await outbox.getAll()) {
      const { state } = entry.status;
      if (state === 'refused' || (state === 'received' && !isAwaited(entry, recordings)))
        await outbox.delete(entry.id);
    }
    await transaction.objectStore('drafts').clear();
    await transaction.objectStore('threads').clear();
    await sweepRecordings(transaction);
  });
}
