// The real server as a process of its own, with a data folder of its own, that a test may stop or kill and start again.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ServerProcess {
  port: number;
  dataDir: string;
  /** Everything that the server has printed. */
  output: () => string;
  /** Ends it as an operator does. */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and port, unless it runs. */
  start(): Promise<void>;
  /** Stops it and deletes the folder. */
  remove(): Promise<void>;
}

/** Where a whole run keeps a data folder that a first start has made: each server begins with a copy of it. */
export const FIRST_START = 'KOPRU_TEST_FIRST_START';

/** @param environment variables on top of the test's own defaults */
export async function startServer(
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kopru-'));
  const { [FIRST_START]: made } = process.env;
  if (made) await copyFolder(made, dataDir);
  const port = await freePort();
  let child: ChildProcess | undefined;
  let output = '';

  const isRunning = (): boolean =>
    child !== undefined && child.exitCode === null && child.signalCode === null;

  async function start(): Promise<void> {
    if (isRunning()) return;
    const started = spawn(process.execPath, ['server/main.ts'], {
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LANG: 'en_US.UTF-8', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    started.stdout.on('data', (chunk) => (output += chunk));
    started.stderr.on('data', (chunk) => (output += chunk));
    await untilReady(started, port, () => output);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || !isRunning()) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }

  await start();
  return {
    port,
    dataDir,
    output: () => output,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    remove: async () => {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** With the rights of each file. For some 1,600 files Node's own takes five times as much of the processor. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await run('cp', ['-Rp', `${from}/.`, to]);
}

/** A port that nobody listens on at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(child: ChildProcess, port: number, output: () => string): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The server ended with ${child.exitCode ?? child.signalCode}:\n${output()}`);
    const answer = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server was not ready within a minute:\n${output()}`);
}
