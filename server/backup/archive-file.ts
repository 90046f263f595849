// The archive as a file: it has its name only when it is whole and on the disk. One that is there already is never replaced.

import { createReadStream } from 'node:fs';
import { type FileHandle, link, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StorageFull } from '../attachments/blob-store/blob-store.ts';
import { asStorageFull, writeAll } from '../attachments/blob-store/scratch-file.ts';
import { syncPath } from '../store/durable-folder.ts';
import { errorCode, systemErrorCode } from '../store/fault.ts';
import { backupFault } from './backup-fault.ts';

const READ_BYTES = 256 * 1024;
/** SQLSTATE disk_full: PostgreSQL's own. */
const DATABASE_FULL = '53100';

/** Before anything is begun. @throws BackupFault 'fileExists', 'fileUnwritable' */
export async function requireNew(path: string): Promise<void> {
  const folder = dirname(path);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw backupFault('fileUnwritable', { path: folder, reason: 'ENOENT' });
  const isThere = await stat(path).then(
    () => true,
    (error: unknown) => systemErrorCode(error) !== 'ENOENT',
  );
  if (isThere) throw backupFault('fileExists', { path });
}

/** @returns how long it is @throws BackupFault 'noRoom', 'fileUnwritable', 'fileExists', or what the source throws */
export async function writeArchive(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  await requireNew(path);
  // One that a killed backup left behind is written over.
  const unfinished = `${path}.unfinished`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    let byteLength: number;
    try {
      byteLength = await writeSynced(file, source);
    } finally {
      await file.close();
    }
    await link(unfinished, path);
    await rm(unfinished);
    await syncPath(dirname(path));
    return byteLength;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw asWriteFault(error, path);
  }
}

/** @throws BackupFault, or what the source throws */
export async function writeSynced(file: FileHandle, source: AsyncIterable<Uint8Array>): Promise<number> {
  let byteLength = 0;
  for await (const piece of source) {
    await writeAll(file, [piece], byteLength);
    byteLength += piece.byteLength;
  }
  await file.sync();
  return byteLength;
}

/** Of writing below the path: no room, no right, no disk. What is not the system's is thrown on as it is. */
export function asWriteFault(cause: unknown, path: string): unknown {
  const isFull = asStorageFull(cause) instanceof StorageFull || errorCode(cause) === DATABASE_FULL;
  if (isFull) return backupFault('noRoom', { path }, cause);
  const reason = errorCode(cause);
  if (reason === 'EEXIST') return backupFault('fileExists', { path }, cause);
  const isSystem = cause instanceof Error && 'syscall' in cause && reason !== undefined;
  return isSystem ? backupFault('fileUnwritable', { path, reason }, cause) : cause;
}

/** @throws BackupFault 'fileUnreadable', when it is read */
export async function* readArchive(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: READ_BYTES });
  } catch (cause) {
    throw backupFault('fileUnreadable', { path, reason: systemErrorCode(cause) }, cause);
  }
}
