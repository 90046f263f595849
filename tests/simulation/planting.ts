// Plants a fault: one copy of the app's modules is loaded in which one text of one file is replaced by another. The copy has
// a query in its addresses, so that the app itself stands beside it, untouched.

import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { slimIdbPlugin } from '../../build/slim-idb-plugin.ts';

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

const slim = slimIdbPlugin().transform as (code: string, id: string) => { code: string } | undefined;

/** idb as it is built into the app (build/slim-idb-plugin.ts). */
const loadSlimIdb: Parameters<typeof registerHooks>[0]['load'] = (url, context, next) => {
  const loaded = next(url, context);
  const slimmed = url.includes('/node_modules/idb/') ? slim(String(loaded.source), url) : undefined;
  return slimmed ? { ...loaded, source: withoutWeakMaps(slimmed.code) } : loaded;
};

/**
 * What idb knows of an object stands on the object: the collector looks through a weak map of all objects of all lives again and
 * again. `unwrap` asks a proxy, whose trap says what is behind it.
 */
function withoutWeakMaps(code: string): string {
  const edits: readonly (readonly [string, string])[] = [
    ['const transactionDoneMap = new WeakMap();', 'const transactionDoneMap = onObjects();'],
    ['const transformCache = new WeakMap();', 'const transformCache = onObjects();'],
    ['const reverseTransformCache = new WeakMap();', BEHIND],
    ['        reverseTransformCache.set(newValue, value);\n', ''],
    [
      'get(target, prop, receiver) {',
      'get(target, prop, receiver) {\n        if (prop === behind) return target;',
    ],
    ['reverseTransformCache.get(value)', 'value[behind]'],
  ];
  return edits.reduce((sum, [find, replace]) => {
    if (sum.split(find).length !== 2) throw new Error(`idb does not hold exactly once: ${find}`);
    return sum.replace(find, () => replace);
  }, code);
}

const BEHIND = `const behind = Symbol('behind');
function onObjects() {
  const own = Symbol('own');
  return {
    get: (key) => (Object(key) === key && Object.hasOwn(key, own) ? key[own] : undefined),
    has: (key) => Object.hasOwn(key, own),
    set: (key, value) => void Object.defineProperty(key, own, { value }),
  };
}`;

/** Sealing to the server waits for the platform's cryptography, which the clockwork cannot order. */
const HPKE = new URL('./parcels/hpke.ts', import.meta.url).href;
const resolveStandIn: Parameters<typeof registerHooks>[0]['resolve'] = (specifier, context, next) =>
  next(specifier === 'hpke' ? HPKE : specifier, context);

registerHooks({ resolve: resolveStandIn });
registerHooks({ load: loadSlimIdb });
registerHooks({ resolve: resolvePlanted, load: loadPlanted });
