// Accounts, as an administrator keeps them. Every act is audited with its actor and the account it touches.
//
// Invariants: 1. There is always an open administrator's account, of the centre where one was: the last is neither closed,
// moved nor given another role, nor are two taken away at the same moment. 2. Nobody recovers, closes or changes their own account: it takes a second person.
// 3. A closed account has no session, and an invitation to it opens nothing.
// 4. Of another institution than one's own there is no account, but for the centre's administrators.

import { type Kysely, sql, type Transaction } from 'kysely';
import { managesAccountsOf, may } from '../../src/domain/role.ts';
import { normaliseLine } from '../../src/domain/text.ts';
import type { AccountChange, NewAccount, StaffAccount, StaffAccounts } from '../../src/domain/wire-access.ts';
import { handOver } from '../casework/hand-over.ts';
import { reachingAll } from '../store/reaching-all.ts';
import type { Database } from '../store/schema.ts';
import { endInvitations, findAccount, holdAccounts, inviteAccount, makeAccount } from './invitations.ts';
import type { Officer } from './officer.ts';
import { isUnitOf, listUnits } from './units.ts';

const OVER = ['answered', 'closed', 'withdrawn', 'not-examined'];

export async function listAccounts(database: Kysely<Database>, officer: Officer): Promise<StaffAccounts> {
  const [accounts, institutions, units] = await Promise.all([
    selectAccounts(database, officer),
    database
      .selectFrom('institution')
      .select(['id', 'name', 'is_retired'])
      .where('is_centre', '=', false)
      .execute(),
    listUnits(database),
  ]);
  const isTheirs = (institutionId: string | null): boolean => managesAccountsOf(officer, institutionId);
  return {
    accounts: accounts
      .filter(({ institutionId }) => isTheirs(institutionId))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'tr')),
    institutions: institutions
      // One out of use has the accounts that it had.
      .filter(
        ({ id, is_retired }) =>
          isTheirs(id) && (!is_retired || accounts.some(({ institutionId }) => institutionId === id)),
      )
      .map(({ id, name }) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'tr')),
    units: units.filter(({ institutionId }) => isTheirs(institutionId)),
  };
}

async function selectAccounts(
  database: Kysely<Database>,
  officer: Officer,
  accountId?: string,
): Promise<StaffAccount[]> {
  // Of cases the number alone is told: an administrator reads none.
  const rows = await database
    .transaction()
    .execute((transaction) => reachingAll(transaction, () => readAccounts(transaction, accountId)));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    institutionId: row.institution_id,
    institution: row.institution,
    unitId: row.unit_id,
    unit: row.unit,
    isDisabled: row.disabled_at !== null,
    isMe: row.id === officer.accountId,
    passkeys: row.passkeys,
    isProvided: row.is_provided,
    lastUsedAt: row.used_at?.toISOString() ?? null,
    openCases: row.open_cases,
    deskCases: row.desk_cases,
  }));
}

function readAccounts(database: Kysely<Database>, accountId: string | undefined) {
  return database
    .selectFrom('staff_account as account')
    .leftJoin('institution', 'institution.id', 'account.institution_id')
    .leftJoin('unit', 'unit.id', 'account.unit_id')
    .select(['account.id', 'account.name', 'account.role', 'account.institution_id', 'account.disabled_at'])
    .select([
      'institution.name as institution',
      'account.unit_id',
      'unit.name as unit',
      sql<number>`(select count(*)::int from case_file where is_open and colleague_id = account.id)`.as(
        'desk_cases',
      ),
      sql<number>`(select count(*)::int from staff_passkey where account_id = account.id)`.as('passkeys'),
      sql<boolean>`exists (select from staff_identity where account_id = account.id)`.as('is_provided'),
      sql<Date | null>`(select max(last_used_at) from staff_session where account_id = account.id)`.as(
        'used_at',
      ),
      sql<number>`(select count(*)::int from case_file where state <> all (${OVER}) and application_id in (
        select application_id from case_event where actor_id = account.id
        union select application_id from transcript join attachment on attachment.id = transcript.attachment_id
          where transcript.author_id = account.id))`.as('open_cases'),
    ])
    .$if(accountId !== undefined, (query) => query.where('account.id', '=', accountId ?? ''))
    .execute();
}

