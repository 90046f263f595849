// Sessions of officers: begun by an invitation, a passkey or an identity provider; ended by signing out, from another of
// one's sessions, by a day without use, after a week, and at once where the account is closed.
//
//     invitation · passkey · provider ──▶ session ──▶ ended (sign-out · 24 h idle · 7 days · account closed)
//
// Invariants: 1. An invitation works once, however many redeem it at the same moment: the row that is updated
// decides. 2. No limit is shorter than 20 hours (docs/accessibility.md): an officer who reads slowly or is
// interrupted loses no session within a working day. 3. Only hashes of tokens are stored.
// 4. Every request reads the account anew: a role that changed counts at the next one, a closed account has none.

import type { Kysely } from 'kysely';
import type { DeviceFamily } from '../../src/domain/staff-device.ts';
import type { StaffSession } from '../../src/domain/wire-staff.ts';
import type { Database } from '../store/schema.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import type { Officer } from './officer.ts';
import { hashToken } from './token.ts';

export const SESSION_IDLE_MS = 24 * 3_600_000;
/** Using a session is written down at most this often: reading a list must not cost a commit each time. */
const TOUCH_EVERY_MS = 60_000;
const UNKNOWN_DEVICE: DeviceFamily = { browser: 'unknown', system: 'unknown' };

export type SignedInNow = { ok: true; token: string; session: StaffSession; expiresAt: Date } | { ok: false };

export async function redeemInvitation(
  database: Kysely<Database>,
  invitationToken: string,
  nowMs: number,
  device: DeviceFamily = UNKNOWN_DEVICE,
): Promise<SignedInNow> {
  const now = new Date(nowMs);
  const begun = await database.transaction().execute(async (transaction) => {
    const invitation = await transaction
      .updateTable('staff_invitation')
      .from('staff_account as account')
      .set({ redeemed_at: now })
      .whereRef('account.id', '=', 'staff_invitation.account_id')
      .where('account.disabled_at', 'is', null)
      .where('token_hash', '=', hashToken(invitationToken))
      .where('redeemed_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('account_id')
      .executeTakeFirst();
    if (!invitation) return undefined;
    const opening = { accountId: invitation.account_id, method: 'invitation', device } as const;
    return beginSession(transaction, opening, nowMs);
  });
  return begun ? readBegun(database, begun, nowMs) : { ok: false };
}

/** What a session that was just begun is answered with. */
export async function readBegun(
  database: Kysely<Database>,
  { token, expiresAt }: BegunSession,
  nowMs: number,
): Promise<SignedInNow> {
  const read = await readSession(database, token, nowMs);
  // Closed by an administrator in this very moment.
  return read ? { ok: true, token, session: read.session, expiresAt } : { ok: false };
}

export interface FoundSession {
  officer: Officer;
  session: StaffSession;
  sessionId: string;
  /** When its holder last proved who they are, and whether the account is one of the identity provider's. */
  provenAt: Date;
  isProvided: boolean;
}

/** @returns undefined for a token that never was, and for a session that is over; the two cannot be told apart */
export async function readSession(
  database: Kysely<Database>,
  token: string,
  nowMs: number,
): Promise<FoundSession | undefined> {
  const hash = hashToken(token);
  const row = await database
    .selectFrom('staff_session as session')
    .innerJoin('staff_account as account', 'account.id', 'session.account_id')
    .leftJoin('institution', 'institution.id', 'account.institution_id')
    .leftJoin('unit', 'unit.id', 'account.unit_id')
    .select(({ exists, selectFrom }) => [
      'session.id as session_id',
      'account.id',
      'account.name',
      'account.role',
      'account.institution_id',
      'institution.name as institution',
      'account.unit_id',
      'unit.name as unit',
      'session.last_used_at',
      'session.expires_at',
      exists(
        selectFrom('staff_passkey').select('id').whereRef('staff_passkey.account_id', '=', 'account.id'),
      ).as('has_passkey'),
      exists(
        selectFrom('staff_identity')
          .select('subject')
          .whereRef('staff_identity.account_id', '=', 'account.id'),
      ).as('is_provided'),
      'session.proven_at',
    ])
    .where('session.token_hash', '=', hash)
    .where('account.disabled_at', 'is', null)
    .where('session.expires_at', '>', new Date(nowMs))
    .where('session.last_used_at', '>', new Date(nowMs - SESSION_IDLE_MS))
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.last_used_at.getTime() <= nowMs - TOUCH_EVERY_MS) await touch(database, hash, nowMs);
  return {
    sessionId: row.session_id,
    provenAt: row.proven_at,
    isProvided: Boolean(row.is_provided),
    officer: {
      accountId: row.id,
      name: row.name,
      role: row.role,
      institutionId: row.institution_id,
      unitId: row.unit_id,
    },
    session: {
      accountId: row.id,
      name: row.name,
      role: row.role,
      institutionId: row.institution_id,
      institution: row.institution,
      expiresAt: row.expires_at.toISOString(),
      hasPasskey: Boolean(row.has_passkey),
      unitId: row.unit_id,
      unit: row.unit,
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
