// F1, F2 of parcel-file.ts: what was written comes out, and nothing else comes out as if it were.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CarriedAnswer, readAnswersFile, writeAnswersFile } from './answers-file.ts';
import { CHUNK_BYTES, chunkCount, sealAttachment } from './attachment.ts';
import { sealApplication } from './envelope.ts';
import { fileOfText, writeFileText } from './file-text.ts';
import { concat } from './frame.ts';
import { type ParcelToWrite, readParcelFile, writeParcelFile } from './parcel-file.ts';
import {
  APPLICATION_ID,
  ATTACHMENT_ID,
  KEY_ID,
  makeParties,
  OTHER_PARCEL,
  PARCEL,
  type Parties,
  turned,
} from './sealing.mock.ts';

let parties: Parties;
let TEXT_ONLY: Uint8Array<ArrayBuffer>;
let WITH_FILES: Uint8Array<ArrayBuffer>;
let parcel: ParcelToWrite;

beforeAll(async () => {
  parties = await makeParties();
  parcel = await seal(PARCEL, [2 * CHUNK_BYTES + 100, 5]);
  WITH_FILES = await whole(parcel);
  TEXT_ONLY = await whole({ ...parcel, attachments: [] });
});

async function seal(name: string, sizes: number[]): Promise<ParcelToWrite> {
  const server = parties.server.publicKey;
  const replyKey = parties.writer.publicKey;
  const envelope = await sealApplication({ parcel: name, keyId: KEY_ID }, server, {
    id: APPLICATION_ID,
    mayBeCarried: true,
    replyKey,
    body: new TextEncoder().encode('{"subject":"Sokak lambası yanmıyor"}'),
  });
  const attachments = await Promise.all(
    sizes.map(async (byteLength, place) => {
      const header = { parcel: name, keyId: KEY_ID, place };
      const letter = {
        applicationId: APPLICATION_ID,
        attachmentId: ATTACHMENT_ID,
        trackingKey: 'A'.repeat(43),
      };
      const { head, chunks: cipher } = await sealAttachment(header, server, {
        ...letter,
        byteLength,
        replyKey,
      });
      const chunks = chunkCount(byteLength);
      const read = (index: number) => {
        const length = Math.min(CHUNK_BYTES, byteLength - index * CHUNK_BYTES);
        return cipher.seal(index, index === chunks - 1, new Uint8Array(length).fill(index));
      };
      return { head, chunks, bytes: byteLength + 16 * chunks, read };
    }),
  );
  return { envelope, attachments };
}

async function whole(written: ParcelToWrite): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of writeParcelFile(written)) parts.push(part);
  return concat(...parts);
}

const blob = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]);

/** What comes out of these bytes: all chunks, or the fault. */
async function readAll(bytes: Uint8Array<ArrayBuffer>) {
  const read = await readParcelFile(blob(bytes));
  if (!read.ok) return read.fault;
  const chunks: Uint8Array[] = [];
  const pieces = read.parcel.chunks();
  for (;;) {
    const next = await pieces.next();
    if (next.done) return next.value ?? { ...read.parcel, chunks };
    chunks.push(next.value.chunk);
  }
}

