// One runner for everything; a file says itself when it needs a document (`@vitest-environment jsdom`).
// Files that start a browser come last: three at a time on two processors, because they wait as long as they work.

import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { messagesPlugin } from './build/messages-plugin.ts';
import { slimValibotPlugin } from './build/slim-valibot-plugin.ts';
import { LongestFirst } from './tests/longest-first.ts';

const SLOW = { testTimeout: 120_000, hookTimeout: 180_000 } as const;

/** What a phone runs is tested as it is built; the server has the whole package. */
const AS_BUILT = {
  plugins: [slimValibotPlugin()],
  test: { server: { deps: { inline: ['valibot'] } } },
};

export default defineConfig({
  plugins: [preact(), messagesPlugin()],
  test: {
    reporters: ['default', './tests/checks/closing-line-reporter.ts'],
    // Half of the time of a screen's test goes by waiting for a clock, of a server's for a process: more than there are
    // processors keep those busy.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // By itself a poll gives up after a second, in which a busy machine has not even woken a worker.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        plugins: AS_BUILT.plugins,
        test: {
          ...AS_BUILT.test,
          name: 'unit',
          pool: 'threads',
          include: ['src/**/*.test.ts', 'build/**/*.test.ts', 'tests/checks/**/*.test.ts'],
        },
      },
      {
        extends: true,
        plugins: AS_BUILT.plugins,
        test: {
          ...AS_BUILT.test,
          name: 'screens',
          // Each file has a window of its own, in a worker that has read jsdom once: reading it anew for each file costs
          // as much as the tests.
          pool: 'vmThreads',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['./tests/fixtures/web-crypto.ts', './tests/fixtures/screen.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['server/**/*.test.ts', 'tests/{contracts,security}/**/*.test.ts'],
          globalSetup: './tests/contracts/shared-postgres.ts',
          // A file takes over the worker of the one before, with the modules that it has loaded: loading the whole server
          // again costs as much as the tests of most files. Each opens its own server, database and folders, and closes
          // them; what stands on a module or on the process itself is to be put back.
          isolate: false,
          ...SLOW,
        },
      },
      {
        extends: true,
        plugins: AS_BUILT.plugins,
        test: {
          ...AS_BUILT.test,
          name: 'simulation',
          include: ['tests/{simulation,load}/**/*.test.ts'],
          // It makes and forgets a database for each of its lives: a tenth of its time was collecting them.
          execArgv: ['--max-semi-space-size=64'],
          ...SLOW,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/{e2e,a11y}/**/*.test.ts'],
          globalSetup: './tests/e2e/first-start.ts',
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          ...SLOW,
          // Of a whole journey, beside two others.
          testTimeout: 420_000,
          // A look at a page costs the browser beside as much as the test.
          expect: { poll: { timeout: 60_000, interval: 200 } },
        },
      },
    ],
  },
});
