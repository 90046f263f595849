// Owns the embedded PostgreSQL from the lock on its data folder to its orderly end.
//
//   take lock ─▶ choose user ─▶ find programs ─▶ database folder ─▶ start ─▶ check ─▶ open
//                                                                    ▲          │
//                                    backoff ◀── lost (crash, kill) ─┴──────────┘
//
// Invariants: 1. Nothing in the data folder is touched without the lock. 2. A database that could lose an
// acknowledged application (fsync, synchronous_commit or full_page_writes off) is stopped, not used, after a
// crash as at the first start. 3. A PostgreSQL that ends by itself is started again for as long as the server
// lives: a full disk may have room tomorrow, and until then the server answers 503, not nothing.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Interruption, OpenDatabase, OpenResult, StoreConfig, StoreLogger } from './contract.ts';
import { prepareDataFolder, prepareSocketFolder } from './data-folder.ts';
import { type DataLock, type HolderRole, takeDataLock } from './data-lock.ts';
import {
  databaseFolderOf,
  embeddedDatabase,
  embeddedRoles,
  prepareDatabaseFolder,
} from './database-folder.ts';
import { chooseDatabaseUser, type DatabaseUser, letUserReach } from './database-user.ts';
import { checkDatabase } from './durability.ts';
import { errorCode, type Failed, failed } from './fault.ts';
import { type Binaries, findBinaries } from './postgres-binaries.ts';
import { openPostgresLog, type PostgresLog, quietSettings } from './postgres-log.ts';
import { clearLeftover, type PostgresProcess, socketPort, startPostgres } from './postgres-process.ts';

export async function openEmbedded(
  config: StoreConfig,
  logger: StoreLogger,
  role: HolderRole,
): Promise<OpenResult> {
  return withFolderFaults(config.dataDir, async () => {
    const lock = await takeDataLock(await prepareDataFolder(config.dataDir), role);
    return lock.ok ? openLocked(config, logger, lock) : lock;
  });
}

/** As `openEmbedded`, for a caller that has the lock. Takes it over: it is released on failure and on close. */
export async function openLocked(
  config: StoreConfig,
  logger: StoreLogger,
  lock: DataLock,
): Promise<OpenResult> {
  let isOpen = false;
  try {
    const result = await withFolderFaults(config.dataDir, () => open(config, logger, lock));
    isOpen = result.ok;
    return result;
  } finally {
    if (!isOpen) await lock.release();
  }
}

/** A full or read-only disk, a path that is a file, a folder of somebody else's: the operator's to mend. */
export async function withFolderFaults<Result>(
  path: string,
  action: () => Promise<Result>,
): Promise<Result | Failed> {
  try {
    return await action();
  } catch (error) {
    const reason = errorCode(error);
    const isSystemError = error instanceof Error && 'syscall' in error && reason !== undefined;
    if (!isSystemError) throw error;
    const culprit = 'path' in error && typeof error.path === 'string' ? error.path : path;
    return failed({ code: 'dataFolderUnusable', params: { path: culprit, reason } });
  }
}

async function open(config: StoreConfig, logger: StoreLogger, lock: DataLock): Promise<OpenResult> {
  const dataDir = await prepareDataFolder(config.dataDir);
  const chosen = await chooseDatabaseUser(databaseFolderOf(dataDir));
  if (!chosen.ok) return chosen;
  const reaching = await letUserReach(chosen.user, dataDir);
  if (!reaching.ok) return reaching;
  const { user } = reaching;
  const found = await findBinaries(dataDir, user);
  if (!found.ok) return found;
  const database = await prepareDatabaseFolder(dataDir, found.binaries, user);
  if (!database.ok) return database;
  const socket = await prepareSocketFolder(dataDir, user);
  if (!socket.ok) return socket;
  const log = await openPostgresLog(join(dataDir, 'postgres.log'));
  const place: Place = {
    databaseFolder: database.folder,
    socketFolder: socket.folder,
    binaries: found.binaries,
    user,
    log,
    // Beside the pool: the job queue, commands, a backup, an administrator's psql.
    maxConnections: Math.max(60, config.databasePoolSize + 20),
  };
  let isStarted = false;
  try {
    const startedAt = performance.now();
    const first = await startPatiently(place);
    if (!first.ok) return first;
    isStarted = true;
    const durationMs = Math.round(performance.now() - startedAt);
    logger.info({ event: 'postgres-started', durationMs, isNew: database.isNew }, 'PostgreSQL is ready');
    return { ok: true, database: supervise(place, first.process, logger, lock) };
  } finally {
    if (!isStarted) await log.close();
  }
}

type Place = Readonly<{
  databaseFolder: string;
  socketFolder: string;
  binaries: Binaries;
  user: DatabaseUser;
  log: PostgresLog;
  maxConnections: number;
}>;

type Started = Readonly<{ ok: true; process: PostgresProcess }>;

/** How the program connects to the embedded PostgreSQL whose socket is in `socketFolder`. */
export function embeddedConnections(
  socketFolder: string,
): Pick<OpenDatabase, 'connection'> & Record<'owner' | 'superuser', pg.ClientConfig> {
  const as = (user: string): pg.ClientConfig => ({
    host: socketFolder,
    port: socketPort,
    user,
    database: embeddedDatabase,
    // Both said, so that no PGSSLMODE or PGOPTIONS of the operator's shell gets a word in.
    ssl: false,
    options: '-c timezone=UTC',
  });
  const { app, owner, superuser } = embeddedRoles;
  return { connection: as(app), owner: as(owner), superuser: as(superuser) };
}

