// Whether the built front end (dist/) is that of the sources beside it. Decided by times of change: the build takes
// half a minute, and a start must not pay for it without need.

import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that the build reads. Folders count too: deleting a file changes only its folder. */
const SOURCES = [
  'src',
  'locales',
  'public',
  'build',
  'index.html',
  'staff.html',
  'vite.config.ts',
  'package-lock.json',
];

/** The first page that the build writes, and the last: it begins by emptying the folder. */
const PAGES = ['index.html', 'staff.html'];

export type FrontEndState = 'current' | 'outdated' | 'missing';

/** @param root folder of the project */
export async function judgeFrontEnd(root: string): Promise<FrontEndState> {
  const built = await Promise.all(PAGES.map((page) => changedAtMs(join(root, 'dist', page))));
  if (built.some((time) => time === undefined)) return 'missing';
  const oldestBuilt = Math.min(...built.filter((time) => time !== undefined));
  const newest = await Promise.all(SOURCES.map((source) => newestChangeMs(join(root, source))));
  return Math.max(...newest) > oldestBuilt ? 'outdated' : 'current';
}

async function newestChangeMs(path: string): Promise<number> {
  const own = (await changedAtMs(path)) ?? 0;
  const entries = await readdir(path, { recursive: true }).catch(() => []);
  const inside = await Promise.all(entries.map((entry) => changedAtMs(join(path, entry))));
  return Math.max(own, ...inside.map((time) => time ?? 0));
}

/** @returns undefined where there is nothing, or nothing that we may see */
async function changedAtMs(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).mtimeMs;
  } catch {
    return undefined;
  }
}
