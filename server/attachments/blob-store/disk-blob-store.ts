// Blobs as files: <folder>/ab/cd/<key>, each made elsewhere on the same file system, synced, and renamed into its place.
// Several servers may share the folder where its file system renames atomically and syncs truly (a local one, CephFS,
// NFS ≥ 4).

import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncPath } from '../../store/durable-folder.ts';
import { errorCode } from '../../store/fault.ts';
import { BlobDiffers, BlobMissing, type BlobStore, requireKey } from './blob-store.ts';
import { asStorageFull, type HashedFile, hashFile, writeScratchFile } from './scratch-file.ts';

export function createDiskBlobStore(folder: string): BlobStore {
  const scratch = join(folder, 'incoming');
  const pathOf = (key: string) => join(folder, requireKey(key).slice(0, 2), key.slice(2, 4), key);

  const statOf = async (key: string) => {
    try {
      return { byteLength: (await stat(pathOf(key))).size };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  };

  return {
    put: async (source, expected) => {
      const file =
        typeof source === 'string'
          ? await hashFound(source, expected)
          : await writeScratchFile(scratch, source);
      try {
        if (expected !== undefined && expected.digest !== file.digest) {
          throw new BlobDiffers('The bytes are not those that were announced');
        }
        await placeFile(file.path, pathOf(file.digest), folder);
      } catch (error) {
        // Somebody's file is still theirs: they may try again.
        if (typeof source !== 'string') await rm(file.path, { force: true });
        throw asStorageFull(error);
      }
      return { key: file.digest, byteLength: file.byteLength };
    },
    open: async (key, range) => {
      // Opened before it is promised, so that a missing blob is an error of this call and not of the stream.
      try {
        const file = await open(pathOf(key), 'r');
        return createReadStream('', { fd: file, ...range });
      } catch (error) {
        throw asMissing(error);
      }
    },
    stat: statOf,
    delete: async (key) => rm(pathOf(key), { force: true }),
    listOld: (beforeMs) => listOld(folder, scratch, beforeMs),
    deleteOld: async (key, beforeMs) => {
      await mkdir(scratch, { recursive: true, mode: 0o700 });
      return deleteOld(pathOf(key), join(scratch, randomUUID()), beforeMs);
    },
    asFile: async (key) => {
      if ((await statOf(key)) === undefined) throw new BlobMissing('No such blob');
      return { path: pathOf(key), release: async () => undefined };
    },
  };
}

async function hashFound(
  path: string,
  expected?: { digest: string; isHashed?: boolean },
): Promise<HashedFile> {
  if (!expected?.isHashed) return hashFile(path);
  return { path, digest: expected.digest, byteLength: (await stat(path)).size };
}

/** The name is on disk when its folder is synced, and a folder that was made when the one above it is. */
async function placeFile(from: string, to: string, root: string): Promise<void> {
  const folder = dirname(to);
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
  // Not when its last byte came, which may be weeks ago.
  const now = new Date();
  await utimes(from, now, now);
  await rename(from, to);
  const changed = [folder];
  if (firstMade !== undefined) {
    for (let above = dirname(folder); above.startsWith(root); above = dirname(above)) changed.push(above);
  }
  await Promise.all(changed.map(syncPath));
}

async function* listOld(root: string, scratch: string, beforeMs: number): AsyncGenerator<string> {
  await clearOld(scratch, beforeMs);
  for (const first of await namesIn(root, /^[0-9a-f]{2}$/)) {
    for (const second of await namesIn(join(root, first), /^[0-9a-f]{2}$/)) {
      const folder = join(root, first, second);
      for (const key of await namesIn(folder, /^[0-9a-f]{64}$/)) {
        if ((await putAt(join(folder, key))) < beforeMs) yield key;
      }
    }
  }
}

/** What a killed process was writing: half of somebody's recording, that no row will ever name and no retention finds. */
async function clearOld(scratch: string, beforeMs: number): Promise<void> {
  for (const name of await namesIn(scratch, /./)) {
    const path = join(scratch, name);
    if ((await putAt(path)) < beforeMs) await rm(path, { force: true });
  }
}

async function namesIn(folder: string, pattern: RegExp): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => pattern.test(name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Milliseconds since 1970; of what is not there, never. */
async function putAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** A put may replace the file at any moment: so it is moved aside first, and looked at where nobody else does. */
async function deleteOld(path: string, aside: string, beforeMs: number): Promise<boolean> {
  if ((await putAt(path)) >= beforeMs) return false;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  if ((await putAt(aside)) >= beforeMs) {
    await rename(aside, path);
    return false;
  }
  await rm(aside, { force: true });
  return true;
}

function asMissing(cause: unknown): unknown {
  return errorCode(cause) === 'ENOENT' ? new BlobMissing('No such blob', { cause }) : cause;
}
