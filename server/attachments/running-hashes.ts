// SHA-256 of uploads that come through this process from their first byte on, hashed on the way, so that the whole need not
// be read again at the end. What is not here (another process had a part of it, or too many are under way) is read again.

import { createHash, type Hash } from 'node:crypto';

/** Each takes some hundred bytes. */
const MOST = 10_000;

export interface RunningHash {
  hash: Hash;
  /** Bytes that it covers. */
  at: number;
}

export class RunningHashes {
  readonly #hashes = new Map<string, RunningHash>();

  /** Taken out: whoever adds bytes to it puts it back when they count, or leaves it out. */
  take(uploadId: string, at: number): RunningHash | undefined {
    const known = this.#hashes.get(uploadId);
    this.#hashes.delete(uploadId);
    if (at === 0) return { hash: createHash('sha256'), at: 0 };
    return known?.at === at ? known : undefined;
  }

  keep(uploadId: string, running: RunningHash): void {
    const [oldest] = this.#hashes.keys();
    if (this.#hashes.size >= MOST && oldest !== undefined) this.#hashes.delete(oldest);
    this.#hashes.set(uploadId, running);
  }
}
