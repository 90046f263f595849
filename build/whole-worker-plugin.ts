// The worker is one file: what a page brings when it needs it is in there anyway. As an import of its own each would be wrapped, with all
// that it imports, so that it could run later; imported plainly it costs nothing but its code.

import type { Plugin } from 'vite';

/** Not in a type. */
const BROUGHT = /(?<!typeof )import\(('\.\/[\w-]+\.ts')\)/g;

export function wholeWorkerPlugin(): Plugin {
  return {
    name: 'whole-worker',
    enforce: 'pre',
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
