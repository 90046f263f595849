// Apart from the configuration of `npm test`, which has only so much time.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/journeys/**/*.test.ts'],
    reporters: ['default', './tests/checks/closing-line-reporter.ts'],
    globalSetup: './tests/e2e/first-start.ts',
    // Each file has a server and a browser of its own.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 180_000,
  },
});
