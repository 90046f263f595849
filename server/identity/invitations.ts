// One-time invitations: how an officer gets a session until passkeys come. An account is one person in one institution;
// a new invitation for the same name and institution belongs to the same account and ends its earlier ones.

import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { StaffRole } from '../../src/domain/role.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import type { Database } from '../store/schema.ts';
import { makeToken } from './token.ts';

/** Long enough for a weekend between the printing and the first working day. */
export const INVITATION_VALID_MS = 72 * 3_600_000;

export interface Invitee {
  name: string;
  /** null for the centre. */
  institutionId: string | null;
  /** Without it a new account is an officer's, and one that exists keeps its role. */
  role?: StaffRole | undefined;
}

export interface Invitation {
  token: string;
  expiresAt: Date;
  /** False where the account existed and the invitation renews its access. */
  isNewAccount: boolean;
  role: StaffRole;
}

/** @param invitee with an institution that the database knows; another one breaks its foreign key and throws */
export async function createInvitation(
  database: Kysely<Database>,
  invitee: Invitee,
  nowMs: number,
): Promise<Invitation> {
  const { token, hash } = makeToken();
  const now = new Date(nowMs);
  const expiresAt = new Date(nowMs + INVITATION_VALID_MS);
  const account = await database.transaction().execute(async (transaction) => {
    const account = await findOrMakeAccount(transaction, invitee, nowMs);
    await transaction
      .updateTable('staff_invitation')
      .set({ expires_at: now })
      .where('account_id', '=', account.id)
      .where('redeemed_at', 'is', null)
      .where('expires_at', '>', now)
      .execute();
    await transaction
      .insertInto('staff_invitation')
      .values({ token_hash: hash, account_id: account.id, expires_at: expiresAt, redeemed_at: null })
      .execute();
    await transaction
      .insertInto('audit_entry')
      .values({ at: now, action: 'officer-invited', actor_id: account.id, application_id: null })
      .execute();
    return account;
  });
  return { token, expiresAt, isNewAccount: account.isNew, role: account.role };
}

async function findOrMakeAccount(
  transaction: Transaction<Database>,
  { name, institutionId, role }: Invitee,
  nowMs: number,
): Promise<{ id: string; isNew: boolean; role: StaffRole }> {
  // Two operators who invite the same person at once must find one account, not make two.
  await sql`select pg_advisory_xact_lock(hashtext('staff_account'))`.execute(transaction);
  const found = await transaction
    .selectFrom('staff_account')
    .select(['id', 'role'])
    .where('name', '=', name)
    .where('institution_id', 'is not distinct from', institutionId)
    .executeTakeFirst();
  if (found) {
    const changed = role ?? found.role;
    // Sessions under way see it at their next request.
    await transaction
      .updateTable('staff_account')
      .set({ role: changed })
      .where('id', '=', found.id)
      .execute();
    return { id: found.id, isNew: false, role: changed };
  }
  const id = uuidv7(nowMs, randomBytes(10));
  const made = role ?? 'officer';
  await transaction
    .insertInto('staff_account')
    .values({ id, name, institution_id: institutionId, role: made, created_at: new Date(nowMs) })
    .execute();
  return { id, isNew: true, role: made };
}
