// The four things that the device asks of WebCrypto. Narrow on purpose: the simulation replaces them with cheap,
// deterministic ones, and no other file may name `crypto`.

import { TRACKING_KEY_DERIVATION } from '../domain/tracking-key.ts';
import type { ReceiptKey } from '../domain/wire.ts';
import { utf8 } from './base64url.ts';

export interface Cryptography {
  /** Unpredictable bytes. */
  randomBytes(count: number): Uint8Array;
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  /** Tracking code → tracking key (TRACKING_KEY_DERIVATION). Takes up to two seconds on an old phone. */
  stretch(code: string): Promise<Uint8Array>;
  /** ECDSA P-256 with SHA-256. @returns false also for a key that is none */
  verify(
    key: ReceiptKey,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export const webCryptography: Cryptography = {
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  async stretch(code) {
    const { hash, iterations, salt, keyBytes } = TRACKING_KEY_DERIVATION;
    const secret = await crypto.subtle.importKey('raw', utf8(code), 'PBKDF2', false, ['deriveBits']);
    const parameters = { name: 'PBKDF2', hash, iterations, salt: utf8(salt) };
    return new Uint8Array(await crypto.subtle.deriveBits(parameters, secret, keyBytes * 8));
  },
  async verify({ kty, crv, x, y }, signature, data) {
    try {
      // Only the point itself is imported: `alg` and `use` of the wire are not left to a browser's taste.
      const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, ES256, false, ['verify']);
      return await crypto.subtle.verify(ES256, key, signature, data);
    } catch {
      return false;
    }
  },
};
