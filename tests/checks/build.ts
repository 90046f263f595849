// Builds both apps for whoever looks at what is built.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { judgeFrontEnd } from '../../server/front-end-build.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Says what it said only when it failed. @returns whether it succeeded */
export function build(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(
      'npm',
      ['run', '--silent', 'build'],
      { cwd: ROOT, maxBuffer: Number.POSITIVE_INFINITY },
      (error, stdout, stderr) => {
        if (error) console.log(`${stdout}${stderr}`.trim() || error.message);
        console.log(error ? 'FAILED build' : 'ok     build');
        resolve(error === null);
      },
    );
  });
}

/** Only where what lies in `dist` is not that of the sources. @returns whether it is now */
export async function buildWhatIsMissing(): Promise<boolean> {
  return (await judgeFrontEnd(ROOT)) === 'current' || (await build());
}
