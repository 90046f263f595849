// The sessions of an account, for its owner to recognise and to end.

import type { Kysely } from 'kysely';
import type { OwnSession } from '../../src/domain/wire-access.ts';
import type { Database } from '../store/schema.ts';
import type { Officer } from './officer.ts';
import { writeOwnAct } from './own-act.ts';
import { SESSION_IDLE_MS } from './sessions.ts';

/** @param thisId the session that asks */
export async function listSessions(
  database: Kysely<Database>,
  { accountId }: Officer,
  thisId: string,
  nowMs: number,
): Promise<OwnSession[]> {
  const rows = await database
    .selectFrom('staff_session')
    .select(['id', 'created_at', 'last_used_at', 'expires_at', 'method', 'browser', 'system'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', new Date(nowMs))
    .where('last_used_at', '>', new Date(nowMs - SESSION_IDLE_MS))
    .orderBy('last_used_at', 'desc')
    .orderBy('id')
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      isThis: row.id === thisId,
      startedAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      method: row.method,
      browser: row.browser,
      system: row.system,
    }))
    .toSorted((a, b) => Number(b.isThis) - Number(a.isThis));
}

/** @returns false for one that is not theirs, or over */
export function endOwnSession(
  database: Kysely<Database>,
  { accountId }: Officer,
  sessionId: string,
  nowMs: number,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .deleteFrom('staff_session')
      .where('id', '=', sessionId)
      .where('account_id', '=', accountId)
      .returning('id')
      .executeTakeFirst();
    if (row) await writeOwnAct(transaction, accountId, 'session-ended', nowMs);
    return row !== undefined;
  });
}

/** In the audit only where there were any. */
export function endOtherSessions(
  database: Kysely<Database>,
  { accountId }: Officer,
  thisId: string,
  nowMs: number,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const ended = await transaction
      .deleteFrom('staff_session')
      .where('account_id', '=', accountId)
      .where('id', '<>', thisId)
      .returning('id')
      .execute();
    if (ended.length > 0) await writeOwnAct(transaction, accountId, 'other-sessions-ended', nowMs);
  });
}
