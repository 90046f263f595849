// What a chunk's style sheets come by, in place of the bundler's own, which also preloads scripts, carries nonces and sends
// events. A sheet that the page links already is not asked for again; one that failed is asked for again next time.

import type { Plugin } from 'vite';

/** Of the bundler: it calls what stands here as `__vitePreload(load, sheets)` in place of each dynamic import. */
const HELPER = '\0vite/preload-helper.js';

const CODE = `
const coming = {};
function bring(sheet) {
  const href = '/' + sheet;
  if (document.querySelector(\`link[rel=stylesheet][href="\${href}"]\`)) return coming[sheet];
  return coming[sheet] = new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(href));
    };
    document.head.append(link);
  });
}
export const __vitePreload = (load, sheets) => Promise.all(sheets.map(bring)).then(load);
`;

export function slimPreloadPlugin(): Plugin {
  return {
    name: 'slim-preload',
    apply: 'build',
    enforce: 'pre',
    load: { order: 'pre', handler: (id) => (id === HELPER ? CODE : undefined) },
  };
}
