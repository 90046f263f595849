// The app's own files on the device. Everybody needs the shell and Turkish; what not everybody needs — the words of other
// languages, the reader of pages, the statement — forms groups: what nobody here chose costs nothing, what was used once
// is there offline, also after a new version has brought new files.
//
//   install ── the shell, and the new files of every kept group, come one by one, or this version is not installed
//   activate ── the files of older versions go
//   a page is read in a language, or asks for a file of a group ──▶ the whole group is kept
//
// 1. A file lies under its own address when that holds a hash of its content, else under address and revision: an older
//    worker goes on giving its own files until the new one takes over.
// 2. Only what came whole, and from where it was asked, is kept.
// 3. What has been lost from the cache is asked from the network.

import { SOURCE_LOCALE } from '../i18n/locale.ts';

/** A line of the list that the build writes into the worker. */
export interface AppFile {
  url: string;
  /** null or absent where the address holds a hash of the content. */
  revision?: string | null;
}

const CACHE = 'kopru-files';
/** What versions with another way of keeping files have left behind. */
const OLD_CACHE = /^workbox-precache/;

const HASHED = String.raw`-[\w-]{6,7}\.\w+$`;
const WORDS = new RegExp(String.raw`/assets/messages-([\w-]+)-([a-z]+)${HASHED}`);
const CODE = new RegExp(`/assets/optional-([a-z]+)${HASHED}`);

/**
 * The group of a file that does not come with the shell; undefined for every other file. Turkish words belong to it by
 * their part (`statement`, `media`), all others by their language.
 */
export function groupOf(url: string): string | undefined {
  const [, language, part] = WORDS.exec(url) ?? [];
  if (language === SOURCE_LOCALE) return part === 'statement' || part === 'media' ? part : undefined;
  return language ?? CODE.exec(url)?.[1];
}

export interface AppFiles {
  /** @throws Error when a file cannot be had: then this version is not installed */
  install: () => Promise<void>;
  activate: () => Promise<void>;
  /** Keeps every file of a group. @throws Error when one cannot be had */
  keep: (group: string) => Promise<void>;
  has: (path: string) => boolean;
  /** The file at this path, from the cache, else from the network. */
  give: (path: string) => Promise<Response>;
}

/** @param files every file of this version */
export function createAppFiles(files: readonly AppFile[], caches: CacheStorage): AppFiles {
  const keys = new Map(files.map(({ url, revision }) => [url, revision ? `${url}?v=${revision}` : url]));
  const open = (): Promise<Cache> => caches.open(CACHE);

  async function bring(wanted: readonly AppFile[]): Promise<void> {
    const cache = await open();
    for (const { url, revision } of wanted) {
      const key = keys.get(url) ?? url;
      if (await cache.match(key)) continue;
      const response = await fetch(url, {
        cache: revision ? 'reload' : 'default',
        credentials: 'same-origin',
      });
      if (!response.ok || response.redirected) throw new Error(`${url} came with ${response.status}`);
      await cache.put(key, response);
    }
  }

  return {
    async install() {
      const kept = new Set((await (await open()).keys()).map(({ url }) => groupOf(url)));
      await bring(files.filter(({ url }) => groupOf(url) === undefined || kept.has(groupOf(url))));
    },
    async activate() {
      const cache = await open();
      const current = new Set(keys.values());
      for (const request of await cache.keys()) {
        const { pathname, search } = new URL(request.url);
        if (!current.has(pathname + search)) await cache.delete(request);
      }
      for (const name of await caches.keys()) if (OLD_CACHE.test(name)) await caches.delete(name);
    },
    keep: (group) => bring(files.filter(({ url }) => groupOf(url) === group)),
    has: (path) => keys.has(path),
    give: async (path) => (await (await open()).match(keys.get(path) ?? path)) ?? fetch(path),
  };
}
