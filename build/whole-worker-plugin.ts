// The worker is one file: what a page brings when it needs it is in there anyway. As an import of its own each would be wrapped, with all
// that it imports, so that it could run later; imported plainly it costs nothing but its code.

import type { Plugin } from 'vite';

/** Not in a type. */
const BROUGHT = /(?<!typeof )import\(('\.\/[\w-]+\.ts')\)/g;

/** What only a page has and a worker never asks for; what only a page lays under a pad, its last key, no worker reads. */
const OF_PAGES: Readonly<Record<string, string>> = {
  'surroundings.ts': `const nothing = () => undefined;
    export { nothing as isPageVisible, nothing as listenToSignals };
    export const cookieMarker = { isSet: nothing, set: nothing };`,
  'prepared-pad.ts': `const never = () => { throw new Error('of pages only'); };
    export { never as covers, never as layOver, never as makePad, never as padLength, never as takeOff };`,
};

export function wholeWorkerPlugin(): Plugin {
  return {
    name: 'whole-worker',
    enforce: 'pre',
    load(id) {
      const [, file = ''] = /\/src\/offline\/([\w-]+\.ts)$/.exec(id) ?? [];
      return OF_PAGES[file];
    },
    transform(code, id) {
      if (!/\/src\/offline\/[\w-]+\.ts$/.test(id)) return undefined;
      const imports: string[] = [];
      const plain = code.replace(BROUGHT, (_, path: string) => {
        const name = `brought${imports.length}`;
        imports.push(`import * as ${name} from ${path};`);
        return `Promise.resolve(${name})`;
      });
      return imports.length > 0 ? { code: `${imports.join('')}${plain}`, map: null } : undefined;
    },
  };
}
