// Making a passkey for an account that is signed in: options for the authenticator, then its proof.
//
// Invariants: 1. The authenticator itself knows the account (a discoverable credential) and has verified its user, so that
// signing in asks for no name and no memory. 2. Each proof is over a challenge that was made for this account, once.
// 3. No attestation is asked for: which make of key somebody uses is theirs to choose.

import { randomBytes } from 'node:crypto';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Kysely } from 'kysely';
import type * as v from 'valibot';
import { normaliseLine } from '../../src/domain/text.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import {
  type newPasskeySchema,
  PASSKEYS_MAX,
  type Passkey,
  type registrationSchema,
} from '../../src/domain/wire-access.ts';
import type { Database } from '../store/schema.ts';
import { CHALLENGE_VALID_MS, makeChallenge, redeemChallenge } from './challenges.ts';
import type { Officer } from './officer.ts';
import { accountOf, toPasskey } from './passkeys.ts';
import { judgeProof } from './proof.ts';
import type { RelyingParty } from './relying-party.ts';

/** EdDSA, ES256, RS256 (IANA, COSE Algorithms): what authenticators can do today. */
const ALGORITHMS = [-8, -7, -257];

export async function offerRegistration(
  database: Kysely<Database>,
  party: RelyingParty,
  { accountId, name }: Officer,
  nowMs: number,
) {
  const known = await database
    .selectFrom('staff_passkey')
    .select(['credential_id', 'transports'])
    .where('account_id', '=', accountId)
    .execute();
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: name,
    userDisplayName: name,
    // What the authenticator gives back at sign-in: an opaque number, no word about a person (§ 14.6.1).
    userID: Uint8Array.from(Buffer.from(accountId.replaceAll('-', ''), 'hex')),
    challenge: Uint8Array.from(
      Buffer.from(await makeChallenge(database, { kind: 'register', accountId }, nowMs), 'base64url'),
    ),
    timeout: CHALLENGE_VALID_MS,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ credential_id: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

export type Registered =
  | { ok: true; passkey: Passkey }
  | { ok: false; code: 'passkey-not-valid' | 'too-many-passkeys' };

export async function registerPasskey(
  database: Kysely<Database>,
  party: RelyingParty,
  { accountId }: Officer,
  { name, registration }: v.InferOutput<typeof newPasskeySchema>,
  nowMs: number,
): Promise<Registered> {
  const proven = await prove(database, party, accountId, registration, nowMs);
  if (!proven) return { ok: false, code: 'passkey-not-valid' };
  const { credential, isSynced } = proven;
  const now = new Date(nowMs);
  return database.transaction().execute(async (transaction): Promise<Registered> => {
    const { passkeys } = await accountOf(transaction, accountId);
    if (passkeys >= PASSKEYS_MAX) return { ok: false, code: 'too-many-passkeys' };
    const row = await transaction
      .insertInto('staff_passkey')
      .values({
        id: uuidv7(nowMs, randomBytes(10)),
        account_id: accountId,
        credential_id: credential.id,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: [...(registration.response.transports ?? [])],
        name: normaliseLine(name),
        is_synced: isSynced,
        created_at: now,
      })
      // A credential belongs to the account that brought it first.
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!row) return { ok: false, code: 'passkey-not-valid' };
    await transaction
      .insertInto('audit_entry')
      .values({
        at: now,
        action: 'passkey-added',
        actor_id: accountId,
        application_id: null,
        account_id: accountId,
      })
      .execute();
    return { ok: true, passkey: toPasskey(row) };
  });
}

function prove(
  database: Kysely<Database>,
  party: RelyingParty,
  accountId: string,
  registration: v.InferOutput<typeof registrationSchema>,
  nowMs: number,
) {
  const { transports: _transports, ...response } = registration.response;
  return judgeProof(
    (challenge) => redeemChallenge(database, challenge, { kind: 'register', accountId }, nowMs),
    async (expectedChallenge) => {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: { ...registration, response },
        expectedChallenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (!verified) return undefined;
      const { credential, credentialBackedUp: isSynced } = registrationInfo;
      return { credential, isSynced };
    },
  );
}
