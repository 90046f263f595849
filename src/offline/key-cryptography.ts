// What the device does with keys: it makes the tracking key of a code, and verifies receipts.

import { TRACKING_KEY_DERIVATION } from '../domain/tracking-key.ts';
import { utf8 } from './base64url.ts';
import type { Cryptography } from './cryptography.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export const stretch: Cryptography['stretch'] = async (code) => {
  const { hash, iterations, salt, keyBytes } = TRACKING_KEY_DERIVATION;
  const secret = await crypto.subtle.importKey('raw', utf8(code), 'PBKDF2', false, ['deriveBits']);
  const parameters = { name: 'PBKDF2', hash, iterations, salt: utf8(salt) };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, secret, keyBytes * 8));
};

export const verify: Cryptography['verify'] = async ({ kty, crv, x, y }, signature, data) => {
  try {
    // Only the point itself is imported: `alg` and `use` of the wire are not left to a browser's taste.
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, ES256, false, ['verify']);
    return await crypto.subtle.verify(ES256, key, signature, data);
  } catch {
    return false;
  }
};
