// Renders the first screens into HTML once the bundle is written, so that they read before and without JavaScript.
// The app's code for it (src/citizen/prerender.tsx) runs through Vite's own server-side loader and adds no byte to
// the bundle. Each page gets a modulepreload of its own chunks, and landing pages the style sheet inline: on a slow
// network that saves two round trips before the first paint (figures in docs/performance.md). The other pages link the
// sheet, which the service worker holds by then: inline it would be stored once for each of them.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createServer, type Plugin, type Rolldown } from 'vite';
import { messagesPlugin } from './messages-plugin.ts';

/** What src/citizen/prerender.tsx exports. */
interface PrerenderModule {
  renderPages: () => Promise<PrerenderedPage[]>;
}

export interface PrerenderedPage {
  /** Path of the page, beginning and ending with a slash. */
  path: string;
  title: string;
  description: string;
  html: string;
  /** Ids of the modules that the page loads at its start: source files below the root, or virtual ones. */
  modules: string[];
  /** Where people land from outside: the style sheet stands in the page itself. */
  isLanding: boolean;
}

export function prerenderPlugin(script: string): Plugin {
  let root = '.';
  let outDir = 'dist';
  let bundle: Rolldown.OutputBundle = {};
  return {
    name: 'prerender',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = join(config.root, config.build.outDir);
    },
    writeBundle(_options, written) {
      bundle = written;
    },
    closeBundle: {
      order: 'pre',
      sequential: true,
      async handler(failure) {
        // Called after a failed build, too: there is nothing to work on then.
        if (failure) return;
        const template = await readFile(join(outDir, 'index.html'), 'utf8');
        const withStyles = await inlineStyles(template, outDir);
        for (const page of await renderPages(root, script)) {
          const preloads = page.modules.flatMap((source) =>
            chunkFiles(bundle, source.startsWith('\0') ? source : join(root, source)),
          );
          const file = join(outDir, page.path, 'index.html');
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, fill(page.isLanding ? withStyles : template, page, [...new Set(preloads)]));
        }
      },
    },
  };
}

async function renderPages(root: string, script: string): Promise<PrerenderedPage[]> {
  const server = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
    esbuild: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [messagesPlugin()],
  });
  try {
    const module = await server.ssrLoadModule(script);
    return await (module as PrerenderModule).renderPages();
  } finally {
    await server.close();
  }
}

async function inlineStyles(html: string, outDir: string): Promise<string> {
  let result = html;
  for (const [link, href = ''] of html.matchAll(/<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>\n?/g)) {
    const css = (await readFile(join(outDir, href), 'utf8')).trim();
    result = result.replace(link, () => `<style>${css}</style>`);
  }
  return result;
}

function fill(template: string, page: PrerenderedPage, preloads: string[]): string {
  const present = new Set([...template.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, file]) => file));
  const links = preloads
    .filter((file) => !present.has(file))
    .map((file) => `<link rel="modulepreload" crossorigin href="${file}">`);
  return template
    .replace(/<title>.*?<\/title>/s, () => `<title>${escapeHtml(page.title)}</title>`)
    .replace('<!--head-->', () =>
      [`<meta name="description" content="${escapeHtml(page.description)}">`, ...links].join(''),
    )
    .replace('<!--app-->', () => page.html);
}

/** The chunk that holds a module, and every chunk that it imports at once. */
function chunkFiles(bundle: Rolldown.OutputBundle, source: string): string[] {
  const chunk = Object.values(bundle).find(
    (output) =>
      output.type === 'chunk' && (output.facadeModuleId === source || output.moduleIds.includes(source)),
  );
  if (chunk?.type !== 'chunk') throw new Error(`No chunk holds ${source}`);
  return [chunk.fileName, ...chunk.imports].map((file) => `/${file}`);
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
