// Where whole attachments and what is made of them are kept: by content, so that a key says what must come out.
//
// Invariants, held by tests/contracts/blob-store.test.ts against every implementation: 1. When `put` resolves the bytes
// survive a power cut. 2. A key is there whole or not at all. 3. Putting the same bytes twice is putting them once.
// 4. What is put again counts as new, so that nobody takes away what somebody is about to name.
// Whoever deletes a key has made sure that no row names it any more.

import type { Readable } from 'node:stream';

interface StoredBlob {
  /** Hex SHA-256 of the bytes. */
  key: string;
  byteLength: number;
}

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface BlobStore {
  /**
   * @param source bytes, or the path of a file on this machine that survives a power cut, which is consumed where
   * it becomes the blob: it may be moved away
   * @param expected hex SHA-256; @throws BlobDiffers where the bytes have another, and keeps nothing. `isHashed`: the
   * caller has written this very file and hashed what it wrote; a store that need not read it does not
   * @throws StorageFull
   */
  put: (
    source: AsyncIterable<Uint8Array> | string,
    expected?: { digest: string; isHashed?: boolean },
  ) => Promise<StoredBlob>;
  /** @throws BlobMissing */
  open: (key: string, range?: ByteRange) => Promise<Readable>;
  stat: (key: string) => Promise<{ byteLength: number } | undefined>;
  /** Of a key that is not there: nothing. */
  delete: (key: string) => Promise<void>;
  /** Keys of what was put before the instant. */
  listOld: (beforeMs: number) => AsyncIterable<string>;
  /** Deletes the key unless its bytes were put since. @returns whether it is gone */
  deleteOld: (key: string, beforeMs: number) => Promise<boolean>;
  /**
   * A file for tools that need one; it is read only, and the caller's until `release`.
   * @throws BlobMissing
   */
  asFile: (key: string) => Promise<{ path: string; release: () => Promise<void> }>;
}

export class BlobMissing extends Error {
  override readonly name = 'BlobMissing';
}

export class BlobDiffers extends Error {
  override readonly name = 'BlobDiffers';
}

/** No room for the bytes. The system may have some later. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}

/** @throws Error for anything else: a key becomes part of a path */
export function requireKey(key: string): string {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Error('Not a key of the blob store');
  return key;
}
