// A restore, into a data folder and a database in which nothing is. Broken off at any moment, it leaves a folder that says so
// (store/restore-mark.ts), that no server starts on, and into which the same backup can be restored again.
//
//   lock ─▶ open the archive ─▶ look: is there nothing? ─▶ mark ─▶ keys, anchors, rows, blobs ─▶ compare with the archive's end
//        ─▶ commit ─▶ newest schema, keys fit ─▶ remove the mark

import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Decrypter } from 'age-encryption';
import { openAttachmentStores } from '../attachments/attachment-stores.ts';
import { BlobDiffers } from '../attachments/blob-store/blob-store.ts';
import { agreeOnKeys } from '../intake/shared-keys.ts';
import { SYSTEM } from '../store/access.ts';
import type { OpenDatabase, OpenResult, StoreLogger } from '../store/contract.ts';
import { prepareDataFolder } from '../store/data-folder.ts';
import { type DataLock, takeDataLock } from '../store/data-lock.ts';
import { databaseFolderOf } from '../store/database-folder.ts';
import { syncPath } from '../store/durable-folder.ts';
import { openLocked, withFolderFaults } from '../store/embedded-postgres.ts';
import { isConnectionLost } from '../store/fault.ts';
import { openGiven } from '../store/given-postgres.ts';
import { MIGRATIONS } from '../store/migrations/all.ts';
import { openPool } from '../store/pool.ts';
import { clearLeftover } from '../store/postgres-process.ts';
import { prepareSchema } from '../store/prepare-schema.ts';
import { RESTORE_MARK, readRestoreMark, removeRestoreMark, writeRestoreMark } from '../store/restore-mark.ts';
import type { Database } from '../store/schema.ts';
import { decrypt } from './age.ts';
import { asWriteFault, readArchive } from './archive-file.ts';
import { backupFault, KeysRefused, StoreRefused } from './backup-fault.ts';
import type { BackupConfig } from './make-backup.ts';
import { type ReadBackup, readBackup } from './read-backup.ts';
import { beginRestore, type RestoringDatabase, requireKnown } from './restore-database.ts';

/** What may be in a folder that counts as empty. `lost+found` is a file system's own. */
const OF_NOBODY = ['lock', 'lock-holder.json', 'lost+found'];
/** What a restore that was broken off has left, to be made anew. Blobs are what their names say, and stay; half of one goes. */
const MADE_ANEW = ['database', 'keys', 'audit-anchors', 'run', 'postgres.log', join('blobs', 'incoming')];

export interface RestoreOptions {
  path: string;
  decrypter: Decrypter;
  log: StoreLogger;
  nowMs: number;
}

/** @throws BackupFault, StoreRefused, KeysRefused */
export async function restoreBackup(
  config: BackupConfig,
  { path, decrypter, log, nowMs }: RestoreOptions,
): Promise<ReadBackup> {
  const lock = await withFolderFaults(config.dataDir, async () =>
    takeDataLock(await prepareDataFolder(config.dataDir), 'command'),
  );
  if (!lock.ok) throw new StoreRefused(lock.fault);
  const restore = new Restore(config, lock, { log, nowMs });
  try {
    const read = await readBackup(decrypt(decrypter, readArchive(path), path), {
      begin: (header) => restore.begin(header),
      file: (name, bytes) => restore.file(name, bytes),
      rows: (table, bytes) => restore.rows(table, bytes),
      blob: (key, bytes) => restore.blob(key, bytes),
    });
    await restore.finish(read);
    return read;
  } catch (error) {
    throw isConnectionLost(error)
      ? backupFault('databaseLost', {}, error)
      : asWriteFault(error, config.dataDir);
  } finally {
    await restore.close();
  }
}

class Restore {
  readonly #config: BackupConfig;
  readonly #lock: DataLock;
  readonly #log: StoreLogger;
  readonly #nowMs: number;
  readonly #blobs: ReturnType<typeof openAttachmentStores>['blobs'];
  #database: OpenDatabase | undefined;
  #rows: RestoringDatabase | undefined;
  /** The lock goes with an embedded database. */
  #isLockOurs = true;

