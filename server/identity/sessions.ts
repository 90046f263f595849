// Sessions of officers: begun by an invitation, ended by signing out, by a day without use, or after a week.
//
//     invitation ──redeem──▶ session ──▶ ended (sign-out · 24 h idle · 7 days)
//
// Invariants: 1. An invitation works once, however many redeem it at the same moment: the row that is updated
// decides. 2. No limit is shorter than 20 hours (docs/accessibility.md): an officer who reads slowly or is
// interrupted loses no session within a working day. 3. Only hashes of tokens are stored.

import type { Kysely } from 'kysely';
import type { StaffSession } from '../../src/domain/wire-staff.ts';
import type { Database } from '../store/schema.ts';
import type { Officer } from './officer.ts';
import { hashToken, makeToken } from './token.ts';

export const SESSION_IDLE_MS = 24 * 3_600_000;
export const SESSION_VALID_MS = 7 * 24 * 3_600_000;
/** Using a session is written down at most this often: reading a list must not cost a commit each time. */
const TOUCH_EVERY_MS = 60_000;

export type Redeemed = { ok: true; token: string; session: StaffSession; expiresAt: Date } | { ok: false };

export async function redeemInvitation(
  database: Kysely<Database>,
  invitationToken: string,
  nowMs: number,
): Promise<Redeemed> {
  const now = new Date(nowMs);
  const expiresAt = new Date(nowMs + SESSION_VALID_MS);
  const { token, hash } = makeToken();
  const isRedeemed = await database.transaction().execute(async (transaction) => {
    const invitation = await transaction
      .updateTable('staff_invitation')
      .set({ redeemed_at: now })
      .where('token_hash', '=', hashToken(invitationToken))
      .where('redeemed_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('account_id')
      .executeTakeFirst();
    if (!invitation) return false;
    await transaction
      .insertInto('staff_session')
      .values({
        token_hash: hash,
        account_id: invitation.account_id,
        created_at: now,
        last_used_at: now,
        expires_at: expiresAt,
      })
      .execute();
    await transaction
      .insertInto('audit_entry')
      .values({ at: now, action: 'signed-in', actor_id: invitation.account_id, application_id: null })
      .execute();
    return true;
  });
  if (!isRedeemed) return { ok: false };
  const read = await readSession(database, token, nowMs);
  // Nobody else knows the token, so nobody can have ended the session in between.
  if (!read) throw new Error('A session that was just begun cannot be read');
  return { ok: true, token, session: read.session, expiresAt };
}

/** @returns undefined for a token that never was, and for a session that is over; the two cannot be told apart */
export async function readSession(
  database: Kysely<Database>,
  token: string,
  nowMs: number,
): Promise<{ officer: Officer; session: StaffSession } | undefined> {
  const hash = hashToken(token);
  const row = await database
    .selectFrom('staff_session as session')
    .innerJoin('staff_account as account', 'account.id', 'session.account_id')
    .leftJoin('institution', 'institution.id', 'account.institution_id')
    .select([
      'account.id',
      'account.name',
      'account.role',
      'account.institution_id',
      'institution.name as institution',
      'session.last_used_at',
      'session.expires_at',
    ])
    .where('session.token_hash', '=', hash)
    .where('session.expires_at', '>', new Date(nowMs))
    .where('session.last_used_at', '>', new Date(nowMs - SESSION_IDLE_MS))
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.last_used_at.getTime() <= nowMs - TOUCH_EVERY_MS) await touch(database, hash, nowMs);
  return {
    officer: { accountId: row.id, name: row.name, role: row.role, institutionId: row.institution_id },
    session: {
      name: row.name,
      role: row.role,
      institutionId: row.institution_id,
      institution: row.institution,
      expiresAt: row.expires_at.toISOString(),
    },
  };
}

async function touch(database: Kysely<Database>, hash: Buffer, nowMs: number): Promise<void> {
  await database
    .updateTable('staff_session')
    .set({ last_used_at: new Date(nowMs) })
    .where('token_hash', '=', hash)
    // Of many requests that found it due at once, one writes.
    .where('last_used_at', '<=', new Date(nowMs - TOUCH_EVERY_MS))
    .execute();
}

/** Signing out. A token that is not, or no longer, a session's is no fault. */
export async function endSession(database: Kysely<Database>, token: string): Promise<void> {
  await database.deleteFrom('staff_session').where('token_hash', '=', hashToken(token)).execute();
}
