// Signing in with a passkey: a challenge for nobody in particular, then the proof of an authenticator that says whose it is.
//
// Invariants: 1. The user was verified (a fingerprint, a face, a PIN), not only present. 2. A challenge works once. 3. Where an
// authenticator counts its signatures, each count is greater than the one before (WebAuthn Level 3 § 7.2 step 22): else there are
// two of it, and neither gets in until an administrator has looked. 4. Why somebody is refused is not said.

import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { type Kysely, sql } from 'kysely';
import type * as v from 'valibot';
import type { DeviceFamily } from '../../src/domain/staff-device.ts';
import type { assertionSchema } from '../../src/domain/wire-access.ts';
import type { Database } from '../store/schema.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import { CHALLENGE_VALID_MS, makeChallenge, redeemChallenge } from './challenges.ts';
import { judgeProof } from './proof.ts';
import type { RelyingParty } from './relying-party.ts';
import { readBegun, type SignedInNow } from './sessions.ts';

export async function offerSignIn(database: Kysely<Database>, party: RelyingParty, nowMs: number) {
  const challenge = await makeChallenge(database, { kind: 'sign-in' }, nowMs);
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Uint8Array.from(Buffer.from(challenge, 'base64url')),
    timeout: CHALLENGE_VALID_MS,
    userVerification: 'required',
  });
}

export async function signInWithPasskey(
  database: Kysely<Database>,
  party: RelyingParty,
  assertion: v.InferOutput<typeof assertionSchema>,
  device: DeviceFamily,
  nowMs: number,
): Promise<SignedInNow> {
  const passkey = await database
    .selectFrom('staff_passkey')
    .selectAll()
    .where('credential_id', '=', assertion.id)
    .executeTakeFirst();
  if (!passkey || !isOwner(assertion.response.userHandle, passkey.account_id)) return { ok: false };
  const proven = await prove(database, party, assertion, passkey, nowMs);
  if (!proven) return { ok: false };
  const use = { passkeyId: passkey.id, accountId: passkey.account_id, counter: proven.newCounter };
  const begun = await countAndBegin(database, use, device, nowMs);
  return begun ? readBegun(database, begun, nowMs) : { ok: false };
}

/** An authenticator that names its user must name the owner of its credential (§ 7.2 step 6). */
function isOwner(userHandle: string | null | undefined, accountId: string): boolean {
  if (userHandle === null || userHandle === undefined) return true;
  return Buffer.from(userHandle, 'base64url').toString('hex') === accountId.replaceAll('-', '');
}

function prove(
  database: Kysely<Database>,
  party: RelyingParty,
  assertion: v.InferOutput<typeof assertionSchema>,
  passkey: { credential_id: string; public_key: Buffer },
  nowMs: number,
) {
  const { userHandle: _userHandle, ...response } = assertion.response;
  return judgeProof(
    (challenge) => redeemChallenge(database, challenge, { kind: 'sign-in' }, nowMs),
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
}

interface PasskeyUse {
  passkeyId: string;
  accountId: string;
  counter: number;
}

function countAndBegin(
  database: Kysely<Database>,
  { passkeyId, accountId, counter }: PasskeyUse,
  device: DeviceFamily,
  nowMs: number,
): Promise<BegunSession | undefined> {
  const now = new Date(nowMs);
  return database.transaction().execute(async (transaction) => {
    const account = await transaction
      .selectFrom('staff_account')
      .select('id')
      .where('id', '=', accountId)
      .where('disabled_at', 'is', null)
      .forShare()
      .executeTakeFirst();
    if (!account) return undefined;
    const counted = await transaction
      .updateTable('staff_passkey')
      .set({ counter, last_used_at: now })
      .where('id', '=', passkeyId)
      .where(sql<boolean>`(counter < ${counter} or (counter = 0 and ${counter} = 0))`)
      .returning('id')
      .executeTakeFirst();
    if (counted) return beginSession(transaction, { accountId, method: 'passkey', device }, nowMs);
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
    return undefined;
  });
}
