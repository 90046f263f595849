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
import { slimIdbPlugin } from './build/slim-idb-plugin.ts';
import { slimValibotPlugin } from './build/slim-valibot-plugin.ts';

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
      slimIdbPlugin(),
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
            vite: [slimIdbPlugin(), slimValibotPlugin(), minifyWorker()],
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
  {
    name: 'optional-clips',
    test: /src\/citizen\/clips\/(clips|clip-store|clip-choices|places)\.tsx?$|src\/domain\/sign-clip/,
  },
  { name: 'optional-signs', test: /src\/citizen\/clips\// },
  // What recordings, clips and a case's life share, without any: named as of the group `media`, which everybody has.
  {
    name: 'media-basics',
    test: /src\/citizen\/(media\/words|acts\/part-words)|src\/i18n\/figures|src\/domain\/cue\.ts/,
  },
  // What happened in a case, and what can be done there, also where no line is: the same group.
  {
    name: 'life',
    test: /src\/citizen\/(life|notices)\/|src\/domain\/(news-words|thread-life|time-left|case|case-ground|calendar|deadline)\.ts/,
  },
  // This one it keeps behind the shell: a recording is made where no line is.
  {
    name: 'optional-media',
    test: /src\/(citizen\/)?media\/|src\/ui\/(file-field|progress|structured-text)\/|src\/offline\/(answer-fetch|kept-answers)\.ts|src\/domain\/(answer-document|answer-in-kind|attachment-limits|attachment-problem|attachment-rendition|answer-text|thread-answer|webvtt)\.ts/,
  },
  // Private sending and carrying, with their cryptography: the same group.
  {
    name: 'sealed',
    test: /src\/citizen\/pages\/(private|courier)\/|src\/sealing\/|node_modules\/(hpke\/|qr\/index)|src\/offline\/(carried|carried-answers|carried-file|parcel-export|seal-draft|sealed-afterwards|sealed-entries|sealed-reason|sealed-sending|shared-files)\.ts|src\/domain\/sealed\.ts/,
  },
  // Acts in a thread, as recordings and the life show them: the same group.
  { name: 'acts', test: /src\/citizen\/acts\// },
  // What sends, apart from what is seen: the sender of a page brings no style sheets. Named as of the same group.
  {
    name: 'uploads',
    test: /src\/offline\/(acts|act-receipt|act-writing|afterwards|recordings|uploads|upload-acts|upload-receipt|tus|connection)\.ts|src\/domain\/(act-receipt|attachment-state|media-type|notice|thread-act|thread-attachment|transcript|upload|upload-receipt|sha256)\.ts/,
  },
  {
    name: 'basics',
    test: /src\/ui\/(link|page-heading|icon)\/[\w-]+\.tsx/,
  },
  {
    name: 'start',
    test: /src\/citizen\/(pages\/start\/start-page|shell\/language-choice)\.tsx|src\/ui\/language-links\/language-links\.tsx/,
  },
  {
    name: 'device',
    test: /node_modules\/idb\/|src\/offline\/(autosave|changes|cryptography|database|drafts|environment|ids|migrations|operator-store|schema|storage|storage-fault|surroundings)\.ts|src\/domain\/(flow|refusal|requirements|kinds|uuid)\.ts|src\/citizen\/(shell\/writing-lock|pages\/flow\/(draft-sessions?|notice-version))\.ts/,
  },
  {
    name: 'form',
    test: /src\/ui\/button\/button\.tsx|src\/ui\/(details|error-summary|field|fieldset|radio-group|visually-hidden|status-banner)\/|src\/citizen\/(shell\/(use-error-title|use-operator|use-stored|unreadable|when-ready)|pages\/flow\/(slugs|way|flow\.css|steps\/step\.ts))/,
  },
  {
    name: 'shared',
    test: /src\/ui\/(confirm-dialog|dialog|text-field|number-field|code-display|tag|checkbox|select|notice)\/[\w-]+\.(tsx|css)|src\/ui\/(combobox|text-area|checkbox-group|summary-list|table)\/[\w-]+\.css|src\/citizen\/shell\/background\.css|src\/citizen\/pages\/flow\/notice-text|src\/offline\/(tracking|base64url|key-cryptography)\.ts|src\/domain\/provinces|src\/domain\/(application|attachment|places|civil-date|completeness|delivery-problem|digits|freeze|identity-number|phone|text|validation|violation|text-limits|tracking-code|tracking-key)\.ts|src\/citizen\/pages\/flow\/review-rows|src\/citizen\/shell\/(use-rules|use-brought|speech)\.ts|src\/citizen\/pages\/flow\/violation-text|src\/ui\/live-region\/announce-if-slow|src\/ui\/number-field\/|src\/domain\/email|src\/i18n\/format|node_modules\/valibot\//,
  },
  {
    name: 'notices',
    test: /src\/citizen\/(shell\/(storage-notices|without-script)|pages\/apply\/)/,
  },
  {
    name: 'pages',
    test: /src\/citizen\/(pages\/(applications|thread|settings|welcome|notice|help|not-found)\/|pages\/flow\/(later-pages|review-view|send-view|private-way|legal-minimum|code-ways|elsewhere-notice|missing-draft|refusal-notice|search-institutions|speak-code|ask-position|export|count-characters|steps\/(addressee-step|contact-step|court-step|format-step|hide-identity-step|identity-step|institution-field|notice-step|place-step|position-field|text-step|yes-no))|shell\/(draft-list|status-of-entry|store-failure|use-store-act|own-words))|src\/domain\/turkish-search\/fold|src\/ui\/(modes\/(modes|display-settings)\.tsx?|live-region\/use-note|(text-area|combobox|checkbox-group|summary-list)\/[\w-]+\.tsx?)/,
  },
  {
    name: 'sync',
    test: /src\/citizen\/shell\/(background|background-work|missing-notice|news|emergency-phone-copy)\.tsx?|src\/ui\/exit-page\/(use-shift-exit|shift-presses)\.ts|src\/offline\/(sync|background-sync|discard|gone-drafts|recording-sweep|sending|attempt|triggers|receipt|operator|threads|outbox|request|sealed-bytes)\.ts|src\/domain\/(outbox|retry|receipt|thread-state|wire)\.ts/,
  },
];

/**
 * What is brought by one import, with what only it needs, has a chunk without a line above. Each line makes one more before
 * they are joined, and of more than 64 no name is told apart by six letters.
 */
const OF_ONE_IMPORT: Readonly<Record<string, string>> = {
  'whole-directory': 'optional-directory',
  'accessibility-page': 'optional-statement',
  // Everybody's, and kept as soon as a worker is there: the first file behind the shell (src/citizen/shell/background-work.ts).
  sealing: 'optional-sealing',
  // Reads QR codes where the browser does not.
  decode: 'optional-codes',
};

/** Chunks of the group `media` beside its own. */
const OF_MEDIA = new Set([
  'uploads',
  // Wanted once, and where no line is.
  'reseal',
  // A code opens nothing where no line is.
  'track-page',
  'media-basics',
  'acts',
  'life',
  'sealed',
]);

/** Words carry their language in the file's name, for the byte budget and for whoever looks at the network. */
function nameChunk({ name, facadeModuleId }: { name: string; facadeModuleId?: string | null }): string {
  const words = /virtual:messages\/([\w-]+)\/(\w+)$/.exec(facadeModuleId ?? '');
  // The words of a case's life are there offline as those of recordings are.
  if (words) return `assets/messages-${words[1]}-${words[2] === 'life' ? 'media' : words[2]}-[hash:6].js`;
  return `assets/${OF_MEDIA.has(name) ? 'optional-media' : (OF_ONE_IMPORT[name] ?? '[name]')}-[hash:6].js`;
}

/** A sheet is of its chunk's group. */
function nameAsset({ names: [name = ''] }: { names: string[] }): string {
  const [chunk = ''] = name.split('.');
  return `assets/${OF_MEDIA.has(chunk) ? 'optional-media' : '[name]'}-[hash:6][extname]`;
}

/** A page is asked for as /basvuru/, never as /basvuru/index.html. */
function withDirectoryUrls<Entry extends { url: string }>(
  entries: Entry[],
): { manifest: Entry[]; warnings: string[] } {
  const manifest = entries.map((entry) => ({ ...entry, url: `/${entry.url}`.replace(/index\.html$/, '') }));
  return { manifest, warnings: [] };
}

export default defineConfig(({ mode }) => (BUILDS[mode] ?? citizen)());
