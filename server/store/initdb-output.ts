// What went wrong while the database was made, from what the program printed: its last line tells that it cleans up, not why. Pure.

import type { StoreFault } from './fault.ts';

const LONGEST = 300;

/** @param output what `initdb`, or PostgreSQL in single-user mode, wrote to its standard error */
export function readInitialisationFault(output: string, path: string): StoreFault {
  if (/No space left on device|ENOSPC/.test(output))
    return { code: 'dataFolderUnusable', params: { path, reason: 'ENOSPC' } };
  const lines = output.trim().split('\n');
  const cause = lines.findLast((line) => /\b(error|FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? '';
  return { code: 'initialisationFailed', params: { path, reason: cause.slice(0, LONGEST) } };
}
