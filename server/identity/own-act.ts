// What somebody does to the ways into their own account, in the audit.

import type { Transaction } from 'kysely';
import type { Database } from '../store/schema.ts';

export async function writeOwnAct(
  transaction: Transaction<Database>,
  accountId: string,
  action: 'passkey-renamed' | 'passkey-removed' | 'session-ended' | 'other-sessions-ended' | 'proven-anew',
  nowMs: number,
): Promise<void> {
  const entry = {
    at: new Date(nowMs),
    action,
    actor_id: accountId,
    application_id: null,
    account_id: accountId,
  };
  await transaction.insertInto('audit_entry').values(entry).execute();
}
