// What an authenticator says when it is asked for a passkey: whose it is, and whether it counts. Used to sign in and to prove anew.
//
// Invariants: 1. The user was verified (a fingerprint, a face, a PIN), not only present. 2. A challenge works once, for what it was
// made. 3. Where an authenticator counts its signatures, each count is greater than the one before (WebAuthn Level 3 § 7.2
// step 22): else there are two of it, and neither gets in until an administrator has looked.

import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { type Kysely, sql, type Transaction } from 'kysely';
import type * as v from 'valibot';
import type { assertionSchema } from '../../src/domain/wire-access.ts';
import type { Database } from '../store/schema.ts';
import { type ChallengePurpose, redeemChallenge } from './challenges.ts';
import { judgeProof } from './proof.ts';
import type { RelyingParty } from './relying-party.ts';

export type Assertion = v.InferOutput<typeof assertionSchema>;

export interface PasskeyUse {
  passkeyId: string;
  accountId: string;
  counter: number;
}

/** @returns undefined for a passkey that is unknown, of another account than `purpose` names, or whose proof is wrong */
export async function judgeAssertion(
  database: Kysely<Database>,
  party: RelyingParty,
  assertion: Assertion,
  purpose: ChallengePurpose,
  nowMs: number,
): Promise<PasskeyUse | undefined> {
  const passkey = await database
    .selectFrom('staff_passkey')
    .selectAll()
    .where('credential_id', '=', assertion.id)
    .executeTakeFirst();
  if (!passkey || !isOwner(assertion.response.userHandle, passkey.account_id)) return undefined;
  if (purpose.kind !== 'sign-in' && purpose.accountId !== passkey.account_id) return undefined;
  const { userHandle: _userHandle, ...response } = assertion.response;
  const proven = await judgeProof(
    (challenge) => redeemChallenge(database, challenge, purpose, nowMs),
    async (expectedChallenge) => {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...assertion, response },
        expectedChallenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        // The count is compared by the row that keeps it, so that two at the same moment cannot both pass.
        credential: {
          id: passkey.credential_id,
          publicKey: Uint8Array.from(passkey.public_key),
          counter: 0,
        },
      });
      return verified ? authenticationInfo : undefined;
    },
  );
  return proven && { passkeyId: passkey.id, accountId: passkey.account_id, counter: proven.newCounter };
}

/** An authenticator that names its user must name the owner of its credential (§ 7.2 step 6). */
function isOwner(userHandle: string | null | undefined, accountId: string): boolean {
  if (userHandle === null || userHandle === undefined) return true;
  return Buffer.from(userHandle, 'base64url').toString('hex') === accountId.replaceAll('-', '');
}

/** @returns false for a closed account, and for an authenticator that there are two of, which is audited */
export async function countUse(
  transaction: Transaction<Database>,
  { passkeyId, accountId, counter }: PasskeyUse,
  nowMs: number,
): Promise<boolean> {
  const now = new Date(nowMs);
  const account = await transaction
    .selectFrom('staff_account')
    .select('id')
    .where('id', '=', accountId)
    .where('disabled_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!account) return false;
  const counted = await transaction
    .updateTable('staff_passkey')
    .set({ counter, last_used_at: now })
    .where('id', '=', passkeyId)
    .where(sql<boolean>`(counter < ${counter} or (counter = 0 and ${counter} = 0))`)
    .returning('id')
    .executeTakeFirst();
  if (counted) return true;
  await transaction
    .insertInto('audit_entry')
    .values({
      at: now,
      action: 'passkey-cloned',
      actor_id: null,
      application_id: null,
      account_id: accountId,
    })
    .execute();
  return false;
}
