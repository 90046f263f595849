// Holds the built files to this: none imports, statically and at whatever distance, one that imports it. Two modules may well do so;
// two chunks may not, because what is loaded first then reads constants that the other has not made yet, and a page that asks for
// it gets nothing. A line of CHUNKS (vite.config.ts) that puts a module apart from those that it needs is enough for that.

import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const DIST = 'dist';
/** The citizen's app, the officers' console, and the worker. */
const SCRIPTS = ['assets/*.js', 'staff-assets/*.js', '*.js'];

/** By a script's path, those of the scripts that it imports statically. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** @returns faults as sentences */
export async function checkChunkCycles(): Promise<string[]> {
  const scripts = new Map<string, string>();
  for await (const path of glob(SCRIPTS, { cwd: DIST }))
    scripts.set(path, await readFile(join(DIST, path), 'utf8'));
  for (const pattern of SCRIPTS) {
    const place = dirname(pattern);
    if (![...scripts.keys()].some((path) => dirname(path) === place))
      return [`There is no build to look at: ${DIST}/${pattern} is missing; run npm run build`];
  }
  return findChunkCycles(readImports(scripts));
}

/** @param scripts their code by their path */
export function readImports(scripts: ReadonlyMap<string, string>): Imports {
  return new Map(
    [...scripts].map(([path, code]) => [
      path,
      [...code.matchAll(/\b(?:from|import)\s*(["'`])(\.{1,2}\/[^"'`]+\.js)\1/g)]
        .map(([, , imported = '']) => join(dirname(path), imported))
        .filter((imported) => scripts.has(imported)),
    ]),
  );
}

/** @returns for each set of scripts that import each other one sentence, with a shortest circle among them */
export function findChunkCycles(imports: Imports): string[] {
  const told = new Set<string>();
  const faults: string[] = [];
  for (const start of [...imports.keys()].toSorted()) {
    if (told.has(start)) continue;
    const circle = shortestCircle(start, imports);
    if (!circle) continue;
    for (const script of circle) told.add(script);
    faults.push(`${[...circle, start].join(' → ')}: what is loaded first finds the others unmade`);
  }
  return faults;
}

/** Breadth first. @returns the scripts of a shortest way from `start` back to it */
function shortestCircle(start: string, imports: Imports): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of imports.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
