// `npm test`: every check and every test, in the order in which a fault is cheapest to find.
// Arguments are passed to vitest (`npm test -- src/domain`).

import { execFile, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { findBrowser } from './browser.ts';
import { runChecks } from './checks/all.ts';

const started = Date.now();
const maxBuffer = Number.POSITIVE_INFINITY;

/** Beside the checks, which leave a processor idle at times; says what it said only when it failed. */
function build(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'build'], { maxBuffer }, (error, stdout, stderr) => {
      if (error) console.log(`${stdout}${stderr}`.trim() || error.message);
      console.log(error ? 'FAILED build' : 'ok     build');
      resolve(error === null);
    });
  });
}

const browser = findBrowser();
if (!browser.ok) {
  console.error(browser.sentence);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
console.log('\n── Build and checks');
if (!(await runChecks(build()))) {
  console.log('\nBuild and checks: failed\n0 passed, 1 failed');
  process.exit(1);
}
console.log('\n── Tests');
const { status } = spawnSync('npx', ['vitest', 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    KOPRU_TEST_BROWSER: browser.path,
    KOPRU_TEST_STARTED: String(started),
    // The run starts the server some eighty times: what it is compiled to is kept, which halves the time of each start.
    NODE_COMPILE_CACHE: resolve('.cache/compile'),
  },
});
process.exit(status ?? 1);
