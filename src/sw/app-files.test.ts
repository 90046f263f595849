import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AppFile, createAppFiles, groupOf } from './app-files.ts';

const ORIGIN = 'https://kopru.example';

/** As much of the browser's caches as the files use, and a network that can be cut. */
let stored: Map<string, Response>;
let others: Set<string>;
let asked: string[];
let network: (url: string) => Response;
const full = (url: string): string => new URL(url, ORIGIN).href;
const cache = {
  match: async (url: string) => stored.get(full(url))?.clone(),
  keys: async () => [...stored.keys()].map((url) => ({ url })),
  delete: async ({ url }: { url: string }) => stored.delete(url),
  put: async (url: string, response: Response) => void stored.set(full(url), response),
};
const caches = {
  open: async () => cache,
  keys: async () => [...others],
  delete: async (name: string) => others.delete(name),
} as unknown as CacheStorage;

beforeEach(() => {
  stored = new Map();
  others = new Set();
  asked = [];
  network = (url) => new Response(url);
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return network(url);
  });
});
afterEach(() => void vi.unstubAllGlobals());

const paths = () =>
  [...stored.keys()]
    .map((url) => new URL(url))
    .map(({ pathname, search }) => pathname + search)
    .sort();

const OLD: AppFile[] = [
  { url: '/kabuk/', revision: 'one' },
  { url: '/assets/index-OOOOOO.js', revision: null },
  { url: '/assets/messages-ar-later-OOOOOO.js' },
  { url: '/assets/messages-ar-begin-OOOOOO.js' },
  { url: '/assets/messages-en-begin-OOOOOO.js' },
];
const NEW: AppFile[] = [
  { url: '/kabuk/', revision: 'two' },
  { url: '/assets/index-NNNNNN.js', revision: null },
  { url: '/assets/messages-ar-later-NNNNNN.js' },
  { url: '/assets/messages-ar-begin-OOOOOO.js' },
  { url: '/assets/messages-en-begin-NNNNNN.js' },
];

describe('the group of a file', () => {
  it.each([
    ['/assets/messages-tr-rest-DVU7hB.js', undefined],
    ['/assets/messages-tr-simple-begin-Byp6F-.js', 'tr-simple'],
    ['https://kopru.example/assets/messages-ar-later-CG3YH_.js', 'ar'],
    ['/assets/messages-tr-statement-CG3YH_.js', 'statement'],
    ['/assets/messages-tr-media-CG3YH_.js', 'media'],
    ['/assets/messages-en-media-CG3YH_.js', 'en'],
    ['/assets/optional-media-CG3YH_.js', 'media'],
    ['/assets/optional-aloud-CG3YH_.js', 'aloud'],
    ['/assets/optional-clips-CG3YH_.js', 'clips'],
    ['/assets/optional-signs-BSw0Va.css', 'signs'],
    ['/assets/optional-aloud-BSw0Va.css', 'aloud'],
    ['/assets/index-CG3YH_.js', undefined],
    ['/kabuk/', undefined],
  ])('%s: %s', (path, group) => {
    expect(groupOf(path)).toBe(group);
  });
});

describe('installing', () => {
  it('brings the shell and nothing that nobody chose', async () => {
    await createAppFiles(OLD, caches).install();
    expect(paths()).toEqual(['/assets/index-OOOOOO.js', '/kabuk/?v=one']);
  });

  it('brings the new files of a kept group, and asks for none that is there', async () => {
    const old = createAppFiles(OLD, caches);
    await old.install();
    await old.keep('ar');
    asked = [];
    await createAppFiles(NEW, caches).install();
    expect(asked).toEqual(['/kabuk/', '/assets/index-NNNNNN.js', '/assets/messages-ar-later-NNNNNN.js']);
  });

  it.each([
    ['an error', () => new Response('no', { status: 503 })],
    [
      'another page than was asked for',
      () => Object.defineProperty(new Response(''), 'redirected', { value: true }),
    ],
  ])('fails when %s comes instead of a file, so that the old version stays whole', async (_what, answer) => {
    network = answer;
    await expect(createAppFiles(OLD, caches).install()).rejects.toThrow('/kabuk/ came with');
    expect(paths()).toEqual([]);
  });

  it('leaves the older worker its own files until the new one takes over', async () => {
    const old = createAppFiles(OLD, caches);
    await old.install();
    const young = createAppFiles(NEW, caches);
    network = (url) => new Response(`new ${url}`);
    await young.install();
    expect(await (await old.give('/kabuk/')).text()).toBe('/kabuk/');
    expect(await (await young.give('/kabuk/')).text()).toBe('new /kabuk/');
  });
});

it('taking over lets the files of older versions go, and the caches of an older way', async () => {
  const old = createAppFiles(OLD, caches);
  await old.install();
  await old.keep('ar');
  others.add('workbox-precache-v2-https://kopru.example/').add('somebody else');
  const young = createAppFiles(NEW, caches);
  await young.install();
  await young.activate();
  expect(paths()).toEqual([
    '/assets/index-NNNNNN.js',
    '/assets/messages-ar-begin-OOOOOO.js',
    '/assets/messages-ar-later-NNNNNN.js',
    '/kabuk/?v=two',
  ]);
  expect([...others]).toEqual(['somebody else']);
});

it('a group is kept whole, and those of no other', async () => {
  await createAppFiles(OLD, caches).keep('ar');
  expect(paths()).toEqual(['/assets/messages-ar-begin-OOOOOO.js', '/assets/messages-ar-later-OOOOOO.js']);
});

it('gives what is kept without the network, and asks it for what has been lost', async () => {
  const files = createAppFiles(OLD, caches);
  await files.install();
  asked = [];
  await files.give('/assets/index-OOOOOO.js');
  expect(asked).toEqual([]);
  stored.clear();
  expect(await (await files.give('/assets/index-OOOOOO.js')).text()).toBe('/assets/index-OOOOOO.js');
  expect(files.has('/assets/index-OOOOOO.js')).toBe(true);
  expect(files.has('/api/health')).toBe(false);
});
