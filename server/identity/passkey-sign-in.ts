// Signing in with a passkey: a challenge for nobody in particular, then the proof of an authenticator that says whose it is
// (passkey-use.ts). Why somebody is refused is not said.

import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { Kysely } from 'kysely';
import type { DeviceFamily } from '../../src/domain/staff-device.ts';
import type { Database } from '../store/schema.ts';
import { beginSession } from './begin-session.ts';
import { CHALLENGE_VALID_MS, makeChallenge } from './challenges.ts';
import { type Assertion, countUse, judgeAssertion } from './passkey-use.ts';
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
  assertion: Assertion,
  device: DeviceFamily,
  nowMs: number,
): Promise<SignedInNow> {
  const use = await judgeAssertion(database, party, assertion, { kind: 'sign-in' }, nowMs);
  if (!use) return { ok: false };
  const begun = await database.transaction().execute(async (transaction) => {
    const isCounted = await countUse(transaction, use, nowMs);
    return isCounted
      ? beginSession(transaction, { accountId: use.accountId, method: 'passkey', device }, nowMs)
      : undefined;
  });
  return begun ? readBegun(database, begun, nowMs) : { ok: false };
}
