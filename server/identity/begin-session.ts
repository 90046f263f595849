// How every session begins, whichever way its officer was recognised.

import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DeviceFamily, SignInMethod } from '../../src/domain/staff-device.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import type { Database } from '../store/schema.ts';
import { makeToken } from './token.ts';

/** Whatever is done with it, it ends then. */
export const SESSION_VALID_MS = 7 * 24 * 3_600_000;

export interface NewSession {
  accountId: string;
  method: SignInMethod;
  device: DeviceFamily;
}

export interface BegunSession {
  token: string;
  expiresAt: Date;
}

/** With its audit entry. Whether the account may sign in has been judged in the same transaction. */
export async function beginSession(
  transaction: Transaction<Database>,
  { accountId, method, device }: NewSession,
  nowMs: number,
): Promise<BegunSession> {
  const now = new Date(nowMs);
  const expiresAt = new Date(nowMs + SESSION_VALID_MS);
  const { token, hash } = makeToken();
  await transaction
    .insertInto('staff_session')
    .values({
      id: uuidv7(nowMs, randomBytes(10)),
      token_hash: hash,
      account_id: accountId,
      created_at: now,
      last_used_at: now,
      proven_at: now,
      expires_at: expiresAt,
      method,
      ...device,
    })
    .execute();
  await transaction
    .insertInto('audit_entry')
    .values({
      at: now,
      action: 'signed-in',
      actor_id: accountId,
      application_id: null,
      account_id: accountId,
    })
    .execute();
  return { token, expiresAt };
}
