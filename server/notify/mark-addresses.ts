// Marks the addresses of subscriptions anew under the newest tracking secret, at each start (nothing once it is done): the program has
// the addresses, so none waits for its citizen. In batches, each its own transaction, so it may be broken off and begun again.
// Of two that have become the same address one goes: it was told twice.

import { type Kysely, sql, type Transaction } from 'kysely';
import type { NoticeChannel } from '../../src/domain/notice.ts';
import type { IdentityCipher } from '../applicant/identity-cipher.ts';
import type { Database } from '../store/schema.ts';
import { readContact } from './contacts.ts';
import type { NoticeSecrets } from './notice-secrets.ts';

const BATCH_SIZE = 500;

/** @param database for the system. @returns how many were marked anew */
export async function markAddresses(
  database: Kysely<Database>,
  secrets: NoticeSecrets,
  identities: Pick<IdentityCipher, 'open'>,
  at = new Date(),
): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await database.transaction().execute(async (transaction) => {
      const batch = await selectOlder(transaction, secrets.newestId);
      for (const one of batch) await markOne(transaction, one, { secrets, identities, at });
      return batch.length;
    });
    if (count === 0) return total;
    total += count;
  }
}

interface Subscription {
  id: string;
  application_id: string;
  channel: NoticeChannel;
  endpoint: string | null;
}

async function selectOlder(transaction: Transaction<Database>, newestId: string): Promise<Subscription[]> {
  return transaction
    .selectFrom('notice_subscription')
    .select(['id', 'application_id', 'channel', 'endpoint'])
    .where(sql<boolean>`address_secret is distinct from ${newestId}`)
    .orderBy('id')
    .limit(BATCH_SIZE)
    .forUpdate()
    .execute();
}

async function markOne(
  transaction: Transaction<Database>,
  { id, application_id, channel, endpoint }: Subscription,
  { secrets, identities, at }: { secrets: NoticeSecrets; identities: Pick<IdentityCipher, 'open'>; at: Date },
): Promise<void> {
  const address =
    channel === 'push' ? endpoint : await readContact(transaction, identities, application_id, channel, at);
  // Without an address nothing is sent, and nothing is to be recognised.
  const mac = address && secrets.addressMac(channel, address);
  if (mac) {
    await transaction
      .deleteFrom('notice_subscription')
      .where('application_id', '=', application_id)
      .where('channel', '=', channel)
      .where('address_mac', '=', mac)
      .where('id', '<>', id)
      .execute();
  }
  await transaction
    .updateTable('notice_subscription')
    .set({ address_secret: secrets.newestId, ...(mac && { address_mac: mac }) })
    .where('id', '=', id)
    .execute();
}
