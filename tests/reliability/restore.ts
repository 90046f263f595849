// npm run restore:compare -- [--applications N] [--record]
//
// Sends applications with attachments to a real server, makes a backup beside it once it has come to rest, restores into a clean folder,
// and compares every row and every file by its hash. `--record` writes the figures into docs/reliability.md.
// Exit status: 0 nothing is missing, and nothing is there that never was · 1 something is · 64 usage.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { connectToRunning, openDatabase } from '../../server/store/open-database.ts';
import { type Kept, keptIn } from '../contracts/kept-hashes.ts';
import { OFFSET_TYPE, sendApplication, tusClient } from '../contracts/tus-client.ts';
import { withSystem } from '../e2e/office.ts';
import { startServer } from '../e2e/server-process.ts';
import { writeSection } from './report.ts';

const run = promisify(execFile);
const { values } = parseArgs({
  options: {
    applications: { type: 'string', default: '200' },
    record: { type: 'boolean', default: false },
  },
});
const count = Number(values.applications);
if (!Number.isSafeInteger(count) || count < 1) {
  console.error('usage: npm run restore:compare -- [--applications N] [--record]');
  process.exit(64);
}
const ATTACHMENT_BYTES = 40_000;

const server = await startServer({ LOG_LEVEL: 'silent' });
const folder = await mkdtemp(join(tmpdir(), 'kopru-restore-'));
const origin = `http://localhost:${server.port}`;

async function send(): Promise<void> {
  const bytes = randomBytes(ATTACHMENT_BYTES);
  const sent = await sendApplication(origin, [{ bytes }]);
  await tusClient(sent).create({ 'content-type': OFFSET_TYPE }, bytes);
}

/** Until every attachment has been checked, and nothing has changed between two looks. */
async function untilAtRest(): Promise<Kept> {
  const isChecked = (): Promise<boolean> =>
    withSystem(server, async (system) => {
      const unchecked = system
        .selectFrom('attachment')
        .select('id')
        .where('state', 'in', ['expected', 'uploading', 'stored']);
      return (await unchecked.executeTakeFirst()) === undefined;
    });
  while (!(await isChecked())) await delay(500);
  let before = await keptIn(server.dataDir, connectToRunning);
  for (;;) {
    const now = await keptIn(server.dataDir, connectToRunning);
    const isAtRest = [...now.rows].every(
      ([table, rows]) => rows.symmetricDifference(before.rows.get(table) ?? new Set()).size === 0,
    );
    if (isAtRest) return now;
    before = now;
  }
}

const command = (verb: string, args: readonly string[], dataDir = server.dataDir) =>
  run(process.execPath, ['server/commands/backup-command.ts', verb, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, LANG: 'en_US.UTF-8' },
  });

try {
  for (let at = 0; at < count; at++) await send();
  const key = join(folder, 'key.txt');
  const { stdout } = await command('key', [key]);
  const recipient = /^age1\S+$/m.exec(stdout)?.[0] ?? '';
  const before = await untilAtRest();
  const { stdout: said } = await command('backup', ['--recipient', recipient, folder]);
  const after = await keptIn(server.dataDir, connectToRunning);
  await server.stop();
  const name = (await readdir(folder)).find((file) => file.endsWith('.tar.age')) ?? '';
  const target = join(folder, 'restored');
  await command('restore', ['--identity', key, join(folder, name)], target);
  const now = await keptIn(target, openDatabase);

  // What stood there all the while is in it, and nothing that never did.
  let [rows, lost, strange] = [0, 0, 0];
  for (const [table, restored] of now.rows) {
    const [then, later] = [before.rows.get(table) ?? new Set(), after.rows.get(table) ?? new Set()];
    rows += restored.size;
    lost += then.intersection(later).difference(restored).size;
    strange += restored.difference(then.union(later)).size;
  }
  const files = Object.entries(now.files);
  const held = Object.entries(before.files).filter(([path, hash]) => after.files[path] === hash);
  const lostFiles = held.filter(([path, hash]) => now.files[path] !== hash).length;
  const strangeFiles = files.filter(([path, hash]) => after.files[path] !== hash).length;
  const number = (value: number): string => value.toLocaleString('en');
  const bytes = (await stat(join(folder, name))).size;
  const lines = [
    `${number(count)} applications with an attachment each, an archive of ${(bytes / 1e6).toFixed(1)} MB made beside the server, restored into a clean folder and compared by hashes:`,
    '',
    '| | restored | lost | never there |',
    '|---|---:|---:|---:|',
    `| rows of ${now.rows.size} tables | ${number(rows)} | ${lost} | ${strange} |`,
    `| files (attachments, keys, anchors) | ${number(files.length)} | ${lostFiles} | ${strangeFiles} |`,
  ];
  for (const line of [said.trim(), ...lines]) console.log(line);
  process.exitCode = lost + strange + lostFiles + strangeFiles > 0 ? 1 : 0;
  if (values.record && process.exitCode === 0) await writeSection('restore', lines);
} finally {
  await server.remove();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
}
