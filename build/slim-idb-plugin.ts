// Leaves out of idb what this app does not call: shortcuts on the database (`database.get`) and asynchronous iteration,
// which the package adds to everything that it wraps. What stays is `wrap`: requests and transactions as promises. The
// unit tests run on the same (vitest.config.ts), so that a use of what is missing is found before a citizen finds it.

import type { Plugin } from 'vite';

const FROM = 'const readMethods = ';
const TO = 'export {';

/** In what stays: shorter and quicker ways to the same, each standing there exactly once. */
const REPLACED: readonly (readonly [find: string, replace: string])[] = [
  // Nobody asks by `in` whether a transaction has what idb has added to it, nor for its only store without a name.
  [
    `
    has(target, prop) {
        if (target instanceof IDBTransaction &&
            (prop === 'done' || prop === 'store')) {
            return true;
        }
        return prop in target;
    },`,
    '',
  ],
  [
    `if (prop === 'store') {
                return receiver.objectStoreNames[1]
                    ? undefined
                    : receiver.objectStore(receiver.objectStoreNames[0]);
            }`,
    '',
  ],
  // Only asynchronous iteration asks of a promise which request it came from.
  ['reverseTransformCache.set(promise, request);', ''],
  // Every access to a store or a transaction comes here.
  [
    'if (transformCache.has(value))\n        return transformCache.get(value);',
    'const known = transformCache.get(value);\n    if (known)\n        return known;',
  ],
];

export function slimIdbPlugin(): Plugin {
  return {
    name: 'slim-idb',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/node_modules\/idb\/build\/index\.js/.test(id)) return undefined;
      const from = code.indexOf(FROM);
      const to = code.indexOf(TO, from);
      // Another version is built otherwise: look at it before it is cut.
      if (from < 0 || to < 0) throw unknown();
      return { code: REPLACED.reduce(replaceOnce, code.slice(0, from) + code.slice(to)), map: null };
    },
  };
}

function replaceOnce(code: string, [find, replace]: readonly [string, string]): string {
  if (code.split(find).length !== 2) throw unknown();
  return code.replace(find, replace);
}

function unknown(): Error {
  return new Error('idb is not what slim-idb-plugin.ts knows');
}
