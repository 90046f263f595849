// Flows through the identity provider that have begun: kept in the database, because any server of the cluster may be the one that
// the browser comes back to; found by the hash of their state, and redeemed once.

import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { BegunFlow } from './identity-provider.ts';
import { hashToken } from './token.ts';

/** No limit is shorter than 20 hours (docs/accessibility.md): the provider's own page may be left open over a day's work. */
const OIDC_FLOW_VALID_MS = 24 * 3_600_000;

export type KeptFlow = Omit<BegunFlow, 'url'>;

export interface RedeemedFlow extends KeptFlow {
  begunMs: number;
  /** Whose holder proves anew; undefined: somebody signs in. */
  sessionId: string | undefined;
}

/** @param sessionId whose holder proves anew; undefined: somebody signs in */
export async function keepFlow(
  database: Kysely<Database>,
  flow: KeptFlow,
  sessionId: string | undefined,
  nowMs: number,
): Promise<void> {
  await database.deleteFrom('staff_oidc_flow').where('expires_at', '<=', new Date(nowMs)).execute();
  await database
    .insertInto('staff_oidc_flow')
    .values({
      state_hash: hashToken(flow.state),
      code_verifier: flow.codeVerifier,
      nonce: flow.nonce,
      session_id: sessionId ?? null,
      expires_at: new Date(nowMs + OIDC_FLOW_VALID_MS),
    })
    .execute();
}

export async function redeemFlow(
  database: Kysely<Database>,
  state: string,
  nowMs: number,
): Promise<RedeemedFlow | undefined> {
  const row = await database
    .deleteFrom('staff_oidc_flow')
    .where('state_hash', '=', hashToken(state))
    .where('expires_at', '>', new Date(nowMs))
    .returning(['code_verifier', 'nonce', 'session_id', 'expires_at'])
    .executeTakeFirst();
  return (
    row && {
      state,
      codeVerifier: row.code_verifier,
      nonce: row.nonce,
      begunMs: row.expires_at.getTime() - OIDC_FLOW_VALID_MS,
      sessionId: row.session_id ?? undefined,
    }
  );
}
