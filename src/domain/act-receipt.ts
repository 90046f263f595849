// The receipt of one act: a JWS (RFC 7515, compact, ES256, the key of all receipts) over what was received, and when. An
// act on the device is settled only after verifying one. Here: its claims and its text.

import * as v from 'valibot';
import { type Decode, parseJws, type UnverifiedJws } from './receipt.ts';

const headerSchema = v.object({
  alg: v.literal('ES256'),
  typ: v.literal('kopru-act-receipt'),
  kid: v.string(),
});
export type ActReceiptHeader = v.InferOutput<typeof headerSchema>;

const claimsSchema = v.object({
  actId: v.string(),
  applicationId: v.string(),
  /** SHA-256 of the act's bytes, base64url. */
  digest: v.string(),
  /** ISO 8601 in UTC. */
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
});
export type ActReceiptClaims = v.InferOutput<typeof claimsSchema>;

export function actReceiptHeader(kid: string): ActReceiptHeader {
  return { alg: 'ES256', typ: 'kopru-act-receipt', kid };
}

/** @returns undefined for anything that is not an act's receipt; an application's and an upload's included */
export function parseActReceipt(
  jws: string,
  decode: Decode,
): UnverifiedJws<ActReceiptHeader, ActReceiptClaims> | undefined {
  return parseJws(jws, decode, headerSchema, claimsSchema);
}
