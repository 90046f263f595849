// Plants a fault: one copy of the app's modules is loaded in which one text of one file is replaced by another. The copy has
// a query in its addresses, so that the app itself stands beside it, untouched.

import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface Plant {
  /** What is wrong, as a sentence without its subject. */
  fault: string;
  /** Of the source, from `src/` on. */
  file: string;
  /** Stands there exactly once. */
  find: string;
  replace: string;
  /** Falls after hundreds of schedules only: looked for by `npm run simulate:planted`, not by the tests. */
  isRare?: true;
}

const QUERY = '?planted=';
const plants: Plant[] = [];

/** @returns what is to be added to the address of a module of the app */
export function plantedQuery(plant: Plant): string {
  plants.push(plant);
  return `${QUERY}${plants.length - 1}`;
}

function queryOf(url: string | undefined): string | undefined {
  const at = url?.indexOf(QUERY) ?? -1;
  return at < 0 ? undefined : url?.slice(at);
}

const resolvePlanted: Parameters<typeof registerHooks>[0]['resolve'] = (specifier, context, next) => {
  const query = queryOf(context.parentURL);
  const resolved = next(specifier, context);
  const isOurs = query !== undefined && specifier.startsWith('.') && resolved.url.includes('/src/');
  return isOurs ? { ...resolved, url: resolved.url + query } : resolved;
};

const loadPlanted: Parameters<typeof registerHooks>[0]['load'] = (url, context, next) => {
  const loaded = next(url, context);
  const plant = plants[Number(queryOf(url)?.slice(QUERY.length))];
  if (!plant || !fileURLToPath(url.split('?')[0] ?? url).endsWith(`/${plant.file}`)) return loaded;
  const source = String(loaded.source);
  if (source.split(plant.find).length !== 2) {
    throw new Error(`${plant.file} does not hold exactly once what is to be replaced: ${plant.find}`);
  }
  return { ...loaded, source: source.replace(plant.find, () => plant.replace) };
};

/** Sealing to the server waits for the platform's cryptography, which the clockwork cannot order. */
const HPKE = new URL('./parcels/hpke.ts', import.meta.url).href;
const resolveStandIn: Parameters<typeof registerHooks>[0]['resolve'] = (specifier, context, next) =>
  next(specifier === 'hpke' ? HPKE : specifier, context);

registerHooks({ resolve: resolveStandIn });
registerHooks({ resolve: resolvePlanted, load: loadPlanted });
