import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StorageFull } from './blob-store.ts';
import { asStorageFull, writeAll } from './scratch-file.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-scratch-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  { least: 1, name: 'byte by byte' },
  { least: 4, name: 'over the end of a piece' },
  { least: 7, name: 'more than two pieces at once' },
  { least: 100, name: 'all at once' },
])('writes every byte where the system takes them $name', async ({ least, name }) => {
  const path = join(folder, name);
  const file = await open(path, 'w');
  const writev = file.writev.bind(file);
  // As a disk that is nearly full does: no more than so many bytes of a call.
  file.writev = async (pieces, position) => {
    const taken = Buffer.concat(pieces as readonly unknown[] as Uint8Array[]).subarray(0, least);
    const { bytesWritten } = await writev([taken], position);
    return { bytesWritten, buffers: pieces };
  };
  const pieces = ['abc', '', 'defgh', 'i', 'jklm'].map((text) => Buffer.from(text));

  await writeAll(file, pieces.slice(0, 2), 0);
  await writeAll(file, pieces.slice(2), 3);

  await file.close();
  expect(await readFile(path, 'utf8')).toBe('abcdefghijklm');
});

/** Linux: a device that is always full. */
const FULL = '/dev/full';

it.runIf(existsSync(FULL))('knows a disk that is full by the system’s own word', async () => {
  const file = await open(FULL, 'r+');
  const end = await writeAll(file, [Buffer.alloc(4_096)], 0).catch(asStorageFull);
  await file.close();
  expect(end).toBeInstanceOf(StorageFull);
});
