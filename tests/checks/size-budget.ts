// Holds what reaches the citizen's phone to the budgets of docs/decisions/0003: brotli bytes of the built files.

import { glob, readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { groupOf } from '../../src/sw/app-files.ts';

const DIST = 'dist';

/** Most bytes, brotli. */
export const BUDGETS = { firstScreen: 18_000, usableForm: 30_000, wholeApp: 90_000 } as const;

export interface Sizes {
  firstScreen: number;
  usableForm: number;
  wholeApp: number;
}

/** Weighs the build. @throws when there is no build */
export async function measureSizes(): Promise<Sizes> {
  return {
    firstScreen: await weighPage('index.html'),
    usableForm: await weighForm(),
    wholeApp: await weighPrecache(),
  };
}

/** @returns faults as sentences */
export async function checkSizeBudget(): Promise<string[]> {
  let sizes: Sizes;
  try {
    sizes = await measureSizes();
  } catch (error) {
    return [`There is no build to weigh: run npm run build (${String(error)})`];
  }
  return Object.entries(BUDGETS).flatMap(([name, budget]) => {
    const size = sizes[name as keyof Sizes];
    return size <= budget
      ? []
      : [`${name}: ${size} bytes brotli, ${size - budget} over the budget of ${budget}`];
  });
}

/** A page and every script and style that it asks for at once. */
async function weighPage(page: string): Promise<number> {
  const html = await readFile(`${DIST}/${page}`, 'utf8');
  const files = new Set(
    [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file ?? ''),
  );
  const weights = await Promise.all(
    [...(await withImports([...files]))].map((file) => weigh(`${DIST}/${file}`)),
  );
  return (await weigh(`${DIST}/${page}`)) + sum(weights);
}

/** The first question as a first visit: the shell's document, the start's scripts, and those of the flow. */
async function weighForm(): Promise<number> {
  const shell = await readFile(`${DIST}/kabuk/index.html`, 'utf8');
  const entry = [...shell.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file ?? '',
  );
  const flow: string[] = [];
  for await (const file of glob('assets/flow-page-*.js', { cwd: DIST })) flow.push(file);
  if (flow.length === 0) throw new Error('the build has no flow page');
  const scripts = await withImports([...entry, ...flow]);
  const files = new Set([...scripts, ...(await sheetsOf([...scripts]))]);
  return (
    (await weigh(`${DIST}/kabuk/index.html`)) +
    sum(await Promise.all([...files].map((file) => weigh(`${DIST}/${file}`))))
  );
}

/** Everything that the service worker keeps for everybody, and the worker itself, in Turkish with the directory. */
async function weighPrecache(): Promise<number> {
  const worker = await readFile(`${DIST}/service-worker.js`, 'utf8');
  const urls = [...worker.matchAll(/url:"([^"]+)"|"url":"([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
  const files = urls
    .map((url) => (url.endsWith('/') ? `${url}index.html` : url))
    .filter((url) => groupOf(url) === undefined);
  const directory = await weighDirectory();
  return (
    (await weigh(`${DIST}/service-worker.js`)) +
    directory +
    sum(await Promise.all(files.map((file) => weigh(`${DIST}${file}`))))
  );
}

/** The directory as the server sends it to a device (server/http/operator-routes.ts). */
async function weighDirectory(): Promise<number> {
  const { institutions }: { institutions: { id: string; name: string; keywords: string[] }[] } = JSON.parse(
    await readFile('server/directory/institutions.json', 'utf8'),
  );
  const sent = institutions.map(({ id, name, keywords }) => ({ id, name, keywords }));
  return brotliCompressSync(JSON.stringify({ version: '0123456789abcdef', institutions: sent })).length;
}

/** The files and all that they import statically, at any depth. */
async function withImports(files: readonly string[]): Promise<Set<string>> {
  const all = new Set<string>();
  const add = async (file: string): Promise<void> => {
    if (all.has(file)) return;
    all.add(file);
    if (!file.endsWith('.js')) return;
    const code = await readFile(`${DIST}/${file}`, 'utf8');
    for (const [, name] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) await add(`assets/${name}`);
  };
  for (const file of files) await add(file);
  return all;
}

/** The sheets that come with these scripts: the build gives both the same name before the hash. */
async function sheetsOf(scripts: readonly string[]): Promise<string[]> {
  const nameOf = (file: string): string => file.replace(/-[\w-]{6,7}\.\w+$/, '');
  const names = new Set(scripts.map(nameOf));
  const sheets: string[] = [];
  for await (const file of glob('assets/*.css', { cwd: DIST }))
    if (names.has(nameOf(file))) sheets.push(file);
  return sheets;
}

async function weigh(file: string): Promise<number> {
  return brotliCompressSync(await readFile(file)).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
