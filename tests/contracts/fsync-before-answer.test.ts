// What the operating system saw: before each acknowledgement (201 of an application, 204 of an upload's bytes) a synced
// write to the disk has ended. Seen by strace, which stands between the processes and the system; where there is none, or
// it may not look, the test says so and is left out.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseFolderOf } from '../../server/store/database-folder.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';
import { sendApplication } from './tus-client.ts';

const MAY_TRACE = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;
const LEFT_OUT = MAY_TRACE ? '' : ' (left out: no strace here, or it may not trace)';

/** Bytes of an attachment. */
const BYTES = Buffer.alloc(300_000, 7);
const TRIES = 3;

let server: ServerProcess;
let folder: string;
beforeAll(async () => {
  if (!MAY_TRACE) return;
  folder = await mkdtemp(join(tmpdir(), 'kopru-trace-'));
  server = await startServer({ LOG_LEVEL: 'silent' });
});
afterAll(async () => {
  if (!MAY_TRACE) return;
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

/** The server and all processes of its PostgreSQL; connections that come later are followed. */
async function findProcesses(): Promise<number[]> {
  const file = await readFile(join(databaseFolderOf(server.dataDir), 'postmaster.pid'), 'utf8');
  const postmaster = Number(file.split('\n')[0]);
  const parentOf = async (pid: number): Promise<number> => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  };
  // Between the server and PostgreSQL stands the shell that ends it when the server is gone.
  const node = await parentOf(await parentOf(postmaster));
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const children = await Promise.all(
    pids.map(async (pid) => ((await parentOf(pid)) === postmaster ? [pid] : [])),
  );
  return [node, postmaster, ...children.flat()];
}

/** Runs the action under strace. @returns what was traced, line by line in the order of time */
async function trace(action: () => Promise<void>): Promise<string[]> {
  const file = join(folder, 'trace');
  const pids = (await findProcesses()).flatMap((pid) => ['-p', String(pid)]);
  const calls = 'trace=read,write,writev,fsync,fdatasync';
  const tracer = spawn('strace', ['-f', '-qq', '-y', '-s', '60', '-e', calls, '-o', file, ...pids]);
  const said: string[] = [];
  tracer.stderr.on('data', (chunk) => said.push(String(chunk)));
  // Attached when it sees something.
  for (let tries = 0; tries < 100; tries++) {
    await fetch(`http://127.0.0.1:${server.port}/api/health`);
    if ((await readFile(file, 'utf8').catch(() => '')).includes('GET /api/health')) break;
    await delay(100);
  }
  await action();
  tracer.kill('SIGINT');
  await once(tracer, 'exit');
  const lines = (await readFile(file, 'utf8')).split('\n');
  if (lines.length < 5) throw new Error(`strace saw nothing: ${said.join('')}`);
  return lines;
}

/** Each acknowledgement, and the files that were synced since its request was read: `pid call(fd<file>, …) = result`. */
function acknowledgements(lines: readonly string[], request: RegExp, answer: RegExp): string[][] {
  const found: string[][] = [];
  /** Of each process that is syncing, the file. A call that lasts stands in two lines. */
  const syncing = new Map<string, string>();
  let synced: string[] | undefined;
  for (const line of lines) {
    const [pid = ''] = line.split(' ');
    const begun = /f(?:data)?sync\(\d+<([^>]*)>/.exec(line)?.[1];
    if (begun !== undefined) syncing.set(pid, begun);
    if (request.test(line)) synced = [];
    else if (/f(data)?sync(\(| resumed).*= 0$/.test(line)) synced?.push(syncing.get(pid) ?? '');
    else if (answer.test(line) && synced) {
      found.push(synced);
      synced = undefined;
    }
  }
  return found;
}

it.runIf(MAY_TRACE)(
  `has synced the database's log before each 201, and the bytes and the log before each 204${LEFT_OUT}`,
  async () => {
    const lines = await trace(async () => {
      for (let count = 0; count < TRIES; count++) {
        const origin = `http://127.0.0.1:${server.port}`;
        const { applicationId, trackingKey, attachments } = await sendApplication(origin, [{ bytes: BYTES }]);
        const id = attachments[0]?.id ?? '';
        const headers = { 'tus-resumable': '1.0.0', authorization: `Bearer ${trackingKey}` };
        const coded = (text: string): string => Buffer.from(text).toString('base64');
        const metadata = `applicationId ${coded(applicationId)},attachmentId ${coded(id)}`;
        await fetch(`${origin}/api/uploads`, {
          method: 'POST',
          headers: { ...headers, 'upload-length': String(BYTES.length), 'upload-metadata': metadata },
        });
        const sent = await fetch(`${origin}/api/uploads/${id}`, {
          method: 'PATCH',
          headers: { ...headers, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
          body: BYTES,
        });
        expect(sent.status).toBe(204);
      }
    });
    const accepted = acknowledgements(lines, /read.*"PUT \/api\/applications/, /"HTTP\/1\.1 201/);
    expect(accepted).toHaveLength(TRIES);
    for (const synced of accepted) expect(synced.some((path) => path.includes('pg_wal'))).toBe(true);
    const uploaded = acknowledgements(lines, /read.*"PATCH \/api\/uploads/, /"HTTP\/1\.1 204/);
    expect(uploaded).toHaveLength(TRIES);
    for (const synced of uploaded) {
      expect(synced.some((path) => path.includes('pg_wal'))).toBe(true);
      expect(synced.some((path) => path.startsWith(join(server.dataDir, 'uploads/')))).toBe(true);
    }
  },
);
