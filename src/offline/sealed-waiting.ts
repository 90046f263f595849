// What of the sealed entries is still to be sent: all that a page asks at every round, and small, as the rest of them is not.

import { read } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import type { SealedAttachment, SealedEntry } from './sealed-schema.ts';

export type { SealedEntry } from './sealed-schema.ts';

/** Oldest first. @throws StorageFault */
export async function listSealed(environment: OfflineEnvironment = platform): Promise<SealedEntry[]> {
  const entries = await read(environment, ['sealed'], (transaction) =>
    transaction.objectStore('sealed').getAll(),
  );
  return entries.sort((a, b) => a.createdAt - b.createdAt || (a.parcel < b.parcel ? -1 : 1));
}

/** Whether somebody must be asked before it is sent (invariant 9). */
export function mustAsk({ askAfter, status }: SealedEntry, nowMs: number): boolean {
  return status.state === 'waiting' && askAfter !== undefined && askAfter <= nowMs;
}

/** Those of which something is still to be sent that needs nobody's word for it, oldest first. @throws StorageFault */
export async function listWaiting(environment: OfflineEnvironment): Promise<SealedEntry[]> {
  const now = environment.now();
  return (await listSealed(environment)).filter((entry) =>
    entry.status.state === 'received'
      ? entry.attachments.some(isUnsent)
      : // Waiting or being sent.
        'attempts' in entry.status && !mustAsk(entry, now),
  );
}

/** Whether the server has neither said that it holds the attachment, nor that it never will. */
export function isUnsent({ isStored, problem, receipt }: SealedAttachment): boolean {
  return !isStored && (problem ?? receipt) === undefined;
}
