// `npm run firefox`: the recorder, the store and the upload in an installed Firefox, on the real server.
// Exit: 0 all well; 1 a fault; 2 there is no Firefox, and one sentence says what to do.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findFirefox } from './firefox.ts';

const EXIT_CANNOT = 2;

const found = findFirefox();
if (!found.ok) {
  console.error(found.sentence);
  process.exit(EXIT_CANNOT);
}
if (!existsSync('dist/index.html')) spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--config', 'tests/firefox/vitest.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, KOPRU_TEST_FIREFOX: found.path } },
);
process.exit(status ?? 1);
