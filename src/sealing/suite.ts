// The one cipher suite, and keys in the form in which they travel: an uncompressed point on P-256, and its secret.

import {
  AEAD_AES_128_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
  type KeyPair as Pair,
  type CryptoKey as WebCryptoKey,
} from 'hpke';

/** WebCrypto's own; of a pair both halves can be kept in IndexedDB. */
export type Key = WebCryptoKey;
export type KeyPair = Pair<Key>;

/** RFC 9180 § 7: KEM 0x0010, KDF 0x0001, AEAD 0x0001. */
export const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);

/** Of a public key, and of an encapsulated one: 4, then both coordinates (SEC 1 § 2.3.3). */
export const POINT_BYTES = 65;
/** Of AES-GCM. */
export const TAG_BYTES = 16;

/** @param point 65 bytes. @returns undefined where it is none of the curve */
export async function readPublicKey(point: Uint8Array): Promise<Key | undefined> {
  try {
    return await suite.DeserializePublicKey(point);
  } catch {
    return undefined; // Of a stranger's making: that it is none is all that there is to know.
  }
}

/** @param secret 32 bytes. @throws Error where this is no pair on P-256 */
export async function importKeyPair(point: Uint8Array, secret: Uint8Array): Promise<KeyPair> {
  const [publicKey, privateKey] = await Promise.all([
    suite.DeserializePublicKey(point),
    suite.DeserializePrivateKey(secret),
  ]);
  return { publicKey, privateKey };
}

/** A fresh pair whose secret cannot be taken out of the browser. */
export const makeKeyPair = (): Promise<KeyPair> => suite.GenerateKeyPair(false);

/** 65 bytes. */
export const writePublicKey = (key: Key): Promise<Uint8Array> => suite.SerializePublicKey(key);