  constructor(config: BackupConfig, lock: DataLock, { log, nowMs }: Pick<RestoreOptions, 'log' | 'nowMs'>) {
    this.#config = config;
    this.#lock = lock;
    this.#log = log;
    this.#nowMs = nowMs;
    this.#blobs = openAttachmentStores(config).blobs;
  }

  async begin(header: ReadBackup['header']): Promise<void> {
    requireKnown(header);
    const { dataDir } = this.#config;
    const { databaseUrl, databaseOwnerUrl } = this.#config;
    const options = { isResumed: await requireEmpty(dataDir, header.id), nowMs: this.#nowMs };
    if (databaseUrl === undefined) {
      await endLeftover(dataDir);
      await leaveMark(dataDir, header.id);
      this.#isLockOurs = false;
      this.#database = must(await openLocked(this.#config, this.#log, this.#lock));
      this.#rows = await beginRestore(this.#database, header, options);
    } else {
      // One that cannot be had, or is in use, leaves no mark: until the commit nobody sees what is done in it.
      this.#database = must(await openGiven(databaseUrl, databaseOwnerUrl, 0));
      this.#rows = await beginRestore(this.#database, header, options);
      await leaveMark(dataDir, header.id);
    }
  }

  async file(name: string, bytes: Buffer): Promise<void> {
    const path = join(this.#config.dataDir, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
    await syncPath(dirname(path));
  }

  async rows(table: ReadBackup['header']['tables'][number], bytes: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#rows?.rows(table, bytes);
  }

  async blob(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      await this.#blobs.put(bytes, { digest: key });
    } catch (error) {
      // Nothing is kept. Whether it was so already when the backup was made, its end says.
      if (!(error instanceof BlobDiffers)) throw error;
    }
  }

  /** The archive is whole, and everything in it has been compared. */
  async finish({ manifest }: ReadBackup): Promise<void> {
    const database = this.#database;
    if (!database) throw new Error('A backup that has not begun');
    await this.#rows?.commit(manifest.sequences);
    await this.#rows?.close();
    const prepared = await prepareSchema(database, MIGRATIONS);
    if (!prepared.ok) throw new StoreRefused(prepared.fault);
    const pool = openPool<Database>(database, { databasePoolSize: 1 }, this.#log, {
      applicationName: 'kopru-restore',
    });
    try {
      // Nothing that a server has used: there were no keys to keep.
      const isUsed = Object.keys(manifest.files).some((name) => name.startsWith('keys/'));
      const agreed = isUsed ? await agreeOnKeys(pool.as(SYSTEM), this.#config) : { ok: true as const };
      if (!agreed.ok) throw new KeysRefused(agreed.faults);
    } finally {
      await pool.close();
    }
    await syncPath(this.#config.dataDir);
    await removeRestoreMark(this.#config.dataDir);
  }

  async close(): Promise<void> {
    await this.#rows?.close().catch(() => undefined);
    await this.#database?.close();
    if (this.#isLockOurs) await this.#lock.release();
  }
}

function must(opened: OpenResult): OpenDatabase {
  if (!opened.ok) throw new StoreRefused(opened.fault);
  return opened.database;
}

/** @returns whether this very restore was broken off here @throws BackupFault 'folderNotEmpty', 'otherRestore' */
async function requireEmpty(dataDir: string, backupId: string): Promise<boolean> {
  const mark = await readRestoreMark(dataDir);
  if (mark === undefined) {
    const names = (await readdir(dataDir)).filter((name) => !OF_NOBODY.includes(name));
    const [name] = names.toSorted();
    if (name !== undefined) throw backupFault('folderNotEmpty', { path: dataDir, name });
  } else if (mark !== backupId) {
    throw backupFault('otherRestore', { path: join(dataDir, RESTORE_MARK) });
  }
  return mark !== undefined;
}

/** The PostgreSQL of a restore that was killed may still be ending. */
async function endLeftover(dataDir: string): Promise<void> {
  const ended = await clearLeftover(databaseFolderOf(dataDir), join(dataDir, 'run'));
  if (!ended.ok) throw new StoreRefused(ended.fault);
}

async function leaveMark(dataDir: string, backupId: string): Promise<void> {
  await writeRestoreMark(dataDir, backupId);
  for (const name of MADE_ANEW) await rm(join(dataDir, name), { recursive: true, force: true });
}
