// `npm test`: every check and every test, in the order in which a fault is cheapest to find.
// Arguments are passed to vitest (`npm test -- src/domain`).

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { findBrowser } from './browser.ts';

const started = Date.now();

function run(title: string, command: string, args: readonly string[]): void {
  console.log(`\n── ${title}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status === 0) return;
  console.log(`\n${title}: failed\n0 passed, 1 failed`);
  process.exit(status ?? 1);
}

const browser = findBrowser();
if (!browser.ok) {
  console.error(browser.sentence);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
run('Build', 'npm', ['run', '--silent', 'build']);
run('Checks', 'npm', ['run', '--silent', 'check']);
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
