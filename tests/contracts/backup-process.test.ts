// `npm run backup:key`, `backup`, `backup:verify` and `restore` as an operator types them: beside a running server, into a clean folder, with the
// wrong key, of a damaged archive. What each says, and with which status it ends.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { connectToRunning, openDatabase } from '../../server/store/open-database.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';
import { startTimeoutMs } from './databases.ts';
import { keptIn } from './kept-hashes.ts';
import { sendApplication, tusClient, untilLetIn } from './tus-client.ts';

const { scripts } = packageFile;

let server: ServerProcess;
let folder: string;
beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'silent' });
  folder = await mkdtemp(join(tmpdir(), 'kopru-backup-'));
}, startTimeoutMs);
afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
}, startTimeoutMs);

const inFolder = (name: string) => join(folder, name);

/** What the script runs by Node. */
function programOf(script: keyof typeof scripts): string[] {
  const [node, ...program] = scripts[script].split(' ');
  expect(node).toBe('node');
  return program;
}

/** As typed in a terminal in English; npm itself, which costs as much again, is left out. */
function npmRun(script: keyof typeof scripts, args: readonly string[], dataDir = server.dataDir) {
  const env = { ...process.env, DATA_DIR: dataDir, LANG: 'en_US.UTF-8' };
  return new Promise<{ status: number; said: string; complained: string }>((resolve) => {
    execFile(process.execPath, [...programOf(script), ...args], { env }, (error, said, complained) =>
      resolve({ status: error ? Number(error.code) : 0, said, complained }),
    );
  });
}

it('makes a key, backs a running server up, verifies, and restores rows and files alike; a wrong key and a damaged archive are told', {
  timeout: 5 * startTimeoutMs,
}, async () => {
  const bytes = randomBytes(70_000);
  const sent = await sendApplication(`http://localhost:${server.port}`, [{ bytes }]);
  const upload = tusClient(sent);
  expect((await untilLetIn(() => upload.create())).status).toBe(201);
  expect((await untilLetIn(() => upload.patch(0, bytes))).status).toBe(204);

  const [key, wrongKey] = [inFolder('key.txt'), inFolder('wrong.txt')];
  const made = await npmRun('backup:key', [key]);
  expect(made.status, made.complained).toBe(0);
  const recipient = /^age1\S+$/m.exec(made.said)?.[0] ?? expect.fail(made.said);
  expect((await stat(key)).mode & 0o777).toBe(0o600);
  expect(await npmRun('backup:key', [key]), 'a second time').toMatchObject({ status: 73 });

  const before = await keptIn(server.dataDir, connectToRunning);
  const backup = await npmRun('backup', ['--recipient', recipient, folder]);
  expect(backup.status, backup.complained).toBe(0);
  expect(backup.said).toMatch(
    /^Backed up: .*\nApplications: 1\. All rows: [\d,]+\. Attachments and recordings: 1\./,
  );
  const name = (await readdir(folder)).find((file) => file.endsWith('.tar.age')) ?? expect.fail();
  const archive = inFolder(name);
  // Nothing that the server holds stands in it readable.
  const packed = await readFile(archive);
  expect(packed.includes(sent.applicationId)).toBe(false);

  const verified = await npmRun('backup:verify', ['--identity', key, archive], inFolder('nowhere'));
  expect(verified.status, verified.complained).toBe(0);
  expect(verified.said).toContain('The backup is whole');

  await npmRun('backup:key', [wrongKey]);
  const closed = await npmRun('backup:verify', ['--identity', wrongKey, archive]);
  expect(closed).toEqual({
    status: 77,
    said: '',
    complained: `${archive} does not open with this key or passphrase.\n`,
  });

  const damaged = inFolder('damaged.tar.age');
  const middle = packed.length >> 1;
  await writeFile(damaged, packed.fill((packed[middle] ?? 0) ^ 1, middle, middle + 1));
  const target = inFolder('restored');
  for (const [script, at] of [
    ['backup:verify', server.dataDir],
    ['restore', target],
  ] as const) {
    const { status, said, complained } = await npmRun(script, ['--identity', key, damaged], at);
    expect([status, said], script).toEqual([65, '']);
    expect(complained).toMatch(/^The backup is damaged or cut off \(.*\): .* Use another copy\.\n$/);
  }

  expect(await npmRun('restore', ['--identity', key, archive])).toMatchObject({ status: 69, said: '' });
  // What was damaged has left a mark there; the whole one goes into it.
  const restored = await npmRun('restore', ['--identity', key, archive], target);
  expect(restored.status, restored.complained).toBe(0);
  expect(restored.said).toContain(`Restored: ${target}`);
  const since = await keptIn(server.dataDir, connectToRunning);
  const now = await keptIn(target, openDatabase);
  expect(now.files).toEqual(since.files);
  expect([...now.rows.keys()]).toEqual([...before.rows.keys()]);
  expect(now.rows.get('application')?.size).toBe(1);
  // The server goes on working meanwhile: what stood there all the time is in it, and nothing that never did.
  for (const [table, rows] of now.rows) {
    const [then, later] = [before.rows.get(table) ?? new Set(), since.rows.get(table) ?? new Set()];
    expect([...then.intersection(later).difference(rows)], `lost of ${table}`).toEqual([]);
    expect([...rows.difference(then.union(later))], `new in ${table}`).toEqual([]);
  }
});