describe('a parcel as a file', () => {
  it('comes out as it went in: envelope, heads, chunks', async () => {
    const read = await readAll(WITH_FILES);
    if (typeof read === 'string') throw new Error(read);
    expect(read.header).toEqual({ parcel: PARCEL, keyId: KEY_ID });
    expect(read.envelope).toEqual(new Uint8Array(parcel.envelope));
    expect(read.attachments.map(({ head }) => head)).toEqual(
      parcel.attachments.map(({ head }) => new Uint8Array(head)),
    );
    expect(read.chunks.map(({ length }) => length)).toEqual([CHUNK_BYTES + 16, CHUNK_BYTES + 16, 116, 21]);
    expect(await readAll(TEXT_ONLY)).toMatchObject({ chunks: [], attachments: [] });
  });

  it.each<[string, () => Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>, string]>([
    ['nothing', () => new Uint8Array(), 'foreign'],
    ['a photo', () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]), 'foreign'],
    [
      'a later version',
      () => turned(concat(new TextEncoder().encode('KSP3'), TEXT_ONLY.subarray(4)), 3),
      'newer',
    ],
    ['a file without its end', () => WITH_FILES.slice(0, -1), 'cut'],
    ['a file without its second half', () => WITH_FILES.slice(0, WITH_FILES.length >> 1), 'cut'],
    ['its mark and table alone', () => WITH_FILES.slice(0, 40), 'cut'],
    ['a file with something behind it', () => concat(WITH_FILES, new Uint8Array(1)), 'damaged'],
    ['two files in one', () => concat(TEXT_ONLY, TEXT_ONLY), 'damaged'],
    ['a bit of the table turned', () => turned(TEXT_ONLY, 12), 'damaged'],
    ['a bit of the last chunk turned', () => turned(WITH_FILES, WITH_FILES.length - 20), 'damaged'],
    ['a bit of the last check turned', () => turned(WITH_FILES, WITH_FILES.length - 1), 'damaged'],
    [
      'an attachment of another parcel',
      async () => whole({ ...parcel, attachments: (await seal(OTHER_PARCEL, [5])).attachments }),
      'damaged',
    ],
    [
      'attachments in another order',
      () => whole({ ...parcel, attachments: [...parcel.attachments].reverse() }),
      'damaged',
    ],
    ['what is no envelope', () => whole({ envelope: new Uint8Array(300), attachments: [] }), 'damaged'],
  ])('says of %s what it is', async (_, make, fault) => {
    expect(await readAll(await make())).toBe(fault);
  });

  it.each([
    ['envelope', 'KSE2', 'newer'],
    ['head of an attachment', 'KSA2', 'newer'],
    ['envelope', 'ABCD', 'damaged'],
    ['head of an attachment', 'KSE1', 'damaged'],
  ])('whose %s begins with %s, and is whole by its check, is %s', async (part, mark, fault) => {
    const marked = (sealed: Uint8Array) => concat(new TextEncoder().encode(mark), sealed.slice(4));
    const [first, ...others] = parcel.attachments;
    if (!first) throw new Error('There is no attachment');
    const file = await whole(
      part === 'envelope'
        ? { ...parcel, envelope: marked(parcel.envelope) }
        : { ...parcel, attachments: [{ ...first, head: marked(first.head) }, ...others] },
    );
    const read = await readParcelFile(blob(file));
    const inside = read.ok ? await read.parcel.chunks().next() : undefined;
    expect(read.ok ? inside?.value : read.fault).toBe(fault);
  });

  it('is never taken for whole when it was cut or changed anywhere (F2)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(TEXT_ONLY.length - 1), fc.nat(7), async (at, bit) => {
        const wrong = new Uint8Array(TEXT_ONLY);
        wrong[at] = (wrong[at] ?? 0) ^ (1 << bit);
        expect(['foreign', 'newer', 'cut', 'damaged']).toContain(await readAll(wrong));
        expect(['foreign', 'cut']).toContain(await readAll(TEXT_ONLY.slice(0, at)));
      }),
      { numRuns: 300 },
    );
  });

  it('gives a fault and no exception for whatever bytes begin like it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const made = concat(TEXT_ONLY.subarray(0, 6), bytes);
        expect(typeof (await readAll(made))).toBe('string');
      }),
      { numRuns: 200 },
    );
  });
});

const SENTENCE = 'Köprü: mühürlü başvuru. Kurye sayfasında açın.';

async function asText(bytes: Uint8Array, step: number): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  }
  let text = '';
  for await (const part of writeFileText(SENTENCE, pieces())) text += part;
  return text;
}
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

describe('a file as text', () => {
  it('holds the same bytes, whatever lines became of it on the way', async () => {
    for (const bytes of [TEXT_ONLY, WITH_FILES.slice(0, 300_001), new Uint8Array([1]), new Uint8Array()]) {
      const text = await asText(bytes, 1000);
      expect(text.startsWith(SENTENCE)).toBe(true);
      expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(64);
      for (const sent of [
        text,
        text.replaceAll('\n', '\r\n'),
        `\uFEFF${text}`,
        text.replaceAll('\n', ' \n'),
      ]) {
        expect(await bytesOf(await fileOfText(new Blob([sent])))).toEqual(new Uint8Array(bytes));
      }
    }
  });

  it('that is none comes back as it is, and one that was cut is cut inside', async () => {
    const file = blob(TEXT_ONLY);
    expect(await fileOfText(file)).toBe(file);
    const text = await asText(TEXT_ONLY, 500);
    for (const length of [400, 1001, text.length - 60]) {
      expect(await readAll(await bytesOf(await fileOfText(new Blob([text.slice(0, length)]))))).toBe('cut');
    }
  });
});

describe('answers on their way back', () => {
  const ANSWERS: CarriedAnswer[] = [
    { parcel: PARCEL, sealed: 'AAAA', attachments: [{ place: 0, sealed: 'BBBB' }] },
    { parcel: OTHER_PARCEL, sealed: 'CCCC', attachments: [] },
  ];

  it('come out as they went in, all of them', async () => {
    expect(await readAnswersFile(blob(await writeAnswersFile(ANSWERS)))).toEqual({
      ok: true,
      answers: ANSWERS,
    });
  });

  it('are a fault when they were cut or changed, or are a parcel', async () => {
    const file = await writeAnswersFile(ANSWERS);
    const fault = async (bytes: Uint8Array<ArrayBuffer>) => {
      const read = await readAnswersFile(blob(bytes));
      return read.ok ? undefined : read.fault;
    };
    expect(await fault(file.slice(0, -1))).toBe('cut');
    expect(await fault(file.slice(0, 5))).toBe('foreign');
    expect(await fault(concat(file, file))).toBe('damaged');
    expect(await fault(concat(new TextEncoder().encode('KSR2'), file.slice(4)))).toBe('newer');
    expect(await fault(TEXT_ONLY)).toBe('foreign');
    expect(await fault(await writeAnswersFile([]))).toBe('damaged');
    for (let at = 8; at < file.length; at += 3) expect(await fault(turned(file, at))).toBe('damaged');
  });
});
