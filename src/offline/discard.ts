// Throws away what is readable on this device: drafts, received and refused applications, and threads. What still waits to be sent
// stays, or it would never reach the state. One strict transaction: after a cut everything is there or everything is gone.

import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';

/** @throws StorageFault */
export async function discardRecords(environment: OfflineEnvironment = platform): Promise<void> {
  await write(environment, ['drafts', 'outbox', 'threads'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    for (const entry of await outbox.getAll()) {
      if (entry.status.state === 'received' || entry.status.state === 'refused')
        await outbox.delete(entry.id);
    }
    await transaction.objectStore('drafts').clear();
    await transaction.objectStore('threads').clear();
  });
}
