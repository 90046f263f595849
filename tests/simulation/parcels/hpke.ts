// Stands in for the package `hpke` (planting.ts leads there): who has a pair's public half can seal, who has its private half can
// open, and anything changed does not open. Without waiting for the platform's cryptography, which the clockwork could not order; the real
// suite is held to the vectors of RFC 9180 by src/sealing/suite.test.ts. Sealed bytes are masked, so that a text is not found in them.

import { hash } from 'node:crypto';

const POINT_BYTES = 65;
const TAG_BYTES = 16;
const MASK = 0xa5;

/** Plain, so that it lies on the simulated disk as a CryptoKey does on a real one. */
export interface StandInKey {
  point: string;
  isPrivate: boolean;
}

interface Bound {
  aad: Uint8Array;
  info: Uint8Array;
}

export const KEM_DHKEM_P256_HKDF_SHA256 = 'kem';
export const KDF_HKDF_SHA256 = 'kdf';
export const AEAD_AES_128_GCM = 'aead';

let made = 0;

export function makePair(): { publicKey: StandInKey; privateKey: StandInKey } {
  const point = pointNumbered(++made).toString('hex');
  return { publicKey: { point, isPrivate: false }, privateKey: { point, isPrivate: true } };
}

export class CipherSuite {
  GenerateKeyPair() {
    return Promise.resolve(makePair());
  }

  SerializePublicKey({ point }: StandInKey) {
    return Promise.resolve(Uint8Array.from(Buffer.from(point, 'hex')));
  }

  async DeserializePublicKey(point: Uint8Array): Promise<StandInKey> {
    if (point.length !== POINT_BYTES || point[0] !== 4) throw new Error('no point');
    return { point: Buffer.from(point).toString('hex'), isPrivate: false };
  }

  async Seal({ point }: StandInKey, plain: Uint8Array, bound: Bound) {
    const encapsulatedSecret = Uint8Array.from(pointNumbered(++made));
    const tag = tagOf(point, encapsulatedSecret, plain, bound);
    return { encapsulatedSecret, ciphertext: Uint8Array.from([...masked(plain), ...tag]) };
  }

  async Open(
    { privateKey }: { privateKey: StandInKey },
    encapsulatedSecret: Uint8Array,
    ciphertext: Uint8Array,
    bound: Bound,
  ): Promise<Uint8Array> {
    const opened = openNow(privateKey, encapsulatedSecret, ciphertext, bound);
    if (!opened) throw new Error('it does not open');
    return opened;
  }
}

/** For the oracles, between two steps. */
export function openNow(
  { point, isPrivate }: StandInKey,
  encapsulatedSecret: Uint8Array,
  ciphertext: Uint8Array,
  bound: Bound,
): Uint8Array | undefined {
  const plain = masked(ciphertext.subarray(0, -TAG_BYTES));
  const tag = tagOf(point, encapsulatedSecret, plain, bound);
  return isPrivate && tag.equals(ciphertext.subarray(-TAG_BYTES)) ? plain : undefined;
}

function masked(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => byte ^ MASK);
}

function tagOf(point: string, encapsulated: Uint8Array, plain: Uint8Array, { aad, info }: Bound): Buffer {
  return hash(
    'md5',
    Buffer.concat([Buffer.from(point), encapsulated, aad, info, Buffer.of(0), plain]),
    'buffer',
  );
}

function pointNumbered(number: number): Buffer {
  const point = Buffer.alloc(POINT_BYTES);
  point[0] = 4;
  point.writeUInt32BE(number, 1);
  return point;
}
