// The part store's contract, against the disk and against an S3-compatible store.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openAttachmentStores } from '../../server/attachments/attachment-stores.ts';
import { type Part, PartMissing, type PartStore } from '../../server/attachments/part-store/part-store.ts';
import { listParts } from '../../server/attachments/upload-progress.ts';
import { forEachPlace } from './attachment-stores.ts';
import { freshId } from './http-app.ts';

async function append(store: PartStore, id: string, parts: readonly Part[], bytes: Buffer): Promise<Part[]> {
  const end = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const writer = await store.openWriter(id, end, parts.at(-1));
  for (let at = 0; at < bytes.length; at += 10_000) await writer.write(bytes.subarray(at, at + 10_000));
  const changed = await writer.flush();
  await writer.close();
  return listParts(parts, changed);
}

async function whole(store: PartStore, parts: readonly Part[]): Promise<Buffer> {
  const source = await store.gather(parts);
  if (typeof source === 'string') return readFile(source);
  return buffer(source);
}

forEachPlace((place) => {
  const open = () => openAttachmentStores(place()).parts;

  describe('the parts of an upload', () => {
    it('are the whole in their order, from one process and from several', async () => {
      const bytes = randomBytes(120_000);
      for (const stores of [[open()], [open(), open()], [open(), open(), open()]]) {
        const id = freshId();
        let parts: Part[] = [];
        for (let turn = 0; turn < 4; turn++) {
          const store = stores[turn % stores.length] ?? open();
          parts = await append(store, id, parts, bytes.subarray(turn * 30_000, (turn + 1) * 30_000));
        }
        expect(await whole(open(), parts)).toEqual(bytes);
      }
    });

    it('never hold what was written and not flushed', async () => {
      const [store, id] = [open(), freshId()];
      const parts = await append(store, id, [], Buffer.from('kept '));
      const writer = await store.openWriter(id, 5, parts.at(-1));
      await writer.write(Buffer.from('lost in the power cut'));
      await writer.close();
      expect((await whole(store, parts)).toString()).toBe('kept ');
      const more = await append(store, id, parts, Buffer.from('too'));
      expect((await whole(store, more)).toString()).toBe('kept too');
    });

    it('are safe from a server that slept and writes where another has gone on', async () => {
      const [sleeping, awake, id] = [open(), open(), freshId()];
      const parts = await append(sleeping, id, [], Buffer.from('one '));
      const late = await sleeping.openWriter(id, 4, parts.at(-1));
      const more = await append(awake, id, parts, Buffer.from('two'));
      await late.write(Buffer.from('OVERWRITTEN'));
      await late.flush();
      await late.close();
      expect((await whole(open(), more)).toString()).toBe('one two');
    });

    it('hold what was written while they were being made durable, from the next time on', async () => {
      const [store, id, bytes] = [open(), freshId(), randomBytes(100_000)];
      const writer = await store.openWriter(id, 0, undefined);
      await writer.write(bytes.subarray(0, 40_000));
      const flushing = writer.flush();
      await writer.write(bytes.subarray(40_000));
      const first = await flushing;
      expect(first.map(({ firstByte, byteLength }) => [firstByte, byteLength])).toEqual([[0, 40_000]]);
      const parts = listParts(first, await writer.flush());
      await writer.close();
      expect(await whole(store, parts)).toEqual(bytes);
    });

    it('cost nothing where nothing was written', async () => {
      const writer = await open().openWriter(freshId(), 0, undefined);
      expect(await writer.flush()).toEqual([]);
      await writer.close();
    });

    it('are missed when they are gone', async () => {
      const [store, id] = [open(), freshId()];
      const parts = await append(store, id, [], Buffer.from('x'));
      const more = await append(open(), id, parts, Buffer.from('y'));
      await store.remove(parts);
      await store.remove(parts);
      await expect(whole(store, more)).rejects.toThrow(PartMissing);
    });
  });
});
