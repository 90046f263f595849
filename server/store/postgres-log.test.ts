// The log file stays small, and says why PostgreSQL gave up.
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { causeOf, keepSmall, openPostgresLog } from './postgres-log.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-log-'));
  path = join(folder, 'postgres.log');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openLog() {
  const log = await openPostgresLog(path);
  onTestFinished(log.close);
  return log;
}

it('gives the last cause since the mark, without time and process', async () => {
  const log = await openLog();
  await appendFile(path, '2026-11-23 10:00:00.000 UTC [7] FATAL:  an old cause\n');
  const mark = await log.mark();
  await appendFile(
    path,
    [
      '2026-11-23 10:00:01.000 UTC [8] LOG:  starting PostgreSQL',
      '2026-11-23 10:00:01.000 UTC [8] FATAL:  data directory has invalid permissions',
      '2026-11-23 10:00:01.000 UTC [8] LOG:  database system is shut down',
      '',
    ].join('\n'),
  );
  expect(await log.lastLine(mark)).toBe('FATAL:  data directory has invalid permissions');
});

it('gives the last line where nothing looks like a cause, and nothing where nothing was said', async () => {
  const log = await openLog();
  const mark = await log.mark();
  expect(await log.lastLine(mark)).toBe('');
  await appendFile(path, 'postgres: cannot execute binary file\n');
  expect(await log.lastLine(mark)).toBe('postgres: cannot execute binary file');
});

it('finds the cause before all that initdb says of what came of it', () => {
  const said = [
    '2026-11-23 10:00:01.000 UTC [8] FATAL:  could not write to file: No space left on device',
    '2026-11-23 10:00:01.000 UTC [8] PANIC:  cannot abort transaction 1, it was already committed',
    'child process exited with exit code 1',
    'initdb: removing contents of data directory "/srv/database.unfinished"',
    '',
  ].join('\n');
  expect(causeOf(said, 'first')).toBe('FATAL:  could not write to file: No space left on device');
});

it('still finds the cause after the file was emptied', async () => {
  const log = await openLog();
  await appendFile(path, `${'x'.repeat(5_000)}\n`);
  const mark = await log.mark();
  await keepSmall(path, 'empty', 100);
  await appendFile(path, 'PANIC:  no room\n');
  expect(await log.lastLine(mark)).toBe('PANIC:  no room');
});

it.each(['rename', 'empty'] as const)('keeps one predecessor when it has grown (%s)', async (how) => {
  await appendFile(path, 'older\n'.repeat(50));
  await keepSmall(path, how, 1_000);
  expect(await readFile(path, 'utf8')).toHaveLength(300);
  await keepSmall(path, how, 100);
  expect(await readFile(`${path}.1`, 'utf8')).toHaveLength(300);
  expect(await readFile(path, 'utf8').catch(() => '')).toBe('');
});

it('needs no file to be there', async () => {
  await expect(keepSmall(path, 'rename')).resolves.toBeUndefined();
});
