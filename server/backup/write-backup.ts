// Puts a backup together, entry by entry as it is wanted, with no more in memory than one part of a table and the names of
// the blobs (32 bytes each).

import { createHash, type Hash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { BlobMissing, type BlobStore } from '../attachments/blob-store/blob-store.ts';
import type { Snapshot } from './database-snapshot.ts';
import {
  type BackupHeader,
  type BackupManifest,
  blobName,
  FORMAT,
  HEADER_NAME,
  MANIFEST_NAME,
  partName,
} from './manifest.ts';
import { fillAfter, tarEnd, writeHeader } from './tar.ts';

/** A part of a table is at least so long, unless it is the last. */
const PART_BYTES = 1024 * 1024;

export interface KeptFile {
  /** Relative to the data folder. */
  name: string;
  bytes: Buffer;
}

export interface BackupParts {
  snapshot: Snapshot;
  files: readonly KeptFile[];
  blobs: Pick<BlobStore, 'open' | 'stat'>;
  nowMs: number;
}

/** The archive, not yet encrypted. @returns the manifest that is its end */
export async function* writeBackup(parts: BackupParts): AsyncGenerator<Uint8Array, BackupManifest> {
  const { snapshot, files, nowMs } = parts;
  const id = randomUUID();
  const entry = (name: string, bytes: Buffer) => wholeEntry(name, bytes, nowMs);
  const header: BackupHeader = { format: FORMAT, id, ...snapshot.facts };
  yield* entry(HEADER_NAME, asJson(header));
  for (const { name, bytes } of files) yield* entry(name, bytes);
  const tables: BackupManifest['tables'] = {};
  for (const table of header.tables) tables[table.name] = yield* writeTable(parts, table);
  const named = await snapshot.blobs();
  const sequences = await snapshot.sequences();
  await snapshot.end();
  const { missing, ...blobs } = yield* writeBlobs(parts, named);
  const manifest: BackupManifest = {
    id,
    tables,
    sequences,
    files: Object.fromEntries(files.map(({ name, bytes }) => [name, sha256(bytes)])),
    blobs,
    missing,
  };
  yield* entry(MANIFEST_NAME, asJson(manifest));
  yield tarEnd();
  return manifest;
}

async function* writeTable(
  { snapshot, nowMs }: BackupParts,
  table: BackupHeader['tables'][number],
): AsyncGenerator<Uint8Array, BackupManifest['tables'][string]> {
  const hash = createHash('sha256');
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let part = 0;
  const rows = snapshot.rows(table);
  for (;;) {
    const { done, value } = await rows.next();
    if (!done) {
      hash.update(value);
      waiting.push(value);
      waitingBytes += value.length;
    }
    if (waitingBytes > 0 && (done || waitingBytes >= PART_BYTES)) {
      part += 1;
      yield* wholeEntry(partName(table.name, part), Buffer.concat(waiting), nowMs);
      waiting = [];
      waitingBytes = 0;
    }
    if (done) return { rows: value, sha256: hash.digest('hex') };
  }
}

async function* writeBlobs(
  { blobs, nowMs }: BackupParts,
  named: Awaited<ReturnType<Snapshot['blobs']>>,
): AsyncGenerator<Uint8Array, BackupManifest['blobs'] & Pick<BackupManifest, 'missing'>> {
  const names = createHash('sha256');
  const missing: string[] = [];
  let count = 0;
  let bytes = 0;
  for (const { key: raw, isOwed } of named) {
    const key = raw.toString('hex');
    const opened = await open(blobs, key);
    if (!opened) {
      if (isOwed) missing.push(key);
      continue;
    }
    const { source, byteLength } = opened;
    yield writeHeader({ name: blobName(key), byteLength }, nowMs);
    const hash = createHash('sha256');
    yield* exactly(source, byteLength, hash);
    yield Buffer.alloc(fillAfter(byteLength));
    // What a disk has changed is copied as it is: part of a film is more than none. But it is told.
    if (hash.digest('hex') !== key) missing.push(key);
    names.update(`${key}\n`);
    count += 1;
    bytes += byteLength;
  }
  return { count, bytes, sha256: names.digest('hex'), missing };
}

async function open(
  blobs: BackupParts['blobs'],
  key: string,
): Promise<{ source: Readable; byteLength: number } | undefined> {
  const found = await blobs.stat(key);
  if (!found) return undefined;
  try {
    return { source: await blobs.open(key), byteLength: found.byteLength };
  } catch (error) {
    if (error instanceof BlobMissing) return undefined;
    throw error;
  }
}

/** As many bytes as were announced, whatever comes. */
async function* exactly(source: Readable, byteLength: number, hash: Hash): AsyncGenerator<Uint8Array> {
  let missing = byteLength;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const piece = chunk.subarray(0, missing);
    hash.update(chunk);
    missing -= piece.length;
    if (piece.length > 0) yield piece;
  }
  while (missing > 0) {
    const zeros = Buffer.alloc(Math.min(missing, 65_536));
    hash.update(zeros);
    missing -= zeros.length;
    yield zeros;
  }
}

function* wholeEntry(name: string, bytes: Buffer, nowMs: number): Generator<Uint8Array> {
  yield writeHeader({ name, byteLength: bytes.length }, nowMs);
  yield bytes;
  yield Buffer.alloc(fillAfter(bytes.length));
}

function asJson(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
