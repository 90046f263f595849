// `npm run journeys`: a case from the citizen's first word to its end, and each other way that it can go, through the real server,
// the real database and Chromium: what the state does is done in the console, what the citizen does in the app.
// Beside it a clip in sign language, from its recording in the console to a phone without a line, and a recording that another
// phone carries.
// The short version of the first is part of `npm test` (tests/e2e/casework.test.ts, life.test.ts).
// Exit: 0 all well; 1 a fault.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('dist/index.html')) spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--config', 'tests/journeys/vitest.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
