// What the contract suite (tests/contracts/part-store.test.ts) cannot see: when the disk is asked to write.

import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest';
import { StorageFull } from '../blob-store/blob-store.ts';
import { createDiskPartStore } from './disk-part-store.ts';

const PIECE = Buffer.alloc(512 * 1024, 7);
let folder: string;
let datasync: MockInstance<() => Promise<void>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-parts-'));
  const file = await open(join(folder, 'any'), 'w');
  datasync = vi.spyOn(Object.getPrototypeOf(file), 'datasync');
  await file.close();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function writePieces(count: number) {
  const writer = await createDiskPartStore(folder).openWriter('an-upload', 0, undefined);
  for (let piece = 0; piece < count; piece++) await writer.write(PIECE);
  return writer;
}

it('lets the disk begin after four megabytes, while more comes, and once more at the end', async () => {
  const writer = await writePieces(7);
  expect(datasync).toHaveBeenCalledTimes(0);
  await writer.write(PIECE);
  expect(datasync).toHaveBeenCalledTimes(1);
  await writer.write(PIECE);
  expect(await writer.flush()).toMatchObject([{ firstByte: 0, byteLength: 9 * PIECE.length }]);
  expect(datasync).toHaveBeenCalledTimes(2);
  await writer.close();
});

it('promises nothing any more where the disk failed while more came, as it says so only once', async () => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  datasync.mockRejectedValueOnce(full);
  const writer = await writePieces(9);
  await expect(writer.flush()).rejects.toThrow(StorageFull);
  await expect(writer.flush()).rejects.toThrow(StorageFull);
  await writer.close();
});
