import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseChoices } from './clip-choices.ts';
import { allFiles, bringFile, countKept, dropAll, keepAll, listClips, sourceOf } from './clip-store.ts';

const ORIGIN = 'https://kopru.example';
const LIST = '/api/sign-clips';
const file = (letter: string, ending = 'webm') => ({
  url: `${LIST}/files/${letter.repeat(64)}.${ending}`,
  byteLength: 3,
});
const A = file('a');
const B = file('b');
const POSTER = file('c', 'jpg');

/** As much of a browser's caches as clips use, and a network that can be cut. */
let stored: Map<string, Response>;
let asked: string[];
let answers: Record<string, () => Response>;
const full = (url: string): string => new URL(url, ORIGIN).href;

beforeEach(() => {
  stored = new Map();
  asked = [];
  answers = {};
  vi.stubGlobal('caches', {
    open: async () => ({
      match: async (url: string) => stored.get(full(url))?.clone(),
      keys: async () => [...stored.keys()].map((url) => ({ url })),
      delete: async ({ url }: { url: string }) => stored.delete(url),
      put: async (url: string, response: Response) => void stored.set(full(url), response),
    }),
  });
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    const answer = answers[url];
    if (!answer) throw new TypeError('no network');
    return answer();
  });
  vi.stubGlobal('document', { createElement: () => ({ canPlayType: () => '' }) });
});
afterEach(() => void vi.unstubAllGlobals());

const serve = (...clips: [slot: string, clip: object][]): void => {
  const list = { version: '1', clips: Object.fromEntries(clips) };
  answers[LIST] = () => Response.json(list);
  for (const { url } of [A, B, POSTER])
    answers[url] = () => new Response('abc', { headers: { 'content-type': 'video/webm' } });
};
const paths = () => [...stored.keys()].map((url) => new URL(url).pathname).sort();

describe('the list', () => {
  it('is the server’s, and that of the last time without a connection', async () => {
    serve(['page-start', { webm: A }]);
    expect((await listClips())?.clips['page-start']).toEqual({ webm: A });
    answers = {};
    expect((await listClips())?.clips['page-start']).toEqual({ webm: A });
  });

  it('is none where there was never one, or nothing that is understood', async () => {
    expect(await listClips()).toBeUndefined();
    answers[LIST] = () => Response.json({ clips: { 'page-start': { webm: { url: 'https://elsewhere' } } } });
    expect(await listClips()).toBeUndefined();
  });

  it('lets the files go that it names no more', async () => {
    serve(['page-start', { webm: A, poster: POSTER }]);
    await bringFile(A);
    await bringFile(POSTER);
    serve(['page-start', { webm: B }]);
    await listClips();
    expect(paths()).toEqual([LIST]);
  });
});

describe('a file', () => {
  it('that was seen once is here without a connection', async () => {
    serve(['page-start', { webm: A }]);
    expect(await (await bringFile(A)).text()).toBe('abc');
    answers = {};
    expect(await (await bringFile(A)).text()).toBe('abc');
  });

  it('that came in part is not kept', async () => {
    serve(['page-start', { webm: A }]);
    await expect(bringFile({ ...A, byteLength: 5 })).rejects.toThrow('in part');
    expect(stored.size).toBe(0);
  });

  it('comes with its progress', async () => {
    serve(['page-start', { webm: A }]);
    const seen: number[] = [];
    await bringFile(A, (bytes) => seen.push(bytes));
    expect(seen.at(-1)).toBe(3);
  });

  it('plays where there is no room for it, and where nothing is kept', async () => {
    serve(['page-start', { webm: A }]);
    vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('', 'SecurityError')) });
    expect((await bringFile(A)).size).toBe(3);
    vi.stubGlobal('caches', undefined);
    expect((await bringFile(A)).size).toBe(3);
  });

  it('is the MP4 where the browser plays it, else the WebM, else what there is', () => {
    const mp4 = file('d', 'mp4');
    expect(sourceOf({ mp4, webm: A }, () => true)).toEqual(mp4);
    expect(sourceOf({ mp4, webm: A }, () => false)).toEqual(A);
    expect(sourceOf({ mp4 }, () => false)).toEqual(mp4);
    expect(sourceOf({}, () => true)).toBeUndefined();
  });
});

describe('keeping them all', () => {
  it('brings each in one form, with its picture, and lets them go again', async () => {
    serve(['page-start', { webm: A, poster: POSTER }], ['state-answered', { webm: B }]);
    const list = await listClips();
    const files = list ? allFiles(list) : [];
    expect(await keepAll(files, () => undefined)).toBe(true);
    expect(await countKept(files)).toBe(3);
    await dropAll();
    expect(paths()).toEqual([LIST]);
  });

  it('goes on past one that cannot be had, and says that it is not all', async () => {
    serve(['page-start', { webm: A }]);
    delete answers[A.url];
    expect(await keepAll([A, B], () => undefined)).toBe(false);
    expect(await countKept([A, B])).toBe(1);
  });
});

it.each([
  [null, 1, false],
  ['{{{', 1, false],
  ['{"isFirst":true,"speed":0.5}', 0.5, true],
  ['{"isFirst":"yes","speed":7}', 1, false],
  ['null', 1, false],
])('a stored choice of %j is a speed of %s, first: %s', (text, speed, isFirst) => {
  expect(parseChoices(text)).toMatchObject({ speed, isFirst, hasCaptions: true });
});
