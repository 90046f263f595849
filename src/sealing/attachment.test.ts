// C1, C4, C5 of README.md: chunks in their order, all of them, and no others.

import { beforeAll, describe, expect, it } from 'vitest';
import {
  CHUNK_BYTES,
  type ChunkCipher,
  chunkCount,
  openAttachment,
  readAttachmentHead,
  sealAttachment,
} from './attachment.ts';
import {
  ATTACHMENT_ID,
  KEY_ID,
  LETTER,
  makeParties,
  PARCEL,
  type Parties,
  turned,
  WHOLE,
} from './sealing.mock.ts';

let parties: Parties;
beforeAll(async () => {
  parties = await makeParties();
});

const begin = (place = 0) =>
  sealAttachment({ parcel: PARCEL, keyId: KEY_ID, place }, parties.server.publicKey, {
    ...LETTER,
    replyKey: parties.writer.publicKey,
  });

async function sealAll(chunks: ChunkCipher): Promise<Uint8Array<ArrayBuffer>[]> {
  const count = chunkCount(WHOLE.length);
  return await Promise.all(
    Array.from({ length: count }, (_, index) =>
      chunks.seal(index, index === count - 1, WHOLE.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)),
    ),
  );
}

async function open(head: Uint8Array) {
  const read = readAttachmentHead(head);
  const opened = read && (await openAttachment(read, parties.server));
  if (!opened) throw new Error('This is no head of an attachment');
  return opened;
}

/** What a server makes of these as the whole: undefined where one does not open. */
async function openAll({ chunks }: { chunks: ChunkCipher }, sealed: readonly Uint8Array<ArrayBuffer>[]) {
  const parts: Uint8Array[] = [];
  for (const [index, chunk] of sealed.entries()) {
    const part = await chunks.open(index, index === sealed.length - 1, chunk);
    if (!part) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

describe('a sealed attachment', () => {
  it('comes out whole, chunk by chunk, each opened by whoever has the head', async () => {
    const { head, chunks } = await begin();
    const sealed = await sealAll(chunks);
    expect(sealed.length).toBe(3);
    const { replyKey: _, chunks: __, ...letter } = await open(head);
    expect(letter).toEqual(LETTER);
    expect(await openAll(await open(head), sealed)).toEqual(Buffer.from(WHOLE));
    // A server that was started in between begins with any of them.
    expect(await (await open(head)).chunks.open(1, false, sealed[1] ?? new Uint8Array())).toEqual(
      WHOLE.slice(CHUNK_BYTES, 2 * CHUNK_BYTES),
    );
  });

  it('is not taken cut short, reordered, doubled, lengthened or spliced (C4)', async () => {
    const { head, chunks } = await begin();
    const [a, b, c] = (await sealAll(chunks)) as [
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
    ];
    const twin = await begin();
    const [, spliced] = (await sealAll(twin.chunks)) as [unknown, Uint8Array<ArrayBuffer>];
    const opened = await open(head);
    for (const wrong of [
      [a, b],
      [a],
      [b, a, c],
      [a, c],
      [a, a, c],
      [a, b, b, c],
      [a, b, c, c],
      [a, spliced, c],
      [a, turned(b, 9), c],
      [a, b, c.slice(0, -1)],
    ]) {
      expect(await openAll(opened, wrong)).toBeUndefined();
    }
    expect(await openAll(opened, [a, b, c])).toBeDefined();
  });

  it('is bound to its place of its parcel, and sealed to the server (C1)', async () => {
    const { head } = await begin(3);
    expect(readAttachmentHead(head)?.header).toEqual({ parcel: PARCEL, keyId: KEY_ID, place: 3 });
    const text = Buffer.from(head).toString('latin1');
    expect(text).not.toContain(ATTACHMENT_ID);
    const moved = readAttachmentHead(
      new Uint8Array(Buffer.from(text.replace('"place":3', '"place":4'), 'latin1')),
    );
    expect(moved?.header.place).toBe(4);
    expect(moved && (await openAttachment(moved, parties.server))).toBeUndefined();
    const read = readAttachmentHead(head);
    expect(read && (await openAttachment(read, parties.stranger))).toBeUndefined();
    expect(readAttachmentHead(new Uint8Array(200))).toBeUndefined();
  });
});
