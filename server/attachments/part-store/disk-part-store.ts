// Parts as files. A process goes on with the file that it wrote last, so that an upload through one server is one file,
// which then only has to be renamed; another process (a restart, another server) begins a new one.

import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { syncPath } from '../../store/durable-folder.ts';
import { errorCode } from '../../store/fault.ts';
import { asStorageFull, writeAll } from '../blob-store/scratch-file.ts';
import { type Part, PartMissing, type PartStore, type PartWriter } from './part-store.ts';

const WRITE_BYTES = 512 * 1024;
/** The disk begins on so much while more comes, so that at the end little is left to wait for. */
const WRITE_BACK_BYTES = 4 * 1024 * 1024;
const FLUSH_EVERY = { bytes: 16 * 1024 * 1024, ms: 2_000 };

export function createDiskPartStore(folder: string): PartStore {
  const process = randomBytes(6).toString('hex');
  const pathOf = (name: string) => join(folder, name);
  return {
    flushEvery: FLUSH_EVERY,
    openWriter: async (uploadId, firstByte, last) => {
      const isOurs = last?.name.startsWith(`${uploadId}.${process}.`) ?? false;
      if (last && isOurs) return openFile(pathOf(last.name), last);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const attempt = randomBytes(4).toString('hex');
      const part = { firstByte, byteLength: 0, name: `${uploadId}.${process}.${attempt}` };
      return openFile(pathOf(part.name), part);
    },
    gather: async (parts) => {
      const [only, ...others] = parts;
      if (!only || others.length > 0) return concatenate(parts, pathOf);
      const path = pathOf(only.name);
      try {
        if ((await stat(path)).size !== only.byteLength) {
          await truncate(path, only.byteLength);
          await syncPath(path);
        }
      } catch (error) {
        throw asMissing(error);
      }
      return path;
    },
    remove: async (parts) => {
      for (const { name } of parts) await rm(pathOf(name), { force: true });
    },
    list: async (beforeMs) => {
      const names = await readdir(folder).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return [];
        throw error;
      });
      const old = await Promise.all(names.map(async (name) => (await ageOf(pathOf(name))) < beforeMs));
      return names.filter((_, index) => old[index]);
    },
  };
}

async function openFile(path: string, { firstByte, byteLength, name }: Part): Promise<PartWriter> {
  const isNew = byteLength === 0;
  let flushed = byteLength;
  let end = byteLength;
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, isNew ? 'wx' : 'r+', 0o600);
  } catch (error) {
    throw asStorageFull(asMissing(error));
  }
  let syncing = isNew ? begin(syncPath(join(path, '..'))) : Promise.resolve();
  let written = byteLength;
  let begunTo = byteLength;
  // Pieces come as small as the network's packets; one call for each would cost more than the disk.
  let waiting: Buffer | undefined;
  let waitingBytes = 0;
  let spare: Buffer | undefined;

  async function writeWaiting(): Promise<void> {
    const bytes = waiting;
    if (!bytes) return;
    const at = end;
    const count = waitingBytes;
    end += count;
    waiting = undefined;
    waitingBytes = 0;
    try {
      await writeAll(file, [bytes.subarray(0, count)], at);
    } catch (error) {
      throw asStorageFull(error);
    }
    spare = bytes;
    written = at + count;
    if (written - begunTo < WRITE_BACK_BYTES) return;
    begunTo = written;
    // A disk tells of a failure once: whoever asks at the end must hear of this one.
    syncing = begin(Promise.all([syncing, file.datasync()]).then(() => undefined));
  }

  return {
    write: async (bytes) => {
      for (let taken = 0; taken < bytes.byteLength; ) {
        waiting ??= spare ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
        spare = undefined;
        const piece = bytes.subarray(taken, taken + WRITE_BYTES - waitingBytes);
        waiting.set(piece, waitingBytes);
        waitingBytes += piece.byteLength;
        taken += piece.byteLength;
        if (waitingBytes === WRITE_BYTES) await writeWaiting();
      }
    },
    flush: async () => {
      const writing = writeWaiting();
      // What is written from here on is for the next time.
      const until = end;
      await writing;
      if (until === flushed) return [];
      try {
        await Promise.all([file.datasync(), syncing]);
      } catch (error) {
        throw asStorageFull(error);
      }
      begunTo = Math.max(begunTo, until);
      flushed = until;
      return [{ firstByte, byteLength: flushed, name }];
    },
    close: async () => {
      // A disk that is full gets back what it could not keep.
      await syncing.catch(() => undefined);
      if (end > flushed && flushed > 0) await file.truncate(flushed);
      await file.close();
      if (flushed === 0) await rm(path, { force: true });
    },
  };
}

/** Of what goes wrong hears whoever waits for it, later. */
function begin(syncing: Promise<void>): Promise<void> {
  syncing.catch(() => undefined);
  return syncing;
}

async function* concatenate(
  parts: readonly Part[],
  pathOf: (name: string) => string,
): AsyncGenerator<Uint8Array> {
  for (const { name, byteLength } of parts) {
    let length = 0;
    try {
      for await (const chunk of createReadStream(pathOf(name), {
        end: byteLength - 1,
        highWaterMark: 2 ** 20,
      })) {
        length += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw asMissing(error);
    }
    if (length < byteLength) throw new PartMissing('A part is shorter than it was');
  }
}

async function ageOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs ?? Number.POSITIVE_INFINITY;
}

function asMissing(cause: unknown): unknown {
  return errorCode(cause) === 'ENOENT' ? new PartMissing('A part is not there', { cause }) : cause;
}
