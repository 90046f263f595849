// Leaves out of idb what this app does not call: shortcuts on the database (`database.get`) and asynchronous iteration,
// which the package adds to everything that it wraps. What stays is `wrap`: requests and transactions as promises. The
// unit tests run on the same (vitest.config.ts), so that a use of what is missing is found before a citizen finds it.

import type { Plugin } from 'vite';

const FROM = 'const readMethods = ';
const TO = 'export {';

export function slimIdbPlugin(): Plugin {
  return {
    name: 'slim-idb',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/node_modules\/idb\/build\/index\.js/.test(id)) return undefined;
      const from = code.indexOf(FROM);
      const to = code.indexOf(TO, from);
      // Another version is built otherwise: look at it before it is cut.
      if (from < 0 || to < 0) throw new Error('idb is not what slim-idb-plugin.ts knows');
      return { code: code.slice(0, from) + code.slice(to), map: null };
    },
  };
}