export type InvitedAccount =
  | { ok: true; accountId: string; token: string; expiresAt: Date }
  | { ok: false; code: 'account-exists' | AccountPlaceFault };

export async function inviteNew(
  database: Kysely<Database>,
  officer: Officer,
  { name, role, institutionId, unitId = null }: NewAccount,
  nowMs: number,
): Promise<InvitedAccount> {
  const fault = await judgePlace(database, officer, { institutionId, unitId });
  if (fault) return { ok: false, code: fault };
  const invitee = { name: normaliseLine(name), role, institutionId, unitId };
  return database.transaction().execute(async (transaction): Promise<InvitedAccount> => {
    if (await findAccount(transaction, invitee)) return { ok: false, code: 'account-exists' };
    const { id: accountId } = await makeAccount(transaction, invitee, nowMs);
    const link = await inviteAccount(transaction, { accountId, invitedBy: officer.accountId }, nowMs);
    return { ok: true, accountId, ...link };
  });
}

export type ChangedAccount =
  | { ok: true; account: StaffAccount }
  | {
      ok: false;
      code: 'not-found' | 'own-account' | 'last-administrator' | AccountPlaceFault;
    };

export async function changeAccount(
  database: Kysely<Database>,
  officer: Officer,
  { accountId, role, institutionId, unitId = null, isDisabled }: AccountChange & { accountId: string },
  nowMs: number,
): Promise<ChangedAccount> {
  const fault = await judgePlace(database, officer, { institutionId, unitId, accountId });
  if (fault) return { ok: false, code: fault };
  let mustHandOver = false;
  const code = await database.transaction().execute(async (transaction) => {
    await holdAccounts(transaction);
    const before = await transaction
      .selectFrom('staff_account')
      .select(['role', 'institution_id', 'unit_id', 'disabled_at'])
      .where('id', '=', accountId)
      .executeTakeFirst();
    if (!before || !managesAccountsOf(officer, before.institution_id)) return 'not-found';
    const wasDisabled = before.disabled_at !== null;
    const wasOfCentre = before.institution_id === null;
    const isStillAdministrator =
      role === 'administrator' && !isDisabled && (!wasOfCentre || institutionId === null);
    const wasAdministrator = before.role === 'administrator' && !wasDisabled;
    const isLast = () => isLastAdministrator(transaction, accountId, wasOfCentre);
    if (wasAdministrator && !isStillAdministrator && (await isLast())) return 'last-administrator';
    if (accountId === officer.accountId) return 'own-account';
    const changes = [
      ...(before.role === role ? [] : ['account-role-changed']),
      ...(before.institution_id === institutionId && before.unit_id === unitId ? [] : ['account-moved']),
      ...(wasDisabled === isDisabled ? [] : [isDisabled ? 'account-disabled' : 'account-enabled']),
    ];
    if (changes.length === 0) return undefined;
    const now = new Date(nowMs);
    await transaction
      .updateTable('staff_account')
      .set({
        role,
        institution_id: institutionId,
        unit_id: unitId,
        disabled_at: isDisabled ? (before.disabled_at ?? now) : null,
      })
      .where('id', '=', accountId)
      .execute();
    mustHandOver = isDisabled || !may(role, 'case.answer') || before.institution_id !== institutionId;
    if (wasDisabled !== isDisabled) await endAccess(transaction, accountId, now);
    for (const action of changes) await audit(transaction, officer, action, accountId, now);
    return undefined;
  });
  if (code !== undefined) return { ok: false, code };
  // Whoever is gone, or cannot answer any more, leaves nothing lying on their desk.
  if (mustHandOver) await handOver(database, officer, { accountId, to: 'pool', unitId: null }, nowMs);
  const [account] = await selectAccounts(database, officer, accountId);
  return account ? { ok: true, account } : { ok: false, code: 'not-found' };
}

