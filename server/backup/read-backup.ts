// Reads an archive to its end and compares everything in it with what its end says, for a look (verify) as for a restore:
// every byte is judged before anybody is told that the whole is there.

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { backupFault, damaged } from './backup-fault.ts';
import {
  type BackupHeader,
  type BackupManifest,
  blobKeyOf,
  FORMAT,
  findDifference,
  HEADER_NAME,
  headerSchema,
  isKeptFile,
  MANIFEST_NAME,
  manifestSchema,
  tableOf,
} from './manifest.ts';
import { TarReader } from './tar-reader.ts';

/** Whoever takes what is read. Bytes that are not taken are read on and compared nevertheless. */
export interface BackupTaker {
  begin: (header: BackupHeader) => Promise<void>;
  file: (name: string, bytes: Buffer) => Promise<void>;
  /** Once for each table that has rows: all of them. */
  rows: (table: BackupHeader['tables'][number], bytes: AsyncIterable<Buffer>) => Promise<void>;
  blob: (key: string, bytes: AsyncIterable<Buffer>) => Promise<void>;
}

export const takeNothing: BackupTaker = {
  begin: async () => undefined,
  file: async () => undefined,
  rows: async () => undefined,
  blob: async () => undefined,
};

const MOST_JSON_BYTES = 64 * 1024 * 1024;
const MOST_FILE_BYTES = 1024 * 1024;

export interface ReadBackup {
  header: BackupHeader;
  manifest: BackupManifest;
}

/** @param plain the archive, decrypted @throws BackupFault, or what the taker throws */
export async function readBackup(plain: AsyncIterable<Uint8Array>, taker: BackupTaker): Promise<ReadBackup> {
  const tar = new TarReader(plain);
  const first = await tar.next();
  if (first?.name !== HEADER_NAME) throw damaged(HEADER_NAME);
  const header = readHeader(await tar.text(MOST_JSON_BYTES));
  await taker.begin(header);
  const read = new Reading(header);
  let entry = await tar.next();
  while (entry && entry.name !== MANIFEST_NAME) {
    const { name } = entry;
    const table = tableOf(name);
    const key = blobKeyOf(name);
    if (table !== undefined) {
      entry = await read.table(tar, table, taker);
      continue;
    }
    if (key !== undefined) await read.blob(tar, key, taker);
    else if (isKeptFile(name)) await read.file(name, await tar.text(MOST_FILE_BYTES), taker);
    else throw damaged(name);
    entry = await tar.next();
  }
  if (!entry) throw damaged(MANIFEST_NAME);
  const parsed = v.safeParse(manifestSchema, parseJson(await tar.text(MOST_JSON_BYTES)));
  if (!parsed.success) throw damaged(MANIFEST_NAME);
  if (await tar.next()) throw damaged(MANIFEST_NAME);
  const manifest = parsed.output;
  const difference = findDifference(manifest, read.result()) ?? read.wrongBlob(new Set(manifest.missing));
  if (difference !== undefined) throw backupFault('differs', { where: difference });
  return { header, manifest };
}

class Reading {
  readonly #id: string;
  readonly #tables: ReadonlyMap<string, BackupHeader['tables'][number]>;
  readonly #rows: BackupManifest['tables'];
  readonly #files: BackupManifest['files'] = {};
  readonly #names = createHash('sha256');
  #count = 0;
  #bytes = 0;
  #wrong: string[] = [];

  constructor({ id, tables }: BackupHeader) {
    this.#id = id;
    this.#tables = new Map(tables.map((table) => [table.name, table]));
    const none = { rows: 0, sha256: createHash('sha256').digest('hex') };
    this.#rows = Object.fromEntries(tables.map(({ name }) => [name, none]));
  }

  /** All parts of it. @returns the entry after them */
  async table(tar: TarReader, name: string, taker: BackupTaker) {
    const table = this.#tables.get(name);
    if (!table || this.#rows[name]?.rows !== 0) throw damaged(`tables/${name}`);
    const hash = createHash('sha256');
    let rows = 0;
    let after: Awaited<ReturnType<TarReader['next']>>;
    async function* parts(): AsyncGenerator<Buffer> {
      do {
        for await (const piece of tar.body()) {
          hash.update(piece);
          // COPY writes a line feed inside of a value as \n: each byte of this kind ends a row.
          for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) rows += 1;
          yield piece;
        }
        after = await tar.next();
      } while (after && tableOf(after.name) === name);
    }
    const bytes = parts();
    await taker.rows(table, bytes);
    // Whatever the taker has left.
    for (let more = await bytes.next(); !more.done; more = await bytes.next());
    this.#rows[name] = { rows, sha256: hash.digest('hex') };
    return after;
  }

  async blob(tar: TarReader, key: string, taker: BackupTaker): Promise<void> {
    const hash = createHash('sha256');
    const count = (length: number) => {
      this.#bytes += length;
    };
    async function* pieces(): AsyncGenerator<Buffer> {
      for await (const piece of tar.body()) {
        hash.update(piece);
        count(piece.length);
        yield piece;
      }
    }
    const bytes = pieces();
    await taker.blob(key, bytes);
    for (let more = await bytes.next(); !more.done; more = await bytes.next());
    if (hash.digest('hex') !== key) this.#wrong.push(key);
    this.#names.update(`${key}\n`);
    this.#count += 1;
  }

  async file(name: string, bytes: Buffer, taker: BackupTaker): Promise<void> {
    this.#files[name] = createHash('sha256').update(bytes).digest('hex');
    await taker.file(name, bytes);
  }

  result(): Parameters<typeof findDifference>[1] {
    const blobs = { count: this.#count, bytes: this.#bytes, sha256: this.#names.digest('hex') };
    return { id: this.#id, tables: this.#rows, files: this.#files, blobs };
  }

  /** A blob that is not what its name says, unless it was not so already when the backup was made. */
  wrongBlob(known: ReadonlySet<string>): string | undefined {
    return this.#wrong.find((key) => !known.has(key));
  }
}

function readHeader(bytes: Buffer): BackupHeader {
  const json = parseJson(bytes);
  const { output, success } = v.safeParse(headerSchema, json);
  if (success) return output;
  const { success: hasFormat, output: found } = v.safeParse(v.object({ format: v.number() }), json);
  if (hasFormat && found.format > FORMAT) throw backupFault('newerFormat', { format: String(found.format) });
  throw damaged(HEADER_NAME);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw damaged('json', cause);
  }
}
