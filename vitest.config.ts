// One runner for everything; a file says itself when it needs a document (`@vitest-environment jsdom`).
// Files that start a browser or a server take turns, because two cores cannot carry several at once.

import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { messagesPlugin } from './build/messages-plugin.ts';

export default defineConfig({
  plugins: [preact(), messagesPlugin()],
  test: {
    reporters: ['default', './tests/checks/closing-line-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'server/**/*.test.ts',
            'build/**/*.test.ts',
            'tests/checks/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/{contracts,simulation,e2e,a11y,security}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