export type RecoveredAccount =
  | { ok: true; accountId: string; token: string; expiresAt: Date }
  | { ok: false; code: 'not-found' | 'own-account' };

/** Somebody lost their keys: what opened the account opens it no more, and a new link does, once. */
export function recoverAccount(
  database: Kysely<Database>,
  officer: Officer,
  accountId: string,
  nowMs: number,
): Promise<RecoveredAccount> {
  return database.transaction().execute(async (transaction): Promise<RecoveredAccount> => {
    if (accountId === officer.accountId) return { ok: false, code: 'own-account' };
    await holdAccounts(transaction);
    const account = await transaction
      .selectFrom('staff_account')
      .select('institution_id')
      .where('id', '=', accountId)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!account || !managesAccountsOf(officer, account.institution_id))
      return { ok: false, code: 'not-found' };
    const now = new Date(nowMs);
    await endAccess(transaction, accountId, now);
    await transaction.deleteFrom('staff_passkey').where('account_id', '=', accountId).execute();
    await audit(transaction, officer, 'account-recovered', accountId, now);
    const link = await inviteAccount(transaction, { accountId, invitedBy: officer.accountId }, nowMs);
    return { ok: true, accountId, ...link };
  });
}

/** Sessions, open invitations and what was begun. */
async function endAccess(transaction: Transaction<Database>, accountId: string, now: Date): Promise<void> {
  await transaction.deleteFrom('staff_session').where('account_id', '=', accountId).execute();
  await transaction.deleteFrom('staff_challenge').where('account_id', '=', accountId).execute();
  await endInvitations(transaction, accountId, now);
}

async function isLastAdministrator(
  transaction: Transaction<Database>,
  accountId: string,
  ofCentre: boolean,
): Promise<boolean> {
  const other = await transaction
    .selectFrom('staff_account')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .where('id', '<>', accountId)
    .$if(ofCentre, (query) => query.where('institution_id', 'is', null))
    .executeTakeFirst();
  return other === undefined;
}

type AccountPlaceFault = 'institution-unknown' | 'institution-retired' | 'unit-unknown';

/** @param accountId one that exists: it may stay where it is, also in an institution out of use */
async function judgePlace(
  database: Kysely<Database>,
  officer: Officer,
  {
    institutionId,
    unitId,
    accountId,
  }: { institutionId: string | null; unitId: string | null; accountId?: string },
): Promise<AccountPlaceFault | undefined> {
  if (!managesAccountsOf(officer, institutionId)) return 'institution-unknown';
  if (institutionId !== null) {
    const found = await findInstitution(database, institutionId, accountId);
    if (!found) return 'institution-unknown';
    if (found.is_retired && !found.isTheirs) return 'institution-retired';
  }
  return (await isUnitOf(database, institutionId, unitId)) ? undefined : 'unit-unknown';
}

function findInstitution(database: Kysely<Database>, institutionId: string, accountId: string | undefined) {
  return database
    .selectFrom('institution')
    .select(({ exists, selectFrom }) => [
      'institution.is_retired',
      exists(
        selectFrom('staff_account')
          .select('id')
          .where('id', '=', accountId ?? null)
          .where('institution_id', '=', institutionId),
      ).as('isTheirs'),
    ])
    .where('id', '=', institutionId)
    .where('is_centre', '=', false)
    .executeTakeFirst();
}

async function audit(
  transaction: Transaction<Database>,
  officer: Officer,
  action: string,
  accountId: string,
  now: Date,
): Promise<void> {
  await transaction
    .insertInto('audit_entry')
    .values({ at: now, action, actor_id: officer.accountId, application_id: null, account_id: accountId })
    .execute();
}
