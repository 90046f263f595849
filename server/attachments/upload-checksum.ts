// The checksum of one part of an upload (tus 1.0, checksum extension), which the library does not know:
//   "Once the entire request has been received, the Server MUST verify the uploaded chunk against the provided checksum
//    using the specified algorithm."
// Not to be mixed up with the SHA-256 of the whole, which the manifest holds.

import { createHash, type Hash } from 'node:crypto';

/** "The Server MUST support at least the SHA1 checksum algorithm identified by sha1." */
export const CHECKSUM_ALGORITHMS = ['sha256', 'sha1'] as const;
const DIGEST_BYTES = { sha256: 32, sha1: 20 } as const;

export interface Checksum {
  algorithm: (typeof CHECKSUM_ALGORITHMS)[number];
  digest: Buffer;
}

/** "The Upload-Checksum request header … MUST consist of the name of the used checksum algorithm and the Base64 encoded checksum separated by a space." */
export function parseChecksum(header: string): Checksum | undefined {
  const [, name, base64 = ''] = /^([a-z0-9]+) ([A-Za-z0-9+/]+={0,2})$/.exec(header.trim()) ?? [];
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name);
  const digest = Buffer.from(base64, 'base64');
  if (!algorithm || digest.length !== DIGEST_BYTES[algorithm]) return undefined;
  return { algorithm, digest };
}

export interface ChecksumCheck {
  update: (bytes: Uint8Array) => void;
  holds: () => boolean;
}

/** @param running SHA-256 that gets the very same bytes: then they are not hashed twice */
export function checkChecksum({ algorithm, digest }: Checksum, running?: Hash): ChecksumCheck {
  if (running && algorithm === 'sha256')
    return { update: () => undefined, holds: () => running.copy().digest().equals(digest) };
  const hash = createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    holds: () => hash.digest().equals(digest),
  };
}
