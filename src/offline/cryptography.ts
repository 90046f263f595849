// The four things that the device asks of WebCrypto. Narrow on purpose: the simulation replaces them with cheap,
// deterministic ones, and no other file but the keys' (key-cryptography.ts) may name `crypto`.

import type { ReceiptKey } from '../domain/wire.ts';

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

/** The form needs chance alone: what works with keys comes with the pages and the worker that send. */
const withKeys = () => import('./key-cryptography.ts');

export const webCryptography: Cryptography = {
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  stretch: async (code) => (await withKeys()).stretch(code),
  verify: async (key, signature, data) => (await withKeys()).verify(key, signature, data),
};
