// Throws away what is readable on this device: drafts, received and refused applications, threads, and the recordings and
// acts of all of these. What still waits to be sent stays, an act and an attachment of a received application too, or it
// would never reach the state. One strict transaction: after a cut everything is there or everything is gone.

import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { withLastWords } from './last-words-way.ts';
import { isAwaited, SWEPT, sweep } from './recording-sweep.ts';

/** @throws StorageFault */
export async function discardRecords(environment: OfflineEnvironment = platform): Promise<void> {
  await write(environment, SWEPT, async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const recordings = await transaction.objectStore('recordings').getAll();
    for (const entry of await outbox.getAll()) {
      const { state } = entry.status;
      const isSettled =
        state === 'refused' || (state === 'received' && !isAwaited(entry.application, recordings));
      if (isSettled) await outbox.delete(entry.id);
    }
    await transaction.objectStore('drafts').clear();
    await transaction.objectStore('threads').clear();
    await sweep(transaction);
  });
  // After a cut before this they say nothing: what they were written on is gone.
  await withLastWords(({ dropLastWords }) => dropLastWords(environment));
}
