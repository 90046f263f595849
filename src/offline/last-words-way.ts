// The way to what a page says last (last-words.ts): that comes with what seals, behind the first screen's files.

import type { OfflineEnvironment } from './environment.ts';

type LastWords = typeof import('./last-words.ts');

/** Kept: an import takes a task, even of what is there. */
let brought: Promise<LastWords> | undefined;

/**
 * Never throws: without it everything is saved as always, and what was not taken in stays for the next time.
 * @returns undefined: it failed
 */
export async function withLastWords<T>(use: (words: LastWords) => Promise<T>): Promise<T | undefined> {
  brought ??= import('./last-words.ts');
  try {
    return await use(await brought);
  } catch {
    // It may have been the file that did not come.
    brought = undefined;
    return undefined;
  }
}

/** Before what pages have typed is read. */
export function takeInLast(environment: OfflineEnvironment): Promise<void> {
  return withLastWords(({ takeInLastWords }) => takeInLastWords(environment));
}
