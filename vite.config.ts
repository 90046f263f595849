// Two builds into one dist/: the citizen's app (default), with prerendered pages and service worker, and the officers'
// console (--mode staff), whose bundle shares nothing with the citizen's phone. A third, the pattern book (--mode
// examples), is for those who build the app and goes elsewhere.

import { resolve } from 'node:path';
import { preact } from '@preact/preset-vite';
import { type MinifyOptions, minify } from 'terser';
import { defineConfig, minify as minifyWithOxc, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { beforePaintPlugin } from './build/before-paint-plugin.ts';
import { compressPlugin } from './build/compress-plugin.ts';
import { messagesPlugin } from './build/messages-plugin.ts';
import { prerenderPlugin } from './build/prerender-plugin.ts';
import { slimPreloadPlugin } from './build/slim-preload-plugin.ts';
import { slimValibotPlugin } from './build/slim-valibot-plugin.ts';
import { wholeWorkerPlugin } from './build/whole-worker-plugin.ts';

const TARGET = ['chrome111', 'firefox114', 'safari16.4'];

/** About one per cent smaller than the bundler's own, and every byte is a citizen's on 2G. */
const TERSER: MinifyOptions = {
  ecma: 2020,
  module: true,
  compress: { passes: 3, pure_getters: true, unsafe_arrows: true },
};

/** What the one leaves the other finds: together they make the app about a half per cent smaller again. */
function minifyBefore(): Plugin {
  return {
    name: 'minify-before',
    apply: 'build',
    async renderChunk(code, { fileName }) {
      const options = { module: true, compress: { target: TARGET }, mangle: true };
      const first = await minify(code, TERSER);
      return await minifyWithOxc(fileName, first.code ?? code, options);
    },
  };
}

/** The worker's name holds no hash of its code, so that it may be made smaller when all else is done. */
function minifyWorker(): Plugin {
  return {
    name: 'minify-worker',
    config: () => ({ build: { minify: 'oxc', target: TARGET } }),
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = (await minify(file.code, TERSER)).code ?? file.code;
    },
  };
}

function citizen(): UserConfig {
  return {
    plugins: [
      preact(),
      slimPreloadPlugin(),
      slimValibotPlugin(),
      messagesPlugin(),
      beforePaintPlugin(TARGET),
      prerenderPlugin('/src/citizen/prerender.tsx'),
      VitePWA({
        strategies: 'injectManifest',
        srcDir: 'src/sw',
        filename: 'service-worker.ts',
        registerType: 'prompt',
        injectRegister: false,
        manifest: false,
        injectManifest: {
          // Of the pages only the empty shell: offline, the app itself draws all the others.
          globPatterns: ['kabuk/index.html', 'assets/*'],
          globIgnores: ['**/*.br'],
          dontCacheBustURLsMatching: /^assets\//,
          manifestTransforms: [withDirectoryUrls],
          rollupFormat: 'iife',
          buildPlugins: {
            vite: [wholeWorkerPlugin(), slimValibotPlugin(), minifyWorker()],
          },
        },
      }),
      minifyBefore(),
      compressPlugin(),
    ],
    build: {
      minify: 'terser',
      terserOptions: TERSER,
      target: TARGET,
      assetsInlineLimit: 0,
      // A chunk asks for its style sheets itself, and for its scripts by importing them: naming those, too, would make
      // every first screen carry the names of all files. The pages preload what they need (build/prerender-plugin.ts).
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_file, files) =>
          files.filter((file) => /(?<!\/index-[\w-]{8})\.css$/.test(file)),
      },
      rolldownOptions: {
        output: {
          chunkFileNames: nameChunk,
          assetFileNames: nameAsset,
          codeSplitting: { groups: CHUNKS, includeDependenciesRecursively: false },
        },
      },
    },
  };
}

function staff(): UserConfig {
  return {
    // For a browser the package would read entities by innerHTML, which Trusted Types forbid; ours are switched off anyway.
    resolve: {
      alias: {
        'decode-named-character-reference': resolve('node_modules/decode-named-character-reference/index.js'),
      },
    },
    plugins: [preact(), messagesPlugin(), beforePaintPlugin(TARGET), compressPlugin()],
    build: {
      target: TARGET,
      emptyOutDir: false,
      copyPublicDir: false,
      assetsDir: 'staff-assets',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'staff.html' },
    },
  };
}

