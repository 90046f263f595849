// Verifies a receipt before anything is settled (invariant 4): ES256 by a known key of the server, over this
// application's id and this body's digest. Everything else is not a receipt, whatever it says.

import { parseReceipt, type ReceiptClaims } from '../domain/receipt.ts';
import type { ReceiptKey } from '../domain/wire.ts';
import { fromBase64url, textFromBase64url, utf8 } from './base64url.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import type { OutboxEntry } from './schema.ts';

export type ReceiptVerification =
  | { ok: true; claims: ReceiptClaims }
  | { ok: false; reason: 'malformed' | 'unknown-key' | 'signature' | 'other-id' | 'other-digest' };

/** @param keys the server's keys that this device knows */
export async function verifyReceipt(
  jws: string,
  entry: Pick<OutboxEntry, 'id' | 'digest'>,
  keys: readonly ReceiptKey[],
  environment: Pick<OfflineEnvironment, 'cryptography'> = platform,
): Promise<ReceiptVerification> {
  const receipt = parseReceipt(jws, textFromBase64url);
  const signature = receipt && fromBase64url(receipt.signature);
  if (!receipt || signature?.length !== 64) return { ok: false, reason: 'malformed' };
  const key = keys.find(({ kid }) => kid === receipt.header.kid);
  if (!key) return { ok: false, reason: 'unknown-key' };
  if (!(await environment.cryptography.verify(key, signature, utf8(receipt.signingInput)))) {
    return { ok: false, reason: 'signature' };
  }
  if (receipt.claims.id !== entry.id) return { ok: false, reason: 'other-id' };
  if (receipt.claims.digest !== entry.digest) return { ok: false, reason: 'other-digest' };
  return { ok: true, claims: receipt.claims };
}
