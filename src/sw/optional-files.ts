// What not everybody needs: the words of other languages than Turkish, the reader of pages, the statement. In a cache of
// their own: what nobody on this device chose costs nothing; what was chosen once is there offline, also after a new
// version has brought new files.
//
//   a page is read in a language, or asks for an optional file ──▶ the whole group is kept
//   install of a new version ──▶ the new files of every kept group come, or the new version does not
//   activate ──▶ the old version's files go

import { SOURCE_LOCALE } from '../i18n/locale.ts';

const CACHE = 'kopru-optional';
const HASHED = String.raw`-[\w-]{8}\.\w+$`;
const WORDS = new RegExp(String.raw`/assets/messages-([\w-]+)-([a-z]+)${HASHED}`);
const CODE = new RegExp(`/assets/optional-([a-z]+)${HASHED}`);

/**
 * The group of a file that does not come with the shell; undefined for every other file. Turkish words belong to it by
 * their part (`statement`), all others by their language.
 */
export function groupOf(url: string): string | undefined {
  const [, language, part] = WORDS.exec(url) ?? [];
  if (language === SOURCE_LOCALE) return part === 'statement' ? part : undefined;
  return language ?? CODE.exec(url)?.[1];
}

export interface OptionalFiles {
  /** Keeps every file of a group. @throws TypeError without a connection */
  keep: (group: string) => Promise<void>;
  /** Brings this version's files of every group that an older version kept. */
  bringKept: () => Promise<void>;
  /** Deletes what no file of this version is. */
  forgetOld: () => Promise<void>;
  /** From the cache, else from the network. */
  answer: (request: Request) => Promise<Response>;
}

/** @param urls paths of every file of this version */
export function createOptionalFiles(urls: readonly string[], caches: CacheStorage): OptionalFiles {
  const open = (): Promise<Cache> => caches.open(CACHE);

  async function keep(group: string): Promise<void> {
    const cache = await open();
    const missing = await Promise.all(
      urls
        .filter((url) => groupOf(url) === group)
        .map(async (url) => ((await cache.match(url)) ? [] : [url])),
    );
    await cache.addAll(missing.flat());
  }

  return {
    keep,
    async bringKept() {
      const kept = await (await open()).keys();
      const groups = new Set(kept.flatMap(({ url }) => groupOf(url) ?? []));
      await Promise.all([...groups].map(keep));
    },
    async forgetOld() {
      const cache = await open();
      const current = new Set(urls);
      for (const request of await cache.keys()) {
        if (!current.has(new URL(request.url).pathname)) await cache.delete(request);
      }
    },
    async answer(request) {
      return (await (await open()).match(request.url)) ?? fetch(request);
    },
  };
}
