// Blobs as objects blobs/ab/cd/<key> of a bucket. What comes as a stream is first written to a file of this machine: its
// key is only known at its end, and the object store wants length and digest beforehand.

import { rm } from 'node:fs/promises';
import { BlobDiffers, type BlobStore, requireKey } from './blob-store.ts';
import type { S3Client } from './s3-client.ts';
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
      } finally {
        await rm(path, { force: true });
      }
      return { key: digest, byteLength };
    },
    open: async (key, range) => client.read(nameOf(key), range),
    stat: async (key) => client.stat(nameOf(key)),
    delete: async (key) => client.delete(nameOf(key)),
    // Between asking for an object's age and deleting it, it may have been put again, and not every object store can be told
    // to delete it only if it was not. What nobody names stays, and costs its room (docs/operate.md).
    listOld: nothing,
    deleteOld: async () => false,
    asFile: async (key) => {
      const { path } = await writeScratchFile(scratch, await client.read(nameOf(key)));
      return { path, release: () => rm(path, { force: true }) };
    },
  };
}

async function* nothing(): AsyncGenerator<string> {
  yield* [];
}
