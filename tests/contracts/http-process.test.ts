// server/main.ts as a process: what it prints, how it ends, and with which status. Needs the built front end (dist/),
// as `npm test` has it.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeTemporaryFolder, startTimeoutMs } from './databases.ts';

interface Running {
  child: ChildProcess;
  /** Everything printed so far. */
  output: () => { stdout: string; stderr: string };
  exit: Promise<number | null>;
}

// One for the file: only the first start makes a database, as on the operator's machine.
let folder: string;
const running = new Set<Running>();

beforeAll(async () => {
  folder = await makeTemporaryFolder();
});

afterEach(async () => {
  for (const { child, exit } of running) {
    if (child.exitCode === null) child.kill('SIGKILL');
    await exit;
  }
  running.clear();
}, startTimeoutMs);

// A PostgreSQL whose server was killed ends a moment later.
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 20 }));

function start(environment: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      LANG: 'en_US.UTF-8',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exit = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  const one = { child, output: () => output, exit };
  running.add(one);
  return one;
}

async function untilReady({ child, output, exit }: Running): Promise<string> {
  const address = () => /is ready: (http:\/\/\S+)/.exec(output().stdout)?.[1];
  while (address() === undefined) {
    const data = child.stdout ? once(child.stdout, 'data') : Promise.reject(new Error('no output'));
    const code = await Promise.race([data.then(() => undefined), exit]);
    if (code !== undefined) throw new Error(`ended with ${code}: ${output().stderr}`);
  }
  return address() ?? '';
}

describe('the server', () => {
  it(
    'starts from nothing, says where it is in one line, and ends with 0 when asked to',
    async () => {
      const server = start();
      const address = await untilReady(server);
      expect((await fetch(`${address}/api/ready`)).status).toBe(200);
      expect((await fetch(address)).headers.get('content-type')).toContain('text/html');
      server.child.kill('SIGTERM');
      expect(await server.exit).toBe(0);
      expect(server.output().stdout).toContain('PostgreSQL has stopped');
      const again = start();
      await untilReady(again);
      again.child.kill('SIGINT');
      expect(await again.exit).toBe(0);
    },
    startTimeoutMs,
  );

  it(
    'stops in order although npm doubles the signal of the terminal',
    async () => {
      const server = start();
      await untilReady(server);
      server.child.kill('SIGINT');
      if (server.child.stdout) await once(server.child.stdout, 'data');
      server.child.kill('SIGINT');
      expect(await server.exit).toBe(0);
      expect(server.output().stdout).toContain('PostgreSQL has stopped');
    },
    startTimeoutMs,
  );

  it(
    'ends within its patience although a phone has not finished its request',
    async () => {
      const server = start({ SHUTDOWN_GRACE_MS: '3000' });
      const address = new URL(await untilReady(server));
      const socket = connect(Number(address.port), 'localhost');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write('PUT /api/applications/0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10 HTTP/1.1\r\nHost: x\r\n');
      socket.write('Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"version":1');
      // Asked after the half request on the same machine: the server has seen both.
      await fetch(new URL('/api/ready', address));
      server.child.kill('SIGTERM');
      expect(await server.exit).toBe(0);
      socket.destroy();
    },
    startTimeoutMs,
  );

  it(
    'lists what keeps it from starting all at once, in the language of the terminal, and ends with 78',
    async () => {
      const secret = join(folder, 'secret');
      await writeFile(secret, 'too short');
      const faulty = start({
        PORT: 'x',
        LOG_LEVEL: 'x',
        HOLIDAYS_FILE: 'package.json',
        DIRECTORY_FILE: 'index.html',
        TRACKING_SECRET_FILE: secret,
        RECEIPT_KEY_FILE: join(folder, 'gone'),
        STATIC_DIR: folder,
        DATA_DIR: join(folder, 'untouched'),
      });
      expect(await faulty.exit).toBe(78);
      const named = faulty
        .output()
        .stderr.split('\n')
        .map((line) => /^ {2}([A-Z_]+):/.exec(line)?.[1])
        .filter((name) => name !== undefined);
      expect([...new Set(named)]).toEqual([
        'PORT',
        'LOG_LEVEL',
        'RECEIPT_KEY_FILE',
        'TRACKING_SECRET_FILE',
        'HOLIDAYS_FILE',
        'DIRECTORY_FILE',
        'STATIC_DIR',
      ]);
      await expect(stat(join(folder, 'untouched'))).rejects.toThrow('ENOENT');
      const files = start({
        HOLIDAYS_FILE: 'package.json',
        DIRECTORY_FILE: 'index.html',
        LANG: 'tr_TR.UTF-8',
        DATA_DIR: join(folder, 'untouched'),
      });
      expect(await files.exit).toBe(78);
      expect(files.output().stderr).toMatch(/Köprü başlatılamadı[\s\S]*package\.json[\s\S]*index\.html/);
      expect(files.output().stdout).toBe('');
    },
    startTimeoutMs,
  );

  it(
    'says which port is taken, and leaves its data folder free',
    async () => {
      const other = createServer().listen(0, '::');
      await once(other, 'listening');
      const address = other.address();
      const port = address !== null && typeof address === 'object' ? String(address.port) : '';
      const server = start({ PORT: port });
      expect(await server.exit).toBe(78);
      expect(server.output().stderr).toContain(`Port ${port} is in use`);
      other.close();
      const next = start();
      await untilReady(next);
    },
    startTimeoutMs,
  );
});
