// One-time invitations: how an officer comes in before there is a passkey. An account is one person in one institution;
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
  /** Of a new account. */
  unitId?: string | null | undefined;
}

export interface Invitation {
  token: string;
  accountId: string;
  expiresAt: Date;
  /** False where the account existed and the invitation renews its access. */
  isNewAccount: boolean;
  role: StaffRole;
}

/** @param invitee with an institution that the database knows; another one breaks its foreign key and throws */
export function createInvitation(
  database: Kysely<Database>,
  invitee: Invitee,
  nowMs: number,
): Promise<Invitation> {
  return database.transaction().execute(async (transaction) => {
    const found = await findAccount(transaction, invitee);
    const account = found
      ? await keepAccount(transaction, found, invitee.role)
      : await makeAccount(transaction, invitee, nowMs);
    const link = await inviteAccount(transaction, { accountId: account.id, invitedBy: account.id }, nowMs);
    return { ...link, accountId: account.id, isNewAccount: found === undefined, role: account.role };
  });
}

/** Those that nobody has redeemed. */
export async function endInvitations(
  transaction: Transaction<Database>,
  accountId: string,
  now: Date,
): Promise<void> {
  await transaction
    .updateTable('staff_invitation')
    .set({ expires_at: now })
    .where('account_id', '=', accountId)
    .where('redeemed_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
}

/** A link for an account; its earlier ones end. */
export async function inviteAccount(
  transaction: Transaction<Database>,
  { accountId, invitedBy }: { accountId: string; invitedBy: string },
  nowMs: number,
): Promise<{ token: string; expiresAt: Date }> {
  const { token, hash } = makeToken();
  const now = new Date(nowMs);
  const expiresAt = new Date(nowMs + INVITATION_VALID_MS);
  await endInvitations(transaction, accountId, now);
  await transaction
    .insertInto('staff_invitation')
    .values({ token_hash: hash, account_id: accountId, expires_at: expiresAt, redeemed_at: null })
    .execute();
  await transaction
    .insertInto('audit_entry')
    .values({
      at: now,
      action: 'officer-invited',
      actor_id: invitedBy,
      application_id: null,
      account_id: accountId,
    })
    .execute();
  return { token, expiresAt };
}

interface KnownAccount {
  id: string;
  role: StaffRole;
}

/** Two who invite the same person at once find one account, and do not make two: held to the end of the transaction. */
export async function findAccount(
  transaction: Transaction<Database>,
  { name, institutionId }: Pick<Invitee, 'name' | 'institutionId'>,
): Promise<KnownAccount | undefined> {
  await holdAccounts(transaction);
  return transaction
    .selectFrom('staff_account')
    .select(['id', 'role'])
    .where('name', '=', name)
    .where('institution_id', 'is not distinct from', institutionId)
    .executeTakeFirst();
}

/** Sessions under way see the role at their next request. */
async function keepAccount(
  transaction: Transaction<Database>,
  { id, role: before }: KnownAccount,
  role = before,
): Promise<KnownAccount> {
  await transaction.updateTable('staff_account').set({ role }).where('id', '=', id).execute();
  return { id, role };
}

export async function makeAccount(
  transaction: Transaction<Database>,
  { name, institutionId, unitId = null, role = 'officer' }: Invitee,
  nowMs: number,
): Promise<KnownAccount> {
  const id = uuidv7(nowMs, randomBytes(10));
  await transaction
    .insertInto('staff_account')
    .values({ id, name, institution_id: institutionId, unit_id: unitId, role, created_at: new Date(nowMs) })
    .execute();
  return { id, role };
}

/** Whoever makes or closes accounts does it one after the other. */
export async function holdAccounts(transaction: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('staff_account'))`.execute(transaction);
}
