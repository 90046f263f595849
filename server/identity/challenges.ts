// Challenges of passkeys: made by the server, signed by an authenticator, redeemed once. They are kept in the database,
// because any server of the cluster may be asked next (WebAuthn Level 3 § 13.4.3: from the server, and never twice).

import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';
import { hashToken, makeToken } from './token.ts';

/**
 * One is asked for when a button is pressed, so a late answer costs another press and nothing else; longer than it takes
 * to find a key, plug it in and think of its PIN (WCAG 2.2.1).
 */
export const CHALLENGE_VALID_MS = 20 * 60_000;

/** `prove`: anew, of a session that is there. */
export type ChallengePurpose = { kind: 'register' | 'prove'; accountId: string } | { kind: 'sign-in' };

/** @returns 32 random bytes, base64url */
export async function makeChallenge(
  database: Kysely<Database>,
  purpose: ChallengePurpose,
  nowMs: number,
): Promise<string> {
  const { token, hash } = makeToken();
  await database.deleteFrom('staff_challenge').where('expires_at', '<=', new Date(nowMs)).execute();
  await database
    .insertInto('staff_challenge')
    .values({
      challenge_hash: hash,
      purpose: purpose.kind,
      account_id: purpose.kind === 'sign-in' ? null : purpose.accountId,
      expires_at: new Date(nowMs + CHALLENGE_VALID_MS),
    })
    .execute();
  return token;
}

/** @returns whether it was ours, for this, and unused until now; the row that is deleted decides */
export async function redeemChallenge(
  database: Kysely<Database>,
  challenge: string,
  purpose: ChallengePurpose,
  nowMs: number,
): Promise<boolean> {
  const accountId = purpose.kind === 'sign-in' ? null : purpose.accountId;
  const row = await database
    .deleteFrom('staff_challenge')
    .where('challenge_hash', '=', hashToken(challenge))
    .where('purpose', '=', purpose.kind)
    .where(sql<boolean>`account_id is not distinct from ${accountId}::uuid`)
    .where('expires_at', '>', new Date(nowMs))
    .returning('purpose')
    .executeTakeFirst();
  return row !== undefined;
}
