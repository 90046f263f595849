// What the device asks of WebCrypto. Narrow on purpose: the simulation replaces them with cheap,
// deterministic ones, and no other file but the keys' (key-cryptography.ts) may name `crypto`.

import type { ReceiptKey } from '../domain/wire.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Cryptography {
  /** Unpredictable bytes. */
  randomBytes(count: number): Bytes;
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  /** PBKDF2-HMAC-SHA-256, 32 bytes. 300,000 iterations take about a second on an old phone. */
  derive(secret: Bytes, salt: Bytes, iterations: number): Promise<Uint8Array>;
  /** AES-256-GCM, not extractable. */
  makeKey(): Promise<CryptoKey>;
  /** @param place what the bytes are bound to: elsewhere they do not open */
  seal(key: CryptoKey, iv: Bytes, place: Bytes, bytes: Bytes): Promise<ArrayBuffer>;
  /** @throws unknown when it is not the key, not the place, or not what was sealed */
  open(key: CryptoKey, iv: Bytes, place: Bytes, bytes: Bytes): Promise<ArrayBuffer>;
  /** ECDSA P-256 with SHA-256. @returns false also for a key that is none */
  verify(
    key: ReceiptKey,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
  /** Of keys under a PIN (pin-lock.ts); missing: the platform's own. */
  subtle?: KeySubtle;
}

export type KeySubtle = Pick<
  SubtleCrypto,
  'importKey' | 'deriveKey' | 'generateKey' | 'wrapKey' | 'unwrapKey'
>;

const AES = 'AES-GCM';

/** The form needs chance and sealing: what makes and verifies other keys comes with the pages and the worker that send. */
const withKeys = () => import('./key-cryptography.ts');

export const webCryptography: Cryptography = {
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  makeKey: () => crypto.subtle.generateKey({ name: AES, length: 256 }, false, ['encrypt', 'decrypt']),
  seal: (key, iv, additionalData, bytes) =>
    crypto.subtle.encrypt({ name: AES, iv, additionalData }, key, bytes),
  open: (key, iv, additionalData, bytes) =>
    crypto.subtle.decrypt({ name: AES, iv, additionalData }, key, bytes),
  derive: async (secret, salt, iterations) => (await withKeys()).derive(secret, salt, iterations),
  verify: async (key, signature, data) => (await withKeys()).verify(key, signature, data),
};
