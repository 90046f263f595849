// The public half of a receipt key as devices get it: a JWK whose `kid` is its thumbprint, so that the same key has
// the same name on every server and after every restart.

import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { ReceiptKey } from '../../src/domain/wire.ts';

/** @returns undefined for a key that is not on P-256 */
export function toPublishedKey(key: KeyObject): ReceiptKey | undefined {
  const { kty, crv, x, y } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) return undefined;
  return { kty, crv, x, y, kid: thumbprint(x, y), alg: 'ES256', use: 'sig' };
}

/** RFC 7638 § 3: SHA-256 over the required members in lexicographic order, without white space. */
function thumbprint(x: string, y: string): string {
  const members = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  return createHash('sha256').update(members).digest('base64url');
}