function examples(): UserConfig {
  return {
    plugins: [preact()],
    build: {
      target: TARGET,
      outDir: '.cache/examples',
      copyPublicDir: false,
      rolldownOptions: { input: 'examples.html' },
    },
  };
}

const BUILDS: Readonly<Record<string, () => UserConfig>> = { staff, examples };

/**
 * Small files of which one is never wanted without the others are one file: fewer requests, fewer names in the start's
 * list of files, and brotli sees more of the same at once.
 */
const CHUNKS = [
  // The worker keeps these when somebody uses them (src/sw/app-files.ts).
  { name: 'optional-aloud', test: /src\/citizen\/shell\/(read-aloud|passages)/ },
  { name: 'optional-directory', test: /src\/offline\/whole-directory|src\/domain\/directory-wire/ },
  { name: 'optional-statement', test: /src\/citizen\/pages\/accessibility\// },
  {
    name: 'optional-clips',
    test: /src\/citizen\/clips\/(clips|clip-store|clip-choices|places)\.tsx?$|src\/domain\/sign-clip/,
  },
  { name: 'optional-signs', test: /src\/citizen\/clips\// },
  // What recordings, clips and a case's life share, without any: named as of the group `media`, which everybody has.
  {
    name: 'media-basics',
    test: /src\/citizen\/(media\/words|acts\/part-words|pages\/courier\/(give-away|words|work-note))|src\/sealing\/parcel-number|src\/i18n\/figures|src\/domain\/cue\.ts/,
  },
  // What happened in a case, and what can be done there, also where no line is: the same group.
  {
    name: 'life',
    test: /src\/citizen\/(life|notices)\/|src\/i18n\/money|src\/domain\/(thread-life|time-left|case|case-ground|calendar|deadline)\.ts/,
  },
  // This one it keeps behind the shell: a recording is made where no line is.
  {
    name: 'optional-media',
    test: /src\/(citizen\/)?media\/|src\/ui\/(file-field|progress|structured-text)\/|src\/offline\/(answer-fetch|kept-answers)\.ts|src\/domain\/(answer-document|answer-in-kind|attachment-limits|attachment-problem|attachment-rendition|answer-text|thread-answer|webvtt)\.ts/,
  },
  // Everybody's, and kept as soon as a worker is there: the first file behind the shell (src/citizen/shell/background-work.ts).
  {
    name: 'optional-sealing',
    test: /src\/(offline\/(sealing|ciphers|device-key|last-words|locked|prepared-pad)|domain\/last-word)\.ts/,
  },
  // Private sending and carrying, with their cryptography: the group of recordings.
  {
    name: 'sealed',
    test: /src\/citizen\/pages\/(private|courier)\/|src\/sealing\/|node_modules\/(hpke\/|qr\/index)|src\/offline\/(carried|carried-answers|carried-file|given-copy|parcel-export|seal-draft|seal-pieces|sealed-afterwards|sealed-chunks|sealed-entries|sealed-laying|sealed-reason|sealed-sending|shared-files)\.ts|src\/domain\/(given-copy|sealed)\.ts/,
  },
  // Acts in a thread, as recordings and the life show them: the same group.
  { name: 'acts', test: /src\/citizen\/acts\// },
  // What sends, apart from what is seen: the sender of a page brings no style sheets. Named as of the same group.
  {
    name: 'uploads',
    test: /src\/offline\/(acts|act-receipt|act-writing|afterwards|recordings|uploads|upload-acts|upload-pieces|upload-receipt|upload-settling|upload-watch|tus|connection)\.ts|src\/domain\/(act-receipt|attachment-state|media-type|notice|thread-act|thread-attachment|transcript|upload|upload-receipt|sha256)\.ts/,
  },
  // The first screen, of which every page needs the greater part.
  {
    name: 'basics',
    test: /src\/ui\/(link|page-heading|icon)\/[\w-]+\.tsx|src\/citizen\/(pages\/start\/start-page|shell\/language-choice)\.tsx|src\/ui\/language-links\/language-links\.tsx/,
  },
  {
    name: 'notices',
    test: /src\/citizen\/(shell\/(storage-notices|without-script)|pages\/apply\/)/,
  },
  // What the first question needs beside the start, and who writes it down.
  {
    name: 'flow-page',
    test: anyOf(
      /src\/citizen\/pages\/flow\/(draft-sessions?|flow-page|later|leave-link|notice-version|question-view|save-note|slugs|use-answer-control|use-flow-draft|way|steps\/(kind-step|step))\.ts/,
      /src\/citizen\/pages\/flow\/flow\.css/,
      /src\/citizen\/shell\/(unreadable|use-error-title|use-operator|use-stored|when-ready|writing-lock)\.ts/,
      /src\/ui\/(button\/button\.ts|(details|error-summary|field|fieldset|radio-group|status-banner|visually-hidden)\/)/,
      /src\/offline\/(autosave|changes|cryptography|database|drafts|environment|ids|migrations|last-words-way|operator-store|promised|schema|storage|storage-fault|surroundings)\.ts/,
      /src\/domain\/(flow|kinds|refusal|requirements|uuid)\.ts/,
    ),
  },
  // All other pages, what they judge by, and what sends: no phone has one of them without the others.
  {
    name: 'rest',
    test: anyOf(
      // But for what has a chunk by its import (OF_MEDIA).
      /src\/citizen\/pages\/(?!start\/|track\/)/,
      /src\/citizen\/shell\/(background|draft-list|emergency-phone-copy|missing-notice|news|own-words|speech|status-of-entry|store-failure|use-brought|use-kept-focus|use-rules|use-store-act)\b/,
      /src\/ui\/(checkbox|checkbox-group|code-display|combobox|confirm-dialog|dialog|notice|number-field|select|summary-list|table|tag|text-area|text-field)\//,
      /src\/ui\/(exit-page\/(use-shift-exit|shift-presses)|live-region\/(announce-if-slow|use-note)|modes\/(modes|display-settings))\./,
      /src\/(domain|offline)\/(?!(reseal|solve-work|pin|pin-lock)\.ts)/,
      /src\/i18n\/format|virtual:language-missing/,
      /node_modules\/valibot\//,
    ),
  },
];

/** Whatever one of these is found in. */
function anyOf(...parts: RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => source).join('|'));
}

/**
 * Chunks of the group `media` beside its own. What is one module and brought by one import has its name without a line above:
 * each line makes one chunk more before they are joined, and of more than 64 no name is told apart by six letters.
 */
const OF_MEDIA = new Set([
  'uploads',
  // Wanted once, and where no line is.
  'reseal',
  // Asked for where a line is, and then by few: kept, so that a later version cannot take it away.
  'solve-work',
  // A code opens nothing where no line is.
  'track-page',
  'media-basics',
  'acts',
  'life',
  // What a PIN locks it opens, also where no line is.
  'lock',
  'sealed',
]);
/** Reads QR codes where the browser does not. */
const DECODER = 'decode';

/** Words carry their language in the file's name, for the byte budget and for whoever looks at the network. */
function nameChunk({ name, facadeModuleId }: { name: string; facadeModuleId?: string | null }): string {
  const words = /virtual:messages\/([\w-]+)\/(\w+)$/.exec(facadeModuleId ?? '');
  // The words of a case's life are there offline as those of recordings are.
  if (words) return `assets/messages-${words[1]}-${words[2] === 'life' ? 'media' : words[2]}-[hash:7].js`;
  if (name === DECODER) return 'assets/optional-codes-[hash:7].js';
  return OF_MEDIA.has(name) ? 'assets/optional-media-[hash:7].js' : 'assets/[name]-[hash:7].js';
}

/** A sheet is of its chunk's group. */
function nameAsset({ names: [name = ''] }: { names: string[] }): string {
  const [chunk = ''] = name.split('.');
  return `assets/${OF_MEDIA.has(chunk) ? 'optional-media' : '[name]'}-[hash:7][extname]`;
}

/** A page is asked for as /basvuru/, never as /basvuru/index.html. */
function withDirectoryUrls<Entry extends { url: string }>(
  entries: Entry[],
): { manifest: Entry[]; warnings: string[] } {
  const manifest = entries.map((entry) => ({ ...entry, url: `/${entry.url}`.replace(/index\.html$/, '') }));
  return { manifest, warnings: [] };
}

export default defineConfig(({ mode }) => (BUILDS[mode] ?? citizen)());
