// What the device does with keys: it derives them, and verifies receipts.

import type { Cryptography } from './cryptography.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export const derive: Cryptography['derive'] = async (secret, salt, iterations) => {
  const name = 'PBKDF2';
  const key = await crypto.subtle.importKey('raw', secret, name, false, ['deriveBits']);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name, hash: 'SHA-256', iterations, salt }, key, 256),
  );
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
