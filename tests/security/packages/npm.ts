// npm as a process. What it says comes back whole, whatever its end.

import { execFile } from 'node:child_process';

const MAX_BUFFER_BYTES = 64 * 1024 * 1024;

/** @returns standard output */
export function npm(...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile('npm', args, { maxBuffer: MAX_BUFFER_BYTES }, (_, stdout) => resolve(stdout));
  });
}
