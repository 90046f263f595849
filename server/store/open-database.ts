// Owns the choice between the embedded PostgreSQL and a given one, for the server and for commands.
import { setTimeout as delay } from 'node:timers/promises';
import type { OpenDatabase, OpenResult, StoreConfig, StoreLogger } from './contract.ts';
import { prepareDataFolder } from './data-folder.ts';
import { readHolder, tryDataLock } from './data-lock.ts';
import { databaseFolderOf } from './database-folder.ts';
import { checkDatabase } from './durability.ts';
import { embeddedConnections, openEmbedded, openLocked, withFolderFaults } from './embedded-postgres.ts';
import { failed } from './fault.ts';
import { openGiven } from './given-postgres.ts';
import { readPostmasterPid } from './postmaster-pid.ts';
import { refuseUnfinished } from './restore-mark.ts';

/** For the server: DATABASE_URL's database, or the embedded one, which then belongs to this process. */
export async function openDatabase(config: StoreConfig, logger: StoreLogger): Promise<OpenResult> {
  const unfinished = await withFolderFaults(config.dataDir, () => refuseUnfinished(config.dataDir));
  if (unfinished !== undefined) return unfinished;
  if (config.databaseUrl !== undefined) return openGiven(config.databaseUrl, config.databaseOwnerUrl);
  return openEmbedded(config, logger, 'server');
}

const runningPatienceMs = 30_000;

/**
 * For commands: the database of the server that runs on the same data folder, or, where none runs, the
 * embedded one for as long as the command lives. Another command is waited for, never connected to: it would
 * take its PostgreSQL along when it ends.
 */
export async function connectToRunning(config: StoreConfig, logger: StoreLogger): Promise<OpenResult> {
  const unfinished = await withFolderFaults(config.dataDir, () => refuseUnfinished(config.dataDir));
  if (unfinished !== undefined) return unfinished;
  // Whoever runs a command sits before it: told at once, they can mend it and run it again.
  if (config.databaseUrl !== undefined) return openGiven(config.databaseUrl, config.databaseOwnerUrl, 0);
  return withFolderFaults(config.dataDir, async () => {
    const dataDir = await prepareDataFolder(config.dataDir);
    const startedAt = performance.now();
    while (performance.now() - startedAt < runningPatienceMs) {
      const lock = await tryDataLock(dataDir, 'command');
      if (lock !== undefined) return lock.ok ? openLocked(config, logger, lock) : lock;
      const { role } = await readHolder(dataDir);
      const database = role === 'server' ? await findRunning(dataDir) : undefined;
      if (database !== undefined) return { ok: true, database };
      await delay(100);
    }
    return failed({ code: 'runningDatabaseSilent', params: { path: dataDir } });
  });
}

async function findRunning(dataDir: string): Promise<OpenDatabase | undefined> {
  const pidFile = await readPostmasterPid(databaseFolderOf(dataDir));
  if (pidFile === undefined) return undefined;
  const connections = embeddedConnections(pidFile.socketFolder);
  try {
    await checkDatabase(connections.connection, { strict: true, address: pidFile.socketFolder });
  } catch {
    // The server is still starting, or PostgreSQL is being started again.
    return undefined;
  }
  return {
    ...connections,
    owned: false,
    onInterruption: () => () => undefined,
    close: async () => undefined,
  };
}
