// Proving anew who one is, in a session that is there, before what weighs most (docs/decisions/0047; ASVS 7.5).
//
//     session ──what weighs most──▶ last proof young? ──yes──▶ done
//                                        │ no: 403 `proof-needed`
//                                        ▼
//                        passkey · identity provider ──▶ new token, proven now ──▶ asked again ──▶ done
//
// Invariants: 1. Only the account whose session it is can prove it. 2. A proof gives the session a new token, and the one before
// opens nothing any more (ASVS 7.2.4). 3. Whoever has no way to prove anew yet is proven by the link that let them in, for as long
// as no limit may be shorter (docs/accessibility.md): else a slow reader could never make the first passkey.

import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { Kysely, Transaction } from 'kysely';
import type { ProofWay } from '../../src/domain/wire-access.ts';
import type { Database } from '../store/schema.ts';
import type { BegunSession } from './begin-session.ts';
import { CHALLENGE_VALID_MS, makeChallenge } from './challenges.ts';
import { writeOwnAct } from './own-act.ts';
import { type Assertion, countUse, judgeAssertion } from './passkey-use.ts';
import type { RelyingParty } from './relying-party.ts';
import { makeToken } from './token.ts';

/** Of whoever has neither passkey nor provider. */
export const LINK_PROVES_MS = 20 * 3_600_000;

export interface LastProof {
  provenAt: Date;
  /** By which it could be done anew. */
  ways: readonly ProofWay[];
}

/** Pure. @param freshMs how old a proof may be. A clock that was set back makes no old proof young. */
export function isFresh({ provenAt, ways }: LastProof, freshMs: number, nowMs: number): boolean {
  const limitMs = ways.length === 0 ? LINK_PROVES_MS : freshMs;
  return Math.abs(nowMs - provenAt.getTime()) < limitMs;
}

/** A challenge for the account's own passkeys. */
export async function offerProof(
  database: Kysely<Database>,
  party: RelyingParty,
  accountId: string,
  nowMs: number,
) {
  const known = await database
    .selectFrom('staff_passkey')
    .select('credential_id')
    .where('account_id', '=', accountId)
    .execute();
  const challenge = await makeChallenge(database, { kind: 'prove', accountId }, nowMs);
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Uint8Array.from(Buffer.from(challenge, 'base64url')),
    timeout: CHALLENGE_VALID_MS,
    userVerification: 'required',
    allowCredentials: known.map(({ credential_id: id }) => ({ id })),
  });
}

/** @returns the session's new token; undefined where the proof is wrong, which is all that is told */
export async function proveByPasskey(
  database: Kysely<Database>,
  party: RelyingParty,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  assertion: Assertion,
  nowMs: number,
): Promise<BegunSession | undefined> {
  const use = await judgeAssertion(database, party, assertion, { kind: 'prove', accountId }, nowMs);
  if (!use) return undefined;
  return database.transaction().execute(async (transaction) => {
    if (!(await countUse(transaction, use, nowMs))) return undefined;
    return renewSession(transaction, sessionId, accountId, nowMs);
  });
}

/** Of whom the identity provider has told anew. @returns undefined where it is somebody else, or the session is over */
export function proveByProvider(
  database: Kysely<Database>,
  sessionId: string,
  { issuer, subject }: { issuer: string; subject: string },
  nowMs: number,
): Promise<BegunSession | undefined> {
  return database.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('staff_identity')
      .innerJoin('staff_account as account', 'account.id', 'staff_identity.account_id')
      .select('account.id')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .where('account.disabled_at', 'is', null)
      .executeTakeFirst();
    return known && renewSession(transaction, sessionId, known.id, nowMs);
  });
}

async function renewSession(
  transaction: Transaction<Database>,
  sessionId: string,
  accountId: string,
  nowMs: number,
): Promise<BegunSession | undefined> {
  const now = new Date(nowMs);
  const { token, hash } = makeToken();
  const renewed = await transaction
    .updateTable('staff_session')
    .set({ token_hash: hash, proven_at: now, last_used_at: now })
    .where('id', '=', sessionId)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .returning('expires_at')
    .executeTakeFirst();
  if (!renewed) return undefined;
  await writeOwnAct(transaction, accountId, 'proven-anew', nowMs);
  return { token, expiresAt: renewed.expires_at };
}
