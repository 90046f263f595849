// Owns one running PostgreSQL: starting it so that it cannot outlive the server, and stopping it.
//
//   server ──lifeline (fd 3)──▶ keeper (/bin/sh) ──parent of──▶ postgres
//
// Invariants: 1. The server holds the lifeline's other end and nobody else does, so the kernel closes it
// when the server dies, however it dies; the keeper then stops postgres (fast shutdown). 2. The keeper ends
// when postgres ends, with its status: there is nothing else to watch. 3. A PostgreSQL of an earlier run is
// waited for, never run beside: two on one folder destroy it.
// Keeper and postgres are in a session of their own: Ctrl-C, or a signal to the server's process group,
// reaches the server alone, which still needs its database to finish what it has accepted.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandAs, type DatabaseUser } from './database-user.ts';
import { errorCode, type Failed, failed } from './fault.ts';
import { keeperName, readPostmasterPid, runsPostmasterOf } from './postmaster-pid.ts';

export type PostgresProcess = Readonly<{
  /** Resolves when postgres has ended, for whatever reason. */
  exited: Promise<void>;
  /** Fast shutdown: ends open sessions, writes a checkpoint. Resolves when postgres has ended. */
  stop: () => Promise<void>;
}>;

export const socketPort = 5432;

// The keeper ignores signals, since a service manager may signal everything it started; postgres takes its
// SIGTERM for "when the last session ends", which is when the server has finished. The loop repeats because a postgres only just started has no handler yet and,
// as a background job of this shell, ignores SIGINT until then. Repeating a fast shutdown does nothing.
const keeperScript = `
trap '' HUP INT TERM
"$@" 3<&- </dev/null &
postgres=$!
{
  read -r _ <&3
  while kill -s INT "$postgres"; do sleep 1; done
} >/dev/null 2>&1 &
watcher=$!
wait "$postgres"
status=$?
kill -s KILL "$watcher"
exit "$status"
`;

/** How long a fast shutdown may take before the database is left to crash recovery (which loses nothing). */
const stopPatienceMs = 60_000;
const leftoverPatienceMs = 60_000;
const pollMs = 20;

export function startPostgres(
  options: Readonly<{
    postgres: string;
    user: DatabaseUser;
    databaseFolder: string;
    socketFolder: string;
    settings: Readonly<Record<string, string>>;
    /** File descriptor that receives what postgres has to say. */
    logFd: number;
  }>,
): PostgresProcess {
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = commandAs(options.user, '/bin/sh', [
    '-c',
    keeperScript,
    keeperName,
    options.postgres,
    '-D',
    options.databaseFolder,
    '-k',
    options.socketFolder,
    '-p',
    String(socketPort),
    ...settings,
  ]);
  const keeper = spawn(command.file, command.args, {
    ...command.options,
    detached: true,
    stdio: ['ignore', options.logFd, options.logFd, 'pipe'],
  });
  const lifeline = keeper.stdio[3];
  // The keeper's end closing first is the ordinary end of a crashed postgres.
  lifeline?.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => {
    keeper.once('exit', () => resolve()).once('error', () => resolve());
  }).then(async () => {
    lifeline?.destroy();
    // Only a keeper that was itself killed ends before postgres does.
    await endPostmaster(options.databaseFolder, stopPatienceMs);
  });
  return {
    exited,
    stop: async () => {
      lifeline?.destroy();
      const timer = setTimeout(
        () => void signalPostmaster(options.databaseFolder, 'SIGQUIT'),
        stopPatienceMs,
      );
      await exited;
      clearTimeout(timer);
    },
  };
}

/**
 * Before a start, with the lock held: whatever PostgreSQL still uses the folder belongs to no living server.
 * It is asked to stop and waited for. Files that would keep the next one from starting are removed, but only
 * once it is certain that no postmaster stands behind them.
 */
export async function clearLeftover(
  databaseFolder: string,
  socketFolder: string,
): Promise<Readonly<{ ok: true; wasUnclean: boolean }> | Failed> {
  const pidFile = await readPostmasterPid(databaseFolder);
  if (!(await endPostmaster(databaseFolder, leftoverPatienceMs))) {
    return failed({
      code: 'leftoverStillRunning',
      params: { pid: pidFile?.pid ?? 0, path: databaseFolder },
    });
  }
  for (const name of socketFiles) await rm(join(socketFolder, name), { force: true });
  return { ok: true, wasUnclean: pidFile !== undefined };
}

const socketFiles = [`.s.PGSQL.${socketPort}`, `.s.PGSQL.${socketPort}.lock`];

/** Whether, in the end, no postmaster uses the folder. */
async function endPostmaster(databaseFolder: string, patienceMs: number): Promise<boolean> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < patienceMs) {
    const pidFile = await readPostmasterPid(databaseFolder);
    if (pidFile === undefined) return true;
    const isOurs = await runsPostmasterOf(pidFile.pid, databaseFolder);
    // Asked too because a postmaster in another container on the same folder has no process number here.
    const answers = isOurs || (await isListening(join(pidFile.socketFolder, `.s.PGSQL.${pidFile.port}`)));
    if (!answers) {
      // After a power cut the number may belong to some other program, which postgres would take for itself.
      if (isAlive(pidFile.pid)) await rm(join(databaseFolder, 'postmaster.pid'), { force: true });
      return true;
    }
    if (isOurs) signal(pidFile.pid, 'SIGINT');
    await delay(pollMs);
  }
  return false;
}

async function signalPostmaster(databaseFolder: string, name: 'SIGQUIT'): Promise<void> {
  const pidFile = await readPostmasterPid(databaseFolder);
  if (pidFile !== undefined && (await runsPostmasterOf(pidFile.pid, databaseFolder)))
    signal(pidFile.pid, name);
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH' && errorCode(error) !== 'EPERM') throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Postgres listens from before recovery until its very end, so a closed socket means that none is there. */
function isListening(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
