// `npm start`: builds the front end where it is missing or older than its sources, then runs the server in this very
// process, so that signals and the exit status are the server's own. On a machine without the build's tools (npm ci
// --omit=dev) the front end that was brought along is used as it is.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { judgeFrontEnd } from './front-end-build.ts';
import { operatorLocale } from './operator-locale.ts';
import { translateFor } from './texts.ts';

const root = join(import.meta.dirname, '..');
const translate = translateFor(operatorLocale(process.env));
const say = (line: string) => process.stdout.write(`${line}\n`);

const state = await judgeFrontEnd(root);
if (state !== 'current') {
  if (existsSync(join(root, 'node_modules/vite/package.json'))) await build();
  else if (state === 'outdated') say(translate('server.buildSkipped', { path: join(root, 'dist') }));
}
// A front end that is missing still is a fault that the server names with its others.
await import('./main.ts');

async function build(): Promise<void> {
  say(translate('server.buildStarting'));
  const startedAt = performance.now();
  // The npm that runs this script, where one does.
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const child = spawn(command, [...first, 'run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  const [status] = await once(child, 'exit');
  if (status !== 0) {
    process.stderr.write(`${translate('server.buildFailed')}\n`);
    process.exit(1);
  }
  say(translate('server.buildDone', { seconds: Math.round((performance.now() - startedAt) / 1000) }));
}
