// Where the bytes of an unfinished upload are. An upload is a list of parts without a gap; the list is in PostgreSQL
// (upload_part), so that every server sees the same, and only what the list names counts.
//
// Invariants, held by tests/contracts/part-store.test.ts against both implementations: 1. What `flush` has returned
// survives a power cut. 2. A part is written by one process only, so that a server whose lease ran out while it slept
// cannot touch what another has written. 3. What was written and not flushed is never part of a whole.

export interface Part {
  /** Offset in the whole. */
  firstByte: number;
  byteLength: number;
  name: string;
}

export interface PartWriter {
  /** The bytes are the caller's again when it has ended. @throws StorageFull */
  write: (bytes: Uint8Array) => Promise<void>;
  /**
   * Makes durable what was written before; more may be written meanwhile, but no other flush begun.
   * @returns the parts that are new or have grown, to be listed
   * @throws StorageFull
   */
  flush: () => Promise<Part[]>;
  /** Ends the writing; what was not flushed is thrown away. */
  close: () => Promise<void>;
}

export interface PartStore {
  /** How much a writer may leave unflushed: so much is sent again after a broken connection. */
  flushEvery: { bytes: number; ms: number };
  /**
   * @param last the part that ends where the new bytes begin, if there is one
   * @throws PartMissing where it was to go on in that and it is gone, StorageFull
   */
  openWriter: (uploadId: string, firstByte: number, last: Part | undefined) => Promise<PartWriter>;
  /**
   * The whole: bytes, or the path of a file that holds exactly them, survives a power cut, and may be consumed.
   * @throws PartMissing where a part is not there (the stream may throw it later)
   */
  gather: (parts: readonly Part[]) => Promise<AsyncIterable<Uint8Array> | string>;
  remove: (parts: readonly Pick<Part, 'name'>[]) => Promise<void>;
  /** Names of what is here since before the given instant, listed or not. */
  list: (beforeMs: number) => Promise<string[]>;
}

export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}
