// Owns the one lock on a data folder: whoever holds it is the only process that starts a PostgreSQL there.
// Node has no flock, so the lock is SQLite's: an exclusive transaction on an empty file, which is an fcntl
// lock underneath. The kernel drops it with the process, kill -9 included; it cannot go stale, there is no
// moment between "looked" and "took", and it also holds between containers that share the folder.
// The note beside it (who holds the lock) is for people and for patience; nothing is decided by it alone.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { giveToFolderOwner } from './durable-folder.ts';
import { errorCode, type Failed, failed, systemErrorCode } from './fault.ts';

/** A command opens the folder for seconds, so a starting server waits for it; a server holds it for good. */
export type HolderRole = 'server' | 'command';

export type DataLock = Readonly<{ ok: true; release: () => Promise<void> }>;

// A note can be a moment older than the lock, so even a server's is read again for a second.
const patienceMs = { server: 1_000, command: 30_000, unknown: 1_000 };
const pollMs = 50;
const sqliteBusy = 5;

// The lock lives as long as its connection: held here, it cannot be collected as garbage.
const heldLocks = new Set<DatabaseSync>();

/** Takes the lock, or says who has it. Waits only where the holder is a command, or has not yet said. */
export async function takeDataLock(dataDir: string, role: HolderRole): Promise<DataLock | Failed> {
  const startedAt = performance.now();
  for (;;) {
    const lock = await tryDataLock(dataDir, role);
    if (lock !== undefined) return lock;
    const holder = await readHolder(dataDir);
    if (performance.now() - startedAt >= patienceMs[holder.role]) {
      return failed({ code: 'dataFolderTaken', params: { path: dataDir, pid: holder.pid } });
    }
    await delay(pollMs);
  }
}

/** One attempt: the lock, `undefined` where another process has it, or why the folder cannot be used. */
export async function tryDataLock(dataDir: string, role: HolderRole): Promise<DataLock | Failed | undefined> {
  const release = lockFile(join(dataDir, 'lock'));
  if (release === 'held') return undefined;
  if (release === 'unusable') {
    return failed({ code: 'dataFolderUnusable', params: { path: dataDir, reason: 'SQLITE_CANTOPEN' } });
  }
  const note = holderNote(dataDir);
  try {
    await giveToFolderOwner(join(dataDir, 'lock'));
    // Removed first: one that a killed root left behind could not be written over by the folder's owner.
    await rm(note, { force: true });
    await writeFile(note, JSON.stringify({ pid: process.pid, role }), { mode: 0o600 });
  } catch (error) {
    release();
    return failed({ code: 'dataFolderUnusable', params: { path: note, reason: systemErrorCode(error) } });
  }
  return {
    ok: true,
    release: async () => {
      await rm(note, { force: true });
      release();
    },
  };
}

function lockFile(path: string): (() => void) | 'held' | 'unusable' {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    const opened = database;
    // No journal file: there is nothing to roll back, and a killed root would leave one nobody else can open.
    opened.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    heldLocks.add(opened);
    return () => {
      heldLocks.delete(opened);
      opened.close();
    };
  } catch (error) {
    database?.close();
    if (errorCode(error) !== 'ERR_SQLITE_ERROR') throw error;
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
    return isBusy ? 'held' : 'unusable';
  }
}

const holderNote = (dataDir: string) => join(dataDir, 'lock-holder.json');

const holderSchema = v.object({ pid: v.number(), role: v.picklist(['server', 'command']) });

/** Who says they hold the lock. Unknown while the holder is between taking the lock and having written who it is. */
export async function readHolder(dataDir: string): Promise<{ pid: number; role: HolderRole | 'unknown' }> {
  const unknown = { pid: 0, role: 'unknown' } as const;
  try {
    const note = v.safeParse(holderSchema, JSON.parse(await readFile(holderNote(dataDir), 'utf8')));
    return note.success ? note.output : unknown;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return unknown;
    throw error;
  }
}
