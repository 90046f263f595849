// The passkeys of an account: seen, renamed and removed by their owner. The last one stays: whoever wants to be rid of it
// makes another first, or is helped by an administrator (accounts.ts).

import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { normaliseLine } from '../../src/domain/text.ts';
import type { Passkey } from '../../src/domain/wire-access.ts';
import type { Database } from '../store/schema.ts';
import type { Officer } from './officer.ts';
import { writeOwnAct } from './own-act.ts';

export async function listPasskeys(database: Kysely<Database>, { accountId }: Officer): Promise<Passkey[]> {
  const rows = await database
    .selectFrom('staff_passkey')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toPasskey);
}

/** @returns undefined for one that is not theirs */
export function renamePasskey(
  database: Kysely<Database>,
  { accountId }: Officer,
  { passkeyId, name }: { passkeyId: string; name: string },
  nowMs: number,
): Promise<Passkey | undefined> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('staff_passkey')
      .set({ name: normaliseLine(name) })
      .where('id', '=', passkeyId)
      .where('account_id', '=', accountId)
      .returningAll()
      .executeTakeFirst();
    if (row) await writeOwnAct(transaction, accountId, 'passkey-renamed', nowMs);
    return row && toPasskey(row);
  });
}

export type RemovedPasskey = { ok: true } | { ok: false; code: 'not-found' | 'last-passkey' };

export function removePasskey(
  database: Kysely<Database>,
  { accountId }: Officer,
  passkeyId: string,
  nowMs: number,
): Promise<RemovedPasskey> {
  return database.transaction().execute(async (transaction): Promise<RemovedPasskey> => {
    // Of two that are removed at once, the second sees that it is the last.
    const { passkeys } = await accountOf(transaction, accountId);
    const found = await transaction
      .selectFrom('staff_passkey')
      .select('id')
      .where('id', '=', passkeyId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    if (!found) return { ok: false, code: 'not-found' };
    if (passkeys === 1) return { ok: false, code: 'last-passkey' };
    await transaction.deleteFrom('staff_passkey').where('id', '=', passkeyId).execute();
    await writeOwnAct(transaction, accountId, 'passkey-removed', nowMs);
    return { ok: true };
  });
}

/** Holds the account's row to the end of the transaction. @throws where there is no such account */
export async function accountOf(
  transaction: Transaction<Database>,
  accountId: string,
): Promise<{ passkeys: number }> {
  await transaction
    .selectFrom('staff_account')
    .select('id')
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return transaction
    .selectFrom('staff_passkey')
    .select(sql<number>`count(*)::int`.as('passkeys'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
}

export function toPasskey(row: Selectable<Database['staff_passkey']>): Passkey {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    isSynced: row.is_synced,
  };
}
