// The processes on the rack: the real server with its PostgreSQL, a proxy that misbehaves, and the real browser with a profile
// that survives it.

import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseFolderOf } from '../../server/store/database-folder.ts';
import { type BrowserProcess, createProfile, type Profile } from '../e2e/browser-process.ts';
import { type FaultProxy, startFaultProxy } from '../e2e/fault-proxy.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';

const DISK_MB = 700;
const SLOW_CLIENTS = 20;
const ENDING_MS = 20_000;
const LOOK_AGAIN_MS = 10;

interface Disk {
  folder: string;
  /** undefined: it cannot be filled, because nobody but root may make a disk of a size. */
  fill: (() => Promise<void>) | undefined;
  free: () => Promise<void>;
  remove: () => Promise<void>;
}

/** A disk of a size for everything that the server keeps, where that may be made. */
async function makeDisk(): Promise<Disk> {
  const folder = await mkdtemp(join(tmpdir(), 'kopru-torture-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const isMounted =
    process.getuid?.() === 0 &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', folder]).status === 0;
  if (!isMounted) return { folder, fill: undefined, free: async () => undefined, remove };
  const ballast = join(folder, 'ballast');
  return {
    folder,
    // In small pieces at its end: of the last megabyte nothing would be written.
    fill: async () => void spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k']),
    free: () => rm(ballast, { force: true }),
    remove: async () => {
      spawnSync('umount', ['-l', folder]);
      await remove();
    },
  };
}

export interface Stage {
  server: ServerProcess;
  proxy: FaultProxy;
  profile: Profile;
  disk: Disk;
  /** kill -9 of PostgreSQL's first process. @returns whether there was one */
  killDatabase(): Promise<boolean>;
  /** Ends it as an administrator does, and waits until it is gone; the server starts it again. */
  restartDatabase(): Promise<boolean>;
  /** Another version of the app from the same address. @returns its number */
  publishNewVersion(): Promise<number>;
  end(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const build = await mkdtemp(join(tmpdir(), 'kopru-build-'));
  await cp('dist', build, { recursive: true });
  const disk = await makeDisk();
  const { TMPDIR } = process.env;
  process.env.TMPDIR = disk.folder;
  const server = await startServer({ LOG_LEVEL: 'warn', STATIC_DIR: build });
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  const proxy = await startFaultProxy(server.port);
  const profile = await createProfile();
  const stopSlowClients = keepSlowClients(server.port);
  let version = 0;
  return {
    server,
    proxy,
    profile,
    disk,
    killDatabase: () => signalDatabase(server, 'SIGKILL'),
    restartDatabase: () => endDatabase(server),
    publishNewVersion: async () => {
      await publish(build, ++version);
      return version;
    },
    end: async () => {
      stopSlowClients();
      await server.remove();
      await disk.remove();
      await profile.remove();
      await rm(build, { recursive: true, force: true });
      await proxy.close();
    },
  };
}

export function openBrowser({ profile }: Stage): Promise<BrowserProcess> {
  return profile.open();
}

async function signalDatabase(server: ServerProcess, signal: NodeJS.Signals): Promise<boolean> {
  const pid = await findDatabase(server);
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false; // It is not running: a kill has come before this one.
  }
}

/** @returns the number of its first process; NaN where there is none */
async function findDatabase({ dataDir }: ServerProcess): Promise<number> {
  const file = join(databaseFolderOf(dataDir), 'postmaster.pid');
  const [pid = ''] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  return Number(pid) || Number.NaN;
}

/** @returns whether it was there, and has ended */
async function endDatabase(server: ServerProcess): Promise<boolean> {
  const pid = await findDatabase(server);
  if (!(await signalDatabase(server, 'SIGINT'))) return false;
  const until = Date.now() + ENDING_MS;
  while ((await findDatabase(server)) === pid && Date.now() < until) await delay(LOOK_AGAIN_MS);
  return Date.now() < until;
}

/** Another shell, and a worker that knows its revision. */
async function publish(folder: string, version: number): Promise<void> {
  const shell = join(folder, 'kabuk/index.html');
  const html = (await readFile(shell, 'utf8')).replace(/<!-- version \d+ -->/, '');
  await writeFile(shell, html.replace('</body>', `<!-- version ${version} --></body>`));
  const worker = join(folder, 'service-worker.js');
  const code = await readFile(worker, 'utf8');
  const renewed = code.replace(
    /("?url"?:"\/kabuk\/","?revision"?:")\w+"|("?revision"?:")\w+(","?url"?:"\/kabuk\/")/,
    (_, a, b, c) => (a ? `${a}v${version}"` : `${b}v${version}${c}`),
  );
  if (renewed === code) throw new Error('the worker does not name the shell');
  await writeFile(worker, renewed);
  for (const file of [shell, worker]) await rm(`${file}.br`, { force: true });
}

/** Clients that send a request byte by byte and never come to its end, again as often as they are cut off. */
function keepSlowClients(port: number): () => void {
  const sockets = new Set<Socket>();
  let isStopped = false;
  const open = (): void => {
    if (isStopped) return;
    const socket = connect(port, '127.0.0.1');
    sockets.add(socket);
    socket.on('error', () => undefined);
    const timer = setInterval(() => socket.write('x'), 1_000);
    socket.write(
      'PUT /api/applications/01900000-0000-7000-8000-000000000001 HTTP/1.1\r\nhost: x\r\nx-slow: ',
    );
    socket.on('close', () => {
      clearInterval(timer);
      sockets.delete(socket);
      setTimeout(open, 1_000).unref();
    });
  };
  for (let count = 0; count < SLOW_CLIENTS; count++) open();
  return () => {
    isStopped = true;
    for (const socket of sockets) socket.destroy();
  };
}
