// Moves under the newest tracking secret what a citizen has just found under an older one: the tracking key is known now and at no
// other time. Only whoever has opened a thread gets here, so it says nothing about a key to anybody else.

import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { TrackingMacs } from './tracking-mac.ts';
import type { TrackingSecrets } from './tracking-secrets.ts';

/** @param database for this citizen. @param macs of the key that opened the thread */
export async function moveToNewest(
  database: Kysely<Database>,
  { newest }: TrackingSecrets,
  [mac, ...older]: TrackingMacs,
): Promise<void> {
  if (mac === undefined || older.length === 0) return;
  await database
    .updateTable('application')
    .set({ tracking_mac: mac, tracking_secret: newest.id })
    .where('tracking_mac', 'in', older)
    .execute();
}
