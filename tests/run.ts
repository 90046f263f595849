// `npm test`: every check and every test, in the order in which a fault is cheapest to find.
// Arguments are passed to vitest (`npm test -- src/domain`).

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { findBrowser } from './browser.ts';
import { runChecks } from './checks/all.ts';
import { build } from './checks/build.ts';

const started = Date.now();

const browser = findBrowser();
if (!browser.ok) {
  console.error(browser.sentence);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
console.log('\n── Build and checks');
// The build beside the checks, which leave a processor idle at times.
if (!(await runChecks(build()))) {
  console.log('\nBuild and checks: failed\n0 passed, 1 failed');
  process.exit(1);
}
console.log('\n── Tests');
const { status } = spawnSync('npx', ['vitest', 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    KOPRU_TEST_STARTED: String(started),
    // The run starts the server some eighty times: what it is compiled to is kept, which halves the time of each start.
    NODE_COMPILE_CACHE: resolve('.cache/compile'),
  },
});
process.exit(status ?? 1);
