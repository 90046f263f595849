// The receipt of one attachment: a JWS (RFC 7515, compact, ES256, the key of all receipts) over what was stored. The
// device deletes its copy only after verifying one. Here: its claims and its text.

import * as v from 'valibot';
import { type Decode, parseJws, type UnverifiedJws } from './receipt.ts';

const headerSchema = v.object({
  alg: v.literal('ES256'),
  typ: v.literal('kopru-upload-receipt'),
  kid: v.string(),
});
export type UploadReceiptHeader = v.InferOutput<typeof headerSchema>;

const claimsSchema = v.object({
  attachmentId: v.string(),
  applicationId: v.string(),
  /** SHA-256 of the whole, base64url, as the manifest has it. */
  digest: v.string(),
  byteLength: v.number(),
  /** ISO 8601 in UTC. */
  storedAt: v.pipe(v.string(), v.isoTimestamp()),
});
export type UploadReceiptClaims = v.InferOutput<typeof claimsSchema>;

export function uploadReceiptHeader(kid: string): UploadReceiptHeader {
  return { alg: 'ES256', typ: 'kopru-upload-receipt', kid };
}

/** @returns undefined for anything that is not an upload's receipt; an application's receipt included */
export function parseUploadReceipt(
  jws: string,
  decode: Decode,
): UnverifiedJws<UploadReceiptHeader, UploadReceiptClaims> | undefined {
  return parseJws(jws, decode, headerSchema, claimsSchema);
}
