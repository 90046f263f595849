// Verifies an act's receipt before the act is settled (invariant 4): ES256 by a known key of the server, over this act of
// this application and its digest. Everything else is not a receipt, whatever it says.

import { type ActReceiptClaims, parseActReceipt } from '../domain/act-receipt.ts';
import type { ReceiptKey } from '../domain/wire.ts';
import { fromBase64url, textFromBase64url, utf8 } from './base64url.ts';
import type { OfflineEnvironment } from './environment.ts';
import type { ActRecord } from './schema.ts';

export type ActVerification =
  | { ok: true; claims: ActReceiptClaims }
  | { ok: false; reason: 'unknown-key' | 'invalid' };

export async function verifyActReceipt(
  jws: string,
  { id, applicationId, digest }: Pick<ActRecord, 'id' | 'applicationId' | 'digest'>,
  keys: readonly ReceiptKey[],
  environment: Pick<OfflineEnvironment, 'cryptography'>,
): Promise<ActVerification> {
  const invalid = { ok: false, reason: 'invalid' } as const;
  const receipt = parseActReceipt(jws, textFromBase64url);
  const signature = receipt && fromBase64url(receipt.signature);
  if (!receipt || signature?.length !== 64) return invalid;
  const key = keys.find(({ kid }) => kid === receipt.header.kid);
  if (!key) return { ok: false, reason: 'unknown-key' };
  const { claims } = receipt;
  if (claims.actId !== id || claims.applicationId !== applicationId || claims.digest !== digest)
    return invalid;
  const isSigned = await environment.cryptography.verify(key, signature, utf8(receipt.signingInput));
  return isSigned ? { ok: true, claims } : invalid;
}
