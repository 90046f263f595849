// What went wrong while the database was made, from what the program printed. Pure.

import type { StoreFault } from './fault.ts';
import { causeOf } from './postgres-log.ts';

/** @param output what `initdb`, or PostgreSQL in single-user mode, wrote to its standard error */
export function readInitialisationFault(output: string, path: string): StoreFault {
  return /No space left on device|ENOSPC/.test(output)
    ? { code: 'dataFolderUnusable', params: { path, reason: 'ENOSPC' } }
    : { code: 'initialisationFailed', params: { path, reason: causeOf(output, 'first') } };
}
