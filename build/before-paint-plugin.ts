// Puts src/ui/modes/before-paint.ts into the head of every page as one small inline script: a file of its own would
// cost a round trip before the first paint. The server allows it by its hash (server/http/security-headers.ts).

import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const SOURCE = 'src/ui/modes/before-paint.ts';
const PLACE = '<!--before-paint-->';

export function beforePaintPlugin(target: string[]): Plugin {
  let root = '.';
  return {
    name: 'before-paint',
    configResolved(config) {
      root = config.root;
    },
    async transformIndexHtml(html) {
      if (!html.includes(PLACE)) throw new Error(`The page has no ${PLACE}`);
      const script = await bundle(root, target);
      return html.replace(PLACE, () => `<script>${script}</script>`);
    },
  };
}

async function bundle(root: string, target: string[]): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      target,
      write: false,
      minify: 'terser',
      modulePreload: false,
      rolldownOptions: { input: join(root, SOURCE), output: { format: 'iife' } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const [chunk] = (output as Rolldown.RolldownOutput).output;
  return chunk.code.trim();
}
