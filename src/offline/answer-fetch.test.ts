import { createHash, randomBytes } from 'node:crypto';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Fetched, type FetchOptions, fetchMedium, type Wanted } from './answer-fetch.ts';
import { read, write } from './database.ts';
import { discardRecords } from './discard.ts';
import { type Asked, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { isWhole, readKept, readPlayable, removeKept } from './kept-answers.ts';
import type { StoredThread } from './schema.ts';
import { forgetThread } from './threads.ts';

const PIECE = 256 * 1024;
const APPLICATION = '01900000-0000-7000-8000-000000000001';
const MEDIUM = '01900000-0000-7000-8000-000000000002';
const VIDEO = randomBytes(2 * PIECE + 1_000);
const SOUND = randomBytes(5_000);

let device: MockEnvironment;
/** What the server has, by the name of the form. */
let served: Record<string, Buffer>;
/** The path's last part and the range of every question. */
let questions: string[];

beforeEach(async () => {
  device = mockEnvironment();
  served = { mp4: VIDEO, webm: SOUND };
  questions = [];
  device.answer = answer;
  await hold(APPLICATION);
});

const hold = (applicationId: string) =>
  write(device, ['threads'], (all) =>
    all.objectStore('threads').put({ applicationId, trackingKey: 'k' } as StoredThread),
  );

function answer({ path, headers }: Asked): HttpAnswer {
  const [, id, form = ''] = /^\/api\/attachments\/([^/]+)\/(\w+)$/.exec(path) ?? [];
  questions.push(`${form} ${headers.range ?? 'whole'}`);
  const whole = served[form];
  if (headers.authorization !== 'Bearer k' || id !== MEDIUM || !whole) return bytesOf(404, Buffer.alloc(0));
  const etag = `"${createHash('sha256').update(whole).digest('hex')}"`;
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  const isPart = first !== '' && (headers['if-range'] ?? etag) === etag;
  if (!isPart) return bytesOf(200, whole, { etag, 'content-type': 'video/mp4' });
  const part = whole.subarray(Number(first), Number(last) + 1);
  if (part.length === 0) return bytesOf(416, part);
  const range = `bytes ${first}-${Number(first) + part.length - 1}/${whole.length}`;
  return bytesOf(206, part, { etag, 'content-type': 'video/mp4', 'content-range': range });
}

function bytesOf(status: number, bytes: Buffer, headers: Record<string, string> = {}): HttpAnswer {
  return {
    status,
    headers: { get: (name) => headers[name] ?? null },
    text: async () => '',
    arrayBuffer: async () => Uint8Array.from(bytes).buffer,
  };
}

const wanted = (rendition = 'mp4'): Wanted => ({
  applicationId: APPLICATION,
  trackingKey: 'k',
  medium: { id: MEDIUM, renditions: Object.keys(served) },
  rendition,
});
const fetchIt = (rendition?: string, options: Partial<FetchOptions> = {}): Promise<Fetched> =>
  fetchMedium(wanted(rendition), { isForNow: false, ...options }, device);
const kept = () => readKept(APPLICATION, MEDIUM, device);
const played = async () => {
  const playable = await readPlayable(APPLICATION, MEDIUM, device);
  return playable && Buffer.concat(playable.bytes.map((piece) => Buffer.from(piece)));
};
const keysHere = () => read(device, ['answers'], (all) => all.objectStore('answers').getAllKeys());

/** Answers so many questions, then fails. */
function failAfter(count: number, end: () => HttpAnswer = () => expect.fail('no network')): void {
  let left = count;
  device.answer = (asked) => (left-- > 0 ? answer(asked) : end());
}

describe('a medium of an answer', () => {
  it('is fetched piece by piece with the key, kept, and played without a connection', async () => {
    const shares: number[] = [];
    expect(await fetchIt('mp4', { onProgress: (share) => shares.push(share) })).toEqual({ kind: 'kept' });
    expect(questions).toHaveLength(3);
    expect(shares).toEqual([PIECE / VIDEO.length, (2 * PIECE) / VIDEO.length, 1]);
    device.answer = () => Promise.reject(new TypeError('no network'));
    expect((await played())?.equals(VIDEO)).toBe(true);
    expect(await kept()).toMatchObject({ mediaType: 'video/mp4', rendition: 'mp4' });
  });

  it('comes with its picture', async () => {
    served.poster = randomBytes(100);
    await fetchIt();
    expect((await readPlayable(APPLICATION, MEDIUM, device))?.poster).toHaveProperty('byteLength', 100);
  });

  it('goes on after a cut where it was, and asks for nothing twice (P1)', async () => {
    failAfter(1);
    expect(await fetchIt()).toEqual({ kind: 'no-answer' });
    expect(await played()).toBeUndefined();
    expect(await kept()).toMatchObject({ keptBytes: PIECE });
    device.answer = answer;
    expect(await fetchIt()).toEqual({ kind: 'kept' });
    expect(questions).toEqual([0, PIECE, 2 * PIECE].map((from) => `mp4 bytes=${from}-${from + PIECE - 1}`));
    expect((await played())?.equals(VIDEO)).toBe(true);
  });

  it('stops when it is told to, and keeps what has come', async () => {
    const stop = new AbortController();
    expect(await fetchIt('mp4', { onProgress: () => stop.abort(), signal: stop.signal })).toEqual({
      kind: 'stopped',
    });
    expect(await kept()).toMatchObject({ keptBytes: PIECE });
  });

  it('begins anew where the server has other bytes meanwhile', async () => {
    failAfter(1);
    await fetchIt();
    const other = randomBytes(VIDEO.length + 5);
    served.mp4 = other;
    device.answer = answer;
    expect(await fetchIt()).toEqual({ kind: 'kept' });
    expect((await played())?.equals(other)).toBe(true);
  });

  it('in another form takes the place of the first', async () => {
    await fetchIt();
    expect(await fetchIt('webm')).toEqual({ kind: 'kept' });
    expect((await played())?.equals(SOUND)).toBe(true);
    expect(await keysHere()).toHaveLength(2);
  });

  it('whose bytes are not those that were announced is thrown away (P2)', async () => {
    device.answer = async (asked) => {
      const right = answer(asked);
      const bytes = Buffer.from((await right.arrayBuffer?.()) ?? new ArrayBuffer(0));
      bytes[7] = (bytes[7] ?? 0) ^ 1;
      return { ...right, arrayBuffer: async () => Uint8Array.from(bytes).buffer };
    };
    expect(await fetchIt()).toEqual({ kind: 'damaged' });
    expect(await keysHere()).toEqual([]);
  });

  it.each<[string, number, Record<string, string>, Fetched['kind']]>([
    ['is not there', 404, {}, 'gone'],
    ['comes from a server that is busy', 503, {}, 'no-answer'],
    ['is not where it was said to be', 206, { 'content-range': 'bytes 5-9/100' }, 'damaged'],
    ['says nothing of its length', 206, {}, 'damaged'],
    ['has no such place', 416, {}, 'damaged'],
  ])('that %s leaves nothing', async (_, status, headers, kind) => {
    device.answer = () => bytesOf(status, Buffer.from('abc'), headers);
    expect(await fetchIt()).toEqual({ kind });
    expect(await keysHere()).toEqual([]);
  });

  it('is fetched by one page at a time (P4)', async () => {
    const [one, other] = await Promise.all([fetchIt(), fetchIt()]);
    expect([one.kind, other.kind].toSorted()).toEqual(['busy', 'kept']);
  });

  it('is removed by the citizen, and may be fetched again', async () => {
    await fetchIt();
    await removeKept(APPLICATION, MEDIUM, device);
    expect(await keysHere()).toEqual([]);
    expect(await fetchIt()).toEqual({ kind: 'kept' });
  });

  it('of which the browser has lost a piece is not played', async () => {
    await fetchIt();
    await write(device, ['answers'], (all) =>
      all.objectStore('answers').delete([APPLICATION, MEDIUM, PIECE]),
    );
    const record = await kept();
    expect(record && isWhole(record)).toBe(true);
    expect(await played()).toBeUndefined();
  });
});

describe('without room on the device', () => {
  beforeEach(() => {
    device.storage = { estimate: async () => ({ usage: 90, quota: 100 }) };
  });

  it('it is not kept, and nothing is left in the way', async () => {
    expect(await fetchIt()).toEqual({ kind: 'no-room' });
    expect(await keysHere()).toEqual([]);
  });

  it('it is there for now, whole, also where the room ends in the middle', async () => {
    device.storage = { estimate: async () => ({ usage: 0, quota: 1_000_000_000 }) };
    let pieces = 0;
    device.answer = (asked) => {
      if (++pieces === 2) device.storage = { estimate: async () => ({ usage: 90, quota: 100 }) };
      return answer(asked);
    };
    const fetched = await fetchIt('mp4', { isForNow: true });
    if (fetched.kind !== 'not-kept') return expect.fail(fetched.kind);
    const bytes = Buffer.concat(fetched.playable.bytes.map((piece) => Buffer.from(piece)));
    expect(bytes.equals(VIDEO)).toBe(true);
    expect(await keysHere()).toEqual([]);
  });

  it('it is checked all the same (P2)', async () => {
    served.mp4 = VIDEO.subarray(0, PIECE);
    device.answer = (asked) => ({ ...answer(asked), arrayBuffer: async () => new ArrayBuffer(PIECE) });
    expect(await fetchIt('mp4', { isForNow: true })).toEqual({ kind: 'damaged' });
  });
});

describe('what is kept goes with its application (P3)', () => {
  it('when the thread is taken off this device', async () => {
    await fetchIt();
    await forgetThread(APPLICATION, device);
    expect(await keysHere()).toEqual([]);
  });

  it('when everything is thrown away', async () => {
    await fetchIt();
    await discardRecords(device);
    expect(await keysHere()).toEqual([]);
  });

  it('and stays when another is taken away', async () => {
    const other = '01900000-0000-7000-8000-000000000009';
    await hold(other);
    await fetchIt();
    await forgetThread(other, device);
    expect((await played())?.equals(VIDEO)).toBe(true);
  });

  it('also while it is being fetched', async () => {
    let pieces = 0;
    device.answer = async (asked) => {
      if (++pieces === 2) await forgetThread(APPLICATION, device);
      return answer(asked);
    };
    expect(await fetchIt()).toEqual({ kind: 'gone' });
    expect(await keysHere()).toEqual([]);
  });
});
