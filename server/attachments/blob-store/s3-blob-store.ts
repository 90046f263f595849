// Blobs as objects blobs/ab/cd/<key> of a bucket. What comes as a stream is first written to a file of this machine: its
// key is only known at its end, and the object store wants length and digest beforehand.

import { rm } from 'node:fs/promises';
import { BlobDiffers, type BlobStore, requireKey } from './blob-store.ts';
import type { S3Client } from './s3-client.ts';
import { afterSweep, forgetSweeps, sweepObject } from './s3-sweep.ts';
import { hashFile, writeScratchFile } from './scratch-file.ts';

/** @param scratch folder of this machine for files on their way */
export function createS3BlobStore(client: S3Client, scratch: string): BlobStore {
  const nameOf = (key: string) => `blobs/${requireKey(key).slice(0, 2)}/${key.slice(2, 4)}/${key}`;
  return {
    put: async (source, expected) => {
      const { path, digest, byteLength } =
        typeof source === 'string' ? await hashFile(source) : await writeScratchFile(scratch, source);
      try {
        if (expected !== undefined && expected.digest !== digest) {
          throw new BlobDiffers('The bytes are not those that were announced');
        }
        await client.putFile(nameOf(digest), path, digest);
        await afterSweep(client, nameOf(digest), () => client.putFile(nameOf(digest), path, digest));
      } finally {
        await rm(path, { force: true });
      }
      return { key: digest, byteLength };
    },
    open: async (key, range) => client.read(nameOf(key), range),
    stat: async (key) => {
      const found = await client.stat(nameOf(key));
      return found && { byteLength: found.byteLength };
    },
    delete: async (key) => client.delete(nameOf(key)),
    listOld: (beforeMs) => listOld(client, beforeMs),
    deleteOld: (key, beforeMs) => sweepObject(client, nameOf(key), beforeMs),
    asFile: async (key) => {
      const { path } = await writeScratchFile(scratch, await client.read(nameOf(key)));
      return { path, release: () => rm(path, { force: true }) };
    },
  };
}

async function* listOld(client: S3Client, beforeMs: number): AsyncGenerator<string> {
  await forgetSweeps(client);
  for await (const { name, writtenAtMs } of client.list('blobs/')) {
    const key = name.slice(name.lastIndexOf('/') + 1);
    if (writtenAtMs < beforeMs && /^[0-9a-f]{64}$/.test(key)) yield key;
  }
}
