// A file of this machine that is being written: hashed on the way, synced at the end, gone where anything fails.

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../store/fault.ts';
import { StorageFull } from './blob-store.ts';

export interface HashedFile {
  path: string;
  /** Hex SHA-256. */
  digest: string;
  byteLength: number;
}

/** Writes `source` into a new file of the folder. @throws StorageFull, or what the source throws */
export async function writeScratchFile(
  folder: string,
  source: AsyncIterable<Uint8Array>,
): Promise<HashedFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let byteLength = 0;
    try {
      for await (const chunk of source) {
        hash.update(chunk);
        await writeAll(file, [chunk], byteLength);
        byteLength += chunk.byteLength;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { path, digest: hash.digest('hex'), byteLength };
  } catch (error) {
    await rm(path, { force: true });
    throw asStorageFull(error);
  }
}

/** Pieces that follow each other, as they are. A system may write less than it was given, and say so. */
export async function writeAll(
  file: FileHandle,
  pieces: readonly Uint8Array[],
  position: number,
): Promise<void> {
  let left = pieces.filter(({ byteLength }) => byteLength > 0);
  let at = position;
  while (left.length > 0) {
    const { bytesWritten } = await file.writev(left, at);
    at += bytesWritten;
    left = dropBytes(left, bytesWritten);
  }
}

function dropBytes(pieces: readonly Uint8Array[], count: number): Uint8Array[] {
  let dropped = 0;
  return pieces.flatMap((piece) => {
    const from = Math.min(piece.byteLength, count - dropped);
    dropped += from;
    return from < piece.byteLength ? [piece.subarray(from)] : [];
  });
}

export async function hashFile(path: string): Promise<HashedFile> {
  const hash = createHash('sha256');
  let byteLength = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
    byteLength += chunk.length;
  }
  return { path, digest: hash.digest('hex'), byteLength };
}

export function asStorageFull(cause: unknown): unknown {
  const code = errorCode(cause);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return isFull ? new StorageFull('No room for the bytes', { cause }) : cause;
}
