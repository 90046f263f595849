import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createOptionalFiles, groupOf } from './optional-files.ts';

const ORIGIN = 'https://kopru.example';

/** As much of the Cache API as the words use; what is added is asked from `network`. */
function fakeCaches(network: (url: string) => boolean = () => true) {
  const stored = new Map<string, Response>();
  const full = (url: string): string => new URL(url, ORIGIN).href;
  const cache = {
    match: async (url: string) => stored.get(full(url)),
    keys: async () => [...stored.keys()].map((url) => ({ url })),
    delete: async ({ url }: { url: string }) => stored.delete(url),
    addAll: async (urls: string[]) => {
      if (!urls.every(network)) throw new TypeError('no network');
      for (const url of urls) stored.set(full(url), new Response(url));
    },
  };
  return {
    caches: { open: async () => cache } as unknown as CacheStorage,
    paths: () => [...stored.keys()].map((url) => new URL(url).pathname).sort(),
  };
}

const OLD = [
  '/assets/messages-ar-rest-OOOOOOOO.js',
  '/assets/messages-ar-first-OOOOOOOO.js',
  '/assets/messages-en-rest-OOOOOOOO.js',
];
const NEW = [
  '/kabuk/',
  '/assets/messages-tr-rest-NNNNNNNN.js',
  '/assets/messages-ar-rest-NNNNNNNN.js',
  '/assets/messages-ar-first-OOOOOOOO.js',
  '/assets/messages-en-rest-NNNNNNNN.js',
];

describe('the group of a file', () => {
  it.each([
    ['/assets/messages-tr-rest-DVU7hBG8.js', undefined],
    ['/assets/messages-tr-simple-first-Byp6F-lX.js', 'tr-simple'],
    ['https://kopru.example/assets/messages-ar-flow-CG3YH_Nl.js', 'ar'],
    ['/assets/messages-tr-statement-CG3YH_Nl.js', 'statement'],
    ['/assets/optional-aloud-CG3YH_Nl.js', 'aloud'],
    ['/assets/optional-aloud-BSw0Va0h.css', 'aloud'],
    ['/assets/index-CG3YH_Nl.js', undefined],
    ['/kabuk/', undefined],
  ])('%s: %s', (path, group) => {
    expect(groupOf(path)).toBe(group);
  });
});

describe('the files of a group', () => {
  let device: ReturnType<typeof fakeCaches>;
  beforeEach(() => {
    device = fakeCaches();
  });

  it('are kept whole, and those of no other', async () => {
    await createOptionalFiles(OLD, device.caches).keep('ar');
    expect(device.paths()).toEqual([OLD[1], OLD[0]]);
  });

  it('that was kept come with a new version, and its old files go when that takes over', async () => {
    await createOptionalFiles(OLD, device.caches).keep('ar');
    const files = createOptionalFiles(NEW, device.caches);
    await files.bringKept();
    expect(device.paths()).toContain('/assets/messages-ar-rest-NNNNNNNN.js');
    expect(device.paths()).toContain('/assets/messages-ar-rest-OOOOOOOO.js');
    await files.forgetOld();
    expect(device.paths()).toEqual([
      '/assets/messages-ar-first-OOOOOOOO.js',
      '/assets/messages-ar-rest-NNNNNNNN.js',
    ]);
  });

  it('stop the new version when they cannot be brought, so that nobody is left without words', async () => {
    await createOptionalFiles(OLD, device.caches).keep('ar');
    const cut = createOptionalFiles(NEW, {
      open: async () => ({
        ...(await device.caches.open('')),
        addAll: () => Promise.reject(new TypeError()),
      }),
    } as unknown as CacheStorage);
    await expect(cut.bringKept()).rejects.toThrow(TypeError);
  });

  it('are answered without the network', async () => {
    const files = createOptionalFiles(OLD, device.caches);
    await files.keep('en');
    const network = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'));
    const answer = await files.answer(new Request(ORIGIN + OLD[2]));
    expect(await answer.text()).toBe(OLD[2]);
    await expect(files.answer(new Request(ORIGIN + OLD[0]))).rejects.toThrow('no network');
    network.mockRestore();
  });
});