/** Backends that outlive a killed postmaster by a moment make the next one end at once: try again. */
async function startPatiently(place: Place): Promise<Started | Failed> {
  for (const pauseMs of [100, 400, 1_500, 4_000]) {
    const attempt = await startOnce(place);
    if (attempt.ok || !attempt.wasUnclean || attempt.fault.code !== 'postgresFailed') return attempt;
    await delay(pauseMs);
  }
  return startOnce(place);
}

async function startOnce(place: Place): Promise<Started | (Failed & { wasUnclean: boolean })> {
  const cleared = await clearLeftover(place.databaseFolder, place.socketFolder);
  if (!cleared.ok) return { ...cleared, wasUnclean: true };
  const mark = await place.log.mark();
  const process = startPostgres({
    postgres: place.binaries.postgres,
    user: place.user,
    databaseFolder: place.databaseFolder,
    socketFolder: place.socketFolder,
    logFd: place.log.fd,
    settings: {
      ...quietSettings,
      listen_addresses: '',
      unix_socket_permissions: '0700',
      max_connections: String(place.maxConnections),
      timezone: 'UTC',
      cluster_name: embeddedDatabase,
    },
  });
  let isUsable = false;
  try {
    const fault = (await waitUntilUsable(place, process, mark)) ?? (await prepareAppRole(place));
    isUsable = fault === undefined;
    return fault === undefined ? { ok: true, process } : { ...fault, wasUnclean: cleared.wasUnclean };
  } finally {
    if (!isUsable) await process.stop();
  }
}

/** Crash recovery reads the write-ahead log since the last checkpoint: seconds, on a slow disk minutes. */
const startPatienceMs = 10 * 60_000;

async function waitUntilUsable(
  place: Place,
  process: PostgresProcess,
  mark: number,
): Promise<Failed | undefined> {
  const startedAt = performance.now();
  let hasEnded = false;
  void process.exited.then(() => {
    hasEnded = true;
  });
  while (performance.now() - startedAt < startPatienceMs) {
    if (hasEnded) {
      const reason = await place.log.lastLine(mark);
      return failed({ code: 'postgresFailed', params: { logFile: place.log.path, reason } });
    }
    try {
      const { owner } = embeddedConnections(place.socketFolder);
      return await checkDatabase(owner, { strict: true, address: embeddedDatabase, makesTables: true });
    } catch (error) {
      if (!isNotYetReady(error)) throw error;
    }
    await delay(20);
  }
  const seconds = startPatienceMs / 1_000;
  return failed({ code: 'startTimedOut', params: { logFile: place.log.path, seconds } });
}

/**
 * No socket yet, nobody behind it, cut off by the end of a process, "the database system is starting up", or,
 * after a crash, the places taken for a moment by pools that were quicker.
 */
function isNotYetReady(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  if (['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '53300'].includes(code)) return true;
  return error instanceof Error && /Connection terminated|timeout/.test(error.message);
}

/** Makes it in a folder from when the program still worked as the owner of its tables; its settings count as the owner's do. */
async function prepareAppRole({ socketFolder }: Place): Promise<Failed | undefined> {
  const { superuser, connection } = embeddedConnections(socketFolder);
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [embeddedRoles.app]);
    if (rows.length === 0) await client.query(`create role ${embeddedRoles.app} login`);
  } finally {
    await client.end();
  }
  return checkDatabase(connection, { strict: true, address: embeddedDatabase });
}

const longestPauseMs = 15_000;

function supervise(place: Place, first: PostgresProcess, logger: StoreLogger, lock: DataLock): OpenDatabase {
  const closing = new AbortController();
  const listeners = new Set<(interruption: Interruption) => void>();
  let current: PostgresProcess = first;

  const tell = (interruption: Interruption) => {
    for (const listener of listeners) listener(interruption);
  };
  const supervising = (async () => {
    for (;;) {
      await current.exited;
      if (closing.signal.aborted) return;
      const lostAt = performance.now();
      logger.error({ event: 'postgres-lost' }, 'PostgreSQL ended by itself and is being started again');
      tell({ kind: 'lost' });
      const next = await restart(place, logger, closing.signal);
      if (next === undefined) return;
      current = next;
      const downMs = Math.round(performance.now() - lostAt);
      logger.warn({ event: 'postgres-restored', downMs }, 'PostgreSQL is ready again');
      tell({ kind: 'restored', downMs });
    }
  })();
  const close = async () => {
    closing.abort();
    await current.stop();
    await supervising;
    await place.log.close();
    await rm(place.socketFolder, { recursive: true, force: true });
    await lock.release();
    logger.info({ event: 'postgres-stopped' }, 'PostgreSQL has stopped');
  };
  let closed: Promise<void> | undefined;
  return {
    ...embeddedConnections(place.socketFolder),
    owned: true,
    onInterruption: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** The running process; `undefined` once the database is to be closed. */
async function restart(
  place: Place,
  logger: StoreLogger,
  closing: AbortSignal,
): Promise<PostgresProcess | undefined> {
  for (let pauseMs = 0; ; pauseMs = Math.min(pauseMs * 2 + 100, longestPauseMs)) {
    // Rejects when aborted, which is looked at below.
    await delay(pauseMs, undefined, { signal: closing }).catch(() => undefined);
    if (closing.aborted) return undefined;
    const attempt = await startOnce(place).catch((cause: unknown) => {
      logger.error({ event: 'postgres-restart-threw', name: String(cause) }, 'Restart failed');
      return undefined;
    });
    if (attempt?.ok) {
      if (!closing.aborted) return attempt.process;
      await attempt.process.stop();
      return undefined;
    }
    if (attempt !== undefined) {
      logger.error({ event: 'postgres-restart-failed', code: attempt.fault.code }, 'Restart failed');
    }
  }
}
