// The words of other languages than Turkish, in a cache of their own. Turkish comes with the shell; a language that nobody
// on this device chose costs nothing; one that was chosen is there offline, also after a new version has brought new files.
//
//   a page in the language starts, or asks for a file of it ──▶ the whole language is kept
//   install of a new version ──▶ the new files of every kept language come, or the new version does not
//   activate ──▶ the old version's files go

import { SOURCE_LOCALE } from '../i18n/locale.ts';

const CACHE = 'kopru-words';
const WORDS_FILE = /\/assets\/messages-([\w-]+)-[a-z]+-[\w-]{8}\.js$/;

/** The language of a file of words that does not come with the shell; undefined for every other file. */
export function otherLanguageOf(url: string): string | undefined {
  const language = WORDS_FILE.exec(url)?.[1];
  return language === SOURCE_LOCALE ? undefined : language;
}

export interface Words {
  /** Keeps every file of a language. @throws TypeError without a connection */
  keep: (language: string) => Promise<void>;
  /** Brings this version's files of every language that an older version kept. */
  bringKept: () => Promise<void>;
  /** Deletes what no file of this version is. */
  forgetOld: () => Promise<void>;
  /** From the cache, else from the network. */
  answer: (request: Request) => Promise<Response>;
}

/** @param urls paths of every file of this version */
export function createWords(urls: readonly string[], caches: CacheStorage): Words {
  const open = (): Promise<Cache> => caches.open(CACHE);

  async function keep(language: string): Promise<void> {
    const cache = await open();
    const missing = await Promise.all(
      urls
        .filter((url) => otherLanguageOf(url) === language)
        .map(async (url) => ((await cache.match(url)) ? [] : [url])),
    );
    await cache.addAll(missing.flat());
  }

  return {
    keep,
    async bringKept() {
      const kept = await (await open()).keys();
      const languages = new Set(kept.flatMap(({ url }) => otherLanguageOf(url) ?? []));
      await Promise.all([...languages].map(keep));
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
