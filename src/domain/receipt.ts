// A receipt is a JWS (RFC 7515, compact, ES256) over what was received, when, and by when an answer is due.
// Nothing leaves the device without one (invariant 4). Here: its claims and its text; signing is the server's,
// verifying the device's.

import * as v from 'valibot';

const claimsSchema = v.object({
  id: v.string(),
  /** Application number, YYYY-NNNNNNN. For correspondence; opens nothing. */
  number: v.pipe(v.string(), v.regex(/^\d{4}-\d{7,}$/)),
  /** SHA-256 of the application's bytes, base64url. */
  digest: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  /** Instant of receipt, ISO 8601 in UTC. */
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Last day for the answer in Istanbul, YYYY-MM-DD. */
  dueOn: v.pipe(v.string(), v.isoDate()),
});
export type ReceiptClaims = v.InferOutput<typeof claimsSchema>;

const headerSchema = v.object({ alg: v.literal('ES256'), typ: v.literal('kopru-receipt'), kid: v.string() });
export type ReceiptHeader = v.InferOutput<typeof headerSchema>;

export function receiptHeader(kid: string): ReceiptHeader {
  return { alg: 'ES256', typ: 'kopru-receipt', kid };
}

/** Parsed, not verified. */
export interface UnverifiedJws<Header, Claims> {
  header: Header;
  claims: Claims;
  /** The ASCII text that the signature covers (RFC 7515 § 5.2). */
  signingInput: string;
  /** base64url, 64 bytes r‖s. */
  signature: string;
}

/**
 * Takes a compact JWS apart.
 * @param decode text of base64url-coded UTF-8, or undefined when it is not
 * @returns undefined for anything that is not a receipt of ours; 'none' and other algorithms included
 */
export function parseReceipt(
  jws: string,
  decode: Decode,
): UnverifiedJws<ReceiptHeader, ReceiptClaims> | undefined {
  return parseJws(jws, decode, headerSchema, claimsSchema);
}

/** Text of base64url-coded UTF-8, or undefined when it is not. */
export type Decode = (base64url: string) => string | undefined;

/** Takes a compact JWS with these claims apart. @returns undefined for anything else */
export function parseJws<Header, Claims>(
  jws: string,
  decode: Decode,
  headerSchema: v.GenericSchema<unknown, Header>,
  claimsSchema: v.GenericSchema<unknown, Claims>,
): UnverifiedJws<Header, Claims> | undefined {
  const [head, body, signature, ...rest] = jws.split('.');
  if (head === undefined || body === undefined || !signature || rest.length > 0) return undefined;
  const header = v.safeParse(headerSchema, parseJson(decode(head)));
  const claims = v.safeParse(claimsSchema, parseJson(decode(body)));
  if (!header.success || !claims.success) return undefined;
  return { header: header.output, claims: claims.output, signingInput: `${head}.${body}`, signature };
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
