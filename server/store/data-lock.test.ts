// The lock on the data folder: exclusive, and gone with its process however that ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { readHolder, takeDataLock, tryDataLock } from './data-lock.ts';

// Not by `new URL`, which the search for dead code takes for a use of everything in the file.
const moduleUrl = pathToFileURL(resolve(import.meta.dirname, 'data-lock.ts')).href;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kopru-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function holdInAnotherProcess() {
  const program = `
    import { takeDataLock } from ${JSON.stringify(moduleUrl)};
    const lock = await takeDataLock(process.argv[1], 'server');
    console.log(lock.ok);
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('true\n');
  return child;
}

it('is refused to a second process, which is told who has it', async () => {
  const child = await holdInAnotherProcess();
  expect(await takeDataLock(dataDir, 'server')).toEqual({
    ok: false,
    fault: { code: 'dataFolderTaken', params: { path: dataDir, pid: child.pid } },
  });
});

it('is free the moment its process was killed, note or no note', async () => {
  const child = await holdInAnotherProcess();
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  expect((await readHolder(dataDir)).pid).toBe(child.pid);
  const lock = await tryDataLock(dataDir, 'server');
  expect(lock?.ok).toBe(true);
  if (lock?.ok) await lock.release();
});

it('is exclusive within a process, and can be taken again after release', async () => {
  const first = await tryDataLock(dataDir, 'command');
  expect(await tryDataLock(dataDir, 'server')).toBeUndefined();
  expect(await readHolder(dataDir)).toEqual({ pid: process.pid, role: 'command' });
  if (first?.ok) await first.release();
  const second = await tryDataLock(dataDir, 'server');
  expect(second?.ok).toBe(true);
  if (second?.ok) await second.release();
});

it.each(['', '{', '[]', '{"pid":"1","role":"server"}', '{"pid":1,"role":"king"}'])(
  'takes the note %j for an unknown holder',
  async (note) => {
    await writeFile(join(dataDir, 'lock-holder.json'), note);
    expect(await readHolder(dataDir)).toEqual({ pid: 0, role: 'unknown' });
  },
);

it('reports a folder that is not there', async () => {
  expect(await tryDataLock(join(dataDir, 'gone'), 'server')).toMatchObject({
    fault: { code: 'dataFolderUnusable' },
  });
});
