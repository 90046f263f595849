// The blob store's contract, against the disk and against an S3-compatible store.

import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openAttachmentStores } from '../../server/attachments/attachment-stores.ts';
import { BlobDiffers, BlobMissing } from '../../server/attachments/blob-store/blob-store.ts';
import { S3Failure } from '../../server/attachments/blob-store/s3-client.ts';
import { forEachPlace } from './attachment-stores.ts';

const keyOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* inPieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* breakingOff(): AsyncGenerator<Buffer> {
  yield Buffer.from('half of');
  throw new Error('the sender is gone');
}

forEachPlace((place, kind) => {
  const blobs = () => openAttachmentStores(place()).blobs;

  describe('a blob', () => {
    it('comes out as it went in, under its SHA-256, from a stream and from a file', async () => {
      const bytes = randomBytes(250_000);
      expect(await blobs().put(inPieces(bytes))).toEqual({ key: keyOf(bytes), byteLength: 250_000 });
      expect(await buffer(await blobs().open(keyOf(bytes)))).toEqual(bytes);
      const path = join(place().dataDir, 'given');
      const others = randomBytes(70_000);
      await writeFile(path, others);
      const stored = await blobs().put(path, { digest: keyOf(others) });
      expect(await buffer(await blobs().open(stored.key))).toEqual(others);
      await expect(stat(path)).rejects.toThrow('ENOENT');
    });

    it('is stored once, however often it is put', async () => {
      const bytes = randomBytes(5_000);
      const all = [blobs(), blobs(), blobs()].map((store) => store.put(inPieces(bytes)));
      expect(new Set((await Promise.all(all)).map(({ key }) => key)).size).toBe(1);
      expect(await blobs().stat(keyOf(bytes))).toEqual({ byteLength: 5_000 });
    });

    it('is read from byte to byte, both included', async () => {
      const bytes = randomBytes(1_000);
      const { key } = await blobs().put(inPieces(bytes));
      expect(await buffer(await blobs().open(key, { start: 10, end: 19 }))).toEqual(bytes.subarray(10, 20));
      expect(await buffer(await blobs().open(key, { start: 999, end: 999 }))).toEqual(bytes.subarray(999));
    });

    it('is a file for tools that need one, until they let it go', async () => {
      const bytes = randomBytes(3_000);
      const { key } = await blobs().put(inPieces(bytes));
      const { path, release } = await blobs().asFile(key);
      expect(await readFile(path)).toEqual(bytes);
      await release();
      expect(await blobs().stat(key)).toBeDefined();
    });

    it('is gone when it was deleted, and deleting it again does nothing', async () => {
      const { key } = await blobs().put(inPieces(randomBytes(100)));
      await blobs().delete(key);
      await blobs().delete(key);
      expect(await blobs().stat(key)).toBeUndefined();
      await expect(blobs().open(key)).rejects.toThrow(BlobMissing);
      await expect(blobs().asFile(key)).rejects.toThrow(BlobMissing);
    });

    it('is not kept where it is not what was announced, or where its stream breaks', async () => {
      const bytes = randomBytes(2_000);
      await expect(blobs().put(inPieces(bytes), { digest: keyOf(randomBytes(1)) })).rejects.toThrow(
        BlobDiffers,
      );
      await expect(blobs().put(breakingOff())).rejects.toThrow('the sender is gone');
      expect(await blobs().stat(keyOf(bytes))).toBeUndefined();
      const left = await readdir(join(place().dataDir, kind === 'disk' ? 'blobs/incoming' : 'scratch'));
      expect(left).toEqual([]);
    });

    it('that is young is never taken as old, and deleting an old one that is not there does nothing', async () => {
      const { key } = await blobs().put(inPieces(randomBytes(100)));
      const beforeMs = Date.now() - 60_000;
      expect(await Array.fromAsync(blobs().listOld(beforeMs))).toEqual([]);
      expect(await blobs().deleteOld(key, beforeMs)).toBe(false);
      expect(await blobs().deleteOld(keyOf(randomBytes(1)), beforeMs)).toBe(false);
      expect(await blobs().stat(key)).toBeDefined();
    });

    it('has no other name than a key', async () => {
      await expect(blobs().open('../../etc/passwd')).rejects.toThrow('Not a key');
      await expect(blobs().asFile('A'.repeat(64))).rejects.toThrow('Not a key');
    });
  });

  /** As if the bytes had been put in 1970: with the means of the store's own side. */
  const age = (key: string): Promise<void> => {
    const folder = kind === 'disk' ? 'blobs' : 's3/kopru/blobs';
    const file = kind === 'disk' ? key : `${key}._S3rver_object`;
    return utimes(join(place().dataDir, folder, key.slice(0, 2), key.slice(2, 4), file), 1, 1);
  };

  describe('a blob', () => {
    it('that is old is named and goes, unless it was put again, from whichever file', async () => {
      const [old, again] = [randomBytes(100), randomBytes(100)];
      const beforeMs = Date.now() - 60_000;
      for (const bytes of [old, again]) {
        const { key } = await blobs().put(inPieces(bytes));
        await age(key);
      }
      expect((await Array.fromAsync(blobs().listOld(beforeMs))).toSorted()).toEqual(
        [keyOf(old), keyOf(again)].toSorted(),
      );
      const path = join(place().dataDir, 'part');
      await writeFile(path, again);
      await utimes(path, 1, 1);
      await blobs().put(path, { digest: keyOf(again), isHashed: true });
      expect(await blobs().deleteOld(keyOf(again), beforeMs)).toBe(false);
      expect(await blobs().deleteOld(keyOf(old), beforeMs)).toBe(true);
      expect(await blobs().stat(keyOf(old))).toBeUndefined();
      expect(await buffer(await blobs().open(keyOf(again)))).toEqual(again);
    });
  });

  if (kind === 'disk') {
    it('what a killed process was writing goes when it is old, and what is being written stays', async () => {
      const { key } = await blobs().put(inPieces(randomBytes(100)));
      const incoming = join(place().dataDir, 'blobs', 'incoming');
      await writeFile(join(incoming, 'left-behind'), 'half of a recording');
      await utimes(join(incoming, 'left-behind'), 1, 1);
      await writeFile(join(incoming, 'being-written'), 'half of another');
      expect(await Array.fromAsync(blobs().listOld(Date.now() - 60_000))).not.toContain(key);
      expect(await readdir(incoming)).toEqual(['being-written']);
    });
  }

  if (kind === 's3') {
    it('signs each request with its secret: with another nothing is done', async () => {
      const { attachments, dataDir } = place();
      const bytes = randomBytes(10);
      const { key } = await blobs().put(inPieces(bytes));
      const s3 = attachments.s3 && { ...attachments.s3, secretAccessKey: 'another' };
      const stranger = openAttachmentStores({ dataDir, attachments: { ...attachments, s3 } }).blobs;
      await expect(stranger.open(key)).rejects.toThrow('403');
      await expect(stranger.put(inPieces(randomBytes(10)))).rejects.toThrow('403');
      await expect(stranger.delete(key)).rejects.toThrow('403');
      await expect(stranger.deleteOld(key, Date.now() + 60_000)).rejects.toThrow('403');
      expect(await buffer(await blobs().open(key))).toEqual(bytes);
    });

    it('says so where the object store does not answer, or not as it should', async () => {
      const { attachments, dataDir } = place();
      const s3 = attachments.s3 && { ...attachments.s3, bucket: 'no-such-bucket' };
      const elsewhere = openAttachmentStores({ dataDir, attachments: { ...attachments, s3 } });
      await expect(elsewhere.blobs.put(inPieces(randomBytes(10)))).rejects.toThrow(S3Failure);
    });
  }
});
