// Apart from the configuration of `npm test`: an installed Firefox is not asked of everybody.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/firefox/**/*.test.ts'],
    reporters: ['default', './tests/checks/closing-line-reporter.ts'],
    testTimeout: 300_000,
    hookTimeout: 180_000,
  },
});
