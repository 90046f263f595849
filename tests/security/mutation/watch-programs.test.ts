// The watch of `npm run mutate`, on programs that do what they must not.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openSandbox } from '../../../server/attachments/pipeline/sandbox.ts';
import { watchPrograms } from './watch-programs.ts';

const MEMORY_BYTES = 512 * 1024 * 1024;
const LIMITS = { wallMs: 60_000, cpuSeconds: 10, memoryBytes: MEMORY_BYTES, fileBytes: 1024 * 1024 };
const SLEEP = '/bin/sleep';
const showsProcesses = existsSync(`/proc/self/task/${process.pid}/children`) && existsSync(SLEEP);

it.runIf(showsProcesses)('tells of a program without a limit and in the network of the server', async () => {
  const watch = watchPrograms(true, MEMORY_BYTES);
  const child = spawn(SLEEP, ['60'], { stdio: 'ignore' });
  const exit = once(child, 'exit');
  await once(child, 'spawn');
  const found = watch?.stop();
  child.kill('SIGKILL');
  await exit;
  expect(found?.programs).toBe(1);
  expect(found?.peakBytes).toBeGreaterThan(0);
  expect(found?.faults).toContain('sleep was allowed Infinity bytes of memory');
  expect(found?.faults).toContain('sleep stood in the network of the server');
});

it.runIf(showsProcesses)(
  'finds nothing wrong with one in the sandbox, and a limit that is too high',
  async () => {
    const sandbox = await openSandbox();
    const hasWalls = sandbox.kind === 'bubblewrap';
    const watch = watchPrograms(hasWalls, MEMORY_BYTES);
    const strict = watchPrograms(hasWalls, MEMORY_BYTES - 1024);
    const end = sandbox
      .run({ program: SLEEP, args: ['60'], readable: [], limits: LIMITS })
      .catch(() => 'closed');
    await expect.poll(() => watch?.look()).toBe(1);
    const [found, stricter] = [watch?.stop(), strict?.stop()];
    sandbox.close();
    await end;
    expect(found).toMatchObject({ programs: 1, faults: [] });
    expect(stricter?.faults).toEqual([`sleep was allowed ${MEMORY_BYTES} bytes of memory`]);
  },
);
