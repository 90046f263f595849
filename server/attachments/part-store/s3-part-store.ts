// Parts as objects uploads/<upload>/<first byte>.<random>: an object cannot grow, so a part is what came between two
// flushes. It waits in memory until then.

import { createHash, randomBytes } from 'node:crypto';
import { BlobMissing } from '../blob-store/blob-store.ts';
import type { S3Client } from '../blob-store/s3-client.ts';
import { type Part, PartMissing, type PartStore, type PartWriter } from './part-store.ts';

/** Fewer, larger objects than files: each costs a request, now and when the whole is put together. */
const FLUSH_EVERY = { bytes: 8 * 1024 * 1024, ms: 10_000 };

export function createS3PartStore(client: S3Client): PartStore {
  return {
    flushEvery: FLUSH_EVERY,
    openWriter: async (uploadId, firstByte) => createWriter(client, uploadId, firstByte),
    gather: async (parts) => concatenate(client, parts),
    remove: async (parts) => {
      for (const { name } of parts) await client.delete(name);
    },
    // An object that a crash left unlisted is removed by the bucket's own rule for uploads/ (docs/operate.md).
    list: async () => [],
  };
}

function createWriter(client: S3Client, uploadId: string, firstByte: number): PartWriter {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let next = firstByte;
  let unflushed: Part[] = [];
  let sending: Promise<void> = Promise.resolve();

  /** One after the other: a list of parts has no gap. */
  function send(): Promise<void> {
    if (waitingBytes === 0) return sending;
    const bytes = Buffer.concat(waiting);
    const part = { firstByte: next, byteLength: bytes.length, name: nameOf(next) };
    next += bytes.length;
    waiting = [];
    waitingBytes = 0;
    sending = sending.then(async () => {
      await client.putBytes(part.name, bytes, createHash('sha256').update(bytes).digest('hex'));
      unflushed.push(part);
    });
    return sending;
  }

  const nameOf = (firstByte: number) => `uploads/${uploadId}/${firstByte}.${randomBytes(8).toString('hex')}`;

  return {
    write: async (bytes) => {
      waiting.push(Buffer.from(bytes));
      waitingBytes += bytes.byteLength;
      if (waitingBytes >= FLUSH_EVERY.bytes) await send();
    },
    flush: async () => {
      await send();
      const parts = unflushed;
      unflushed = [];
      return parts;
    },
    close: async () => {
      await sending.catch(() => undefined);
      for (const { name } of unflushed) await client.delete(name);
    },
  };
}

async function* concatenate(client: S3Client, parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const { name } of parts) {
    try {
      yield* await client.read(name);
    } catch (cause) {
      throw cause instanceof BlobMissing ? new PartMissing('A part is not there', { cause }) : cause;
    }
  }
}
