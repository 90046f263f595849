// From what the identity provider says of somebody to an account here. The provider's word about role and institution counts at
// every sign-in; who the account is, is its issuer and subject and nothing else: a name or an address may change hands.

import type { Kysely, Transaction } from 'kysely';
import type { StaffRole } from '../../src/domain/role.ts';
import type { DeviceFamily } from '../../src/domain/staff-device.ts';
import { codePointCount, isSafeName, normaliseLine } from '../../src/domain/text.ts';
import { TEXT_LIMITS } from '../../src/domain/text-limits.ts';
import type { Database } from '../store/schema.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import type { ProvidedClaims } from './identity-provider.ts';
import { holdAccounts, makeAccount } from './invitations.ts';
import type { OidcConfig } from './oidc-config.ts';

export interface Entitlement {
  name: string;
  role: StaffRole;
  /** What the claim says; undefined where the operator has no such claim: the centre. */
  institution: string | undefined;
}

/** Pure. @returns undefined for somebody who has no name, no role here, or no institution where one is asked for */
export function entitlementOf(
  claims: Readonly<Record<string, unknown>>,
  { roleClaim, roles, institutionClaim }: OidcConfig,
): Entitlement | undefined {
  const values = textsOf(claims[roleClaim]);
  const role = roles.find(([value]) => values.includes(value))?.[1];
  const [given = ''] = textsOf(claims.name);
  const name = normaliseLine(given);
  const isName = name !== '' && isSafeName(name) && codePointCount(name) <= TEXT_LIMITS.fullName;
  if (!role || !isName) return undefined;
  if (institutionClaim === undefined) return { name, role, institution: undefined };
  const [institution] = textsOf(claims[institutionClaim]);
  return institution === undefined ? undefined : { name, role, institution };
}

function textsOf(claim: unknown): string[] {
  return [claim].flat().filter((one): one is string => typeof one === 'string');
}

/** @returns undefined where the institution is unknown here, or the account is closed */
export function signInProvided(
  database: Kysely<Database>,
  { issuer, subject }: Pick<ProvidedClaims, 'issuer' | 'subject'>,
  entitled: Entitlement,
  device: DeviceFamily,
  nowMs: number,
): Promise<BegunSession | undefined> {
  return database.transaction().execute(async (transaction) => {
    const institutionId = await institutionOf(transaction, entitled.institution);
    if (institutionId === undefined) return undefined;
    await holdAccounts(transaction);
    const account = { name: entitled.name, role: entitled.role, institutionId };
    const accountId =
      (await updateKnown(transaction, { issuer, subject }, account, nowMs)) ??
      (await makeProvided(transaction, { issuer, subject }, account, nowMs));
    return accountId === 'closed'
      ? undefined
      : beginSession(transaction, { accountId, method: 'oidc', device }, nowMs);
  });
}

/** @returns null for the centre, undefined for one that the directory does not know */
async function institutionOf(
  transaction: Transaction<Database>,
  claimed: string | undefined,
): Promise<string | null | undefined> {
  if (claimed === undefined) return null;
  const found = await transaction
    .selectFrom('institution')
    .select('is_centre')
    .where('id', '=', claimed)
    .executeTakeFirst();
  if (!found) return undefined;
  return found.is_centre ? null : claimed;
}

interface Provided {
  name: string;
  role: StaffRole;
  institutionId: string | null;
}

async function updateKnown(
  transaction: Transaction<Database>,
  { issuer, subject }: Pick<ProvidedClaims, 'issuer' | 'subject'>,
  { name, role, institutionId }: Provided,
  nowMs: number,
): Promise<string | undefined> {
  const known = await transaction
    .selectFrom('staff_identity')
    .innerJoin('staff_account as account', 'account.id', 'staff_identity.account_id')
    .select(['account.id', 'account.role', 'account.institution_id', 'account.disabled_at'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (!known) return undefined;
  if (known.disabled_at !== null) return 'closed';
  await transaction
    .updateTable('staff_account')
    .set({ name, role, institution_id: institutionId })
    .where('id', '=', known.id)
    .execute();
  const changes = [
    ...(known.role === role ? [] : ['account-role-changed']),
    ...(known.institution_id === institutionId ? [] : ['account-moved']),
  ];
  for (const action of changes)
    await transaction
      .insertInto('audit_entry')
      .values({
        at: new Date(nowMs),
        action,
        actor_id: null,
        application_id: null,
        account_id: known.id,
      })
      .execute();
  return known.id;
}

async function makeProvided(
  transaction: Transaction<Database>,
  { issuer, subject }: Pick<ProvidedClaims, 'issuer' | 'subject'>,
  account: Provided,
  nowMs: number,
): Promise<string> {
  const { id } = await makeAccount(transaction, account, nowMs);
  await transaction.insertInto('staff_identity').values({ issuer, subject, account_id: id }).execute();
  await transaction
    .insertInto('audit_entry')
    .values({
      at: new Date(nowMs),
      action: 'account-provided',
      actor_id: null,
      application_id: null,
      account_id: id,
    })
    .execute();
  return id;
}
