import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judgeFrontEnd } from './front-end-build.ts';

let root: string;

/** @param minute of the change, on some day */
async function put(path: string, minute: number): Promise<void> {
  await writeFile(join(root, path), 'x');
  await touch(path, minute);
}

function touch(path: string, minute: number): Promise<void> {
  const time = new Date(Date.UTC(2026, 10, 23, 8, minute));
  return utimes(join(root, path), time, time);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kopru-build-'));
  await mkdir(join(root, 'src/citizen'), { recursive: true });
  await mkdir(join(root, 'dist'));
  for (const path of ['src/citizen/main.tsx', 'index.html', 'staff.html', 'package-lock.json'])
    await put(path, 1);
  for (const folder of ['src/citizen', 'src']) await touch(folder, 1);
  for (const page of ['dist/index.html', 'dist/staff.html']) await put(page, 10);
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe('the built front end', () => {
  it('is current when every source is older', async () => {
    expect(await judgeFrontEnd(root)).toBe('current');
  });

  it.each(['index.html', 'staff.html'])('is missing without its %s', async (page) => {
    await rm(join(root, 'dist', page));
    expect(await judgeFrontEnd(root)).toBe('missing');
  });

  it.each(['src/citizen/main.tsx', 'package-lock.json'])('is outdated when %s changed', async (source) => {
    await put(source, 11);
    expect(await judgeFrontEnd(root)).toBe('outdated');
  });

  it('is outdated when a source was deleted', async () => {
    await rm(join(root, 'src/citizen/main.tsx'));
    await touch('src/citizen', 11);
    expect(await judgeFrontEnd(root)).toBe('outdated');
  });

  it('is outdated when a source changed between its first page and its last', async () => {
    await put('src/citizen/main.tsx', 11);
    await touch('dist/staff.html', 12);
    expect(await judgeFrontEnd(root)).toBe('outdated');
  });
});
