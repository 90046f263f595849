// Renders the first screens into HTML once the bundle is written, so that they read before and without JavaScript.
// The app's code for it (src/citizen/prerender.tsx) runs through Vite's own server-side loader and adds no byte to
// the bundle. Each page gets a modulepreload of its own chunks, and landing pages the sheet of the first screen inline: on
// a slow network that saves two round trips before the first paint (figures in docs/performance.md). What else a landing
// page needs of sheets stands at its end, where it holds up nothing above it. The other pages link all their sheets in the
// head: the service worker holds them by then, and inline they would be stored once for each page.

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
  /** For search engines and link previews. */
  description: string | undefined;
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
          const chunks = page.modules.map((source) =>
            findChunk(bundle, source.startsWith('\0') ? source : join(root, source)),
          );
          const file = join(outDir, page.path, 'index.html');
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, fill(page.isLanding ? withStyles : template, page, needsOf(bundle, chunks)));
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

function fill(template: string, page: PrerenderedPage, needs: Needs): string {
  const present = new Set(
    [...template.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file),
  );
  const scripts = needs.scripts
    .filter((file) => !present.has(file))
    .map((file) => `<link rel="modulepreload" crossorigin href="${file}">`);
  // The loader of the app's chunks finds these links and asks for no sheet twice.
  const sheets = needs.sheets
    .filter((file) => !present.has(file))
    .map((file) => `<link rel="stylesheet" crossorigin href="${file}">`);
  const description = page.description
    ? [`<meta name="description" content="${escapeHtml(page.description)}">`]
    : [];
  return template
    .replace(/<title>.*?<\/title>/s, () => `<title>${escapeHtml(page.title)}</title>`)
    .replace('<!--head-->', () => [...description, ...scripts, ...(page.isLanding ? [] : sheets)].join(''))
    .replace('<!--app-->', () => page.html)
    .replace('<!--end-->', () => (page.isLanding ? sheets.join('') : ''));
}

/** What a page asks for at its start, as paths. */
interface Needs {
  scripts: string[];
  sheets: string[];
}

function findChunk(bundle: Rolldown.OutputBundle, source: string): Rolldown.OutputChunk {
  const chunk = Object.values(bundle).find(
    (output) =>
      output.type === 'chunk' && (output.facadeModuleId === source || output.moduleIds.includes(source)),
  );
  if (chunk?.type !== 'chunk') throw new Error(`No chunk holds ${source}`);
  return chunk;
}

/** The chunks and all that they import at once, and their sheets; those of the entry stand in the page already. */
function needsOf(bundle: Rolldown.OutputBundle, chunks: readonly Rolldown.OutputChunk[]): Needs {
  const scripts = new Set<string>();
  const sheets = new Set<string>();
  const add = (chunk: Rolldown.OutputChunk): void => {
    if (scripts.has(`/${chunk.fileName}`)) return;
    scripts.add(`/${chunk.fileName}`);
    if (chunk.isEntry) return;
    for (const file of chunk.viteMetadata?.importedCss ?? []) sheets.add(`/${file}`);
    for (const file of chunk.imports) {
      const imported = bundle[file];
      if (imported?.type === 'chunk') add(imported);
    }
  };
  chunks.forEach(add);
  return { scripts: [...scripts], sheets: [...sheets] };
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
