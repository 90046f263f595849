// The directory's tables to and from the server, as the files that they are.

import { DIRECTORY_PATHS, type ImportReport, importReportSchema } from '../../domain/directory-wire.ts';
import { pathOf } from '../../domain/wire.ts';
import { parser, type Result, resultOf } from '../staff-call.ts';

/** As server/directory/csv/tables.ts names them, in the order in which one refers to the other. */
export const DIRECTORY_TABLES = ['institutions', 'units', 'topics', 'rules', 'templates'] as const;
export type DirectoryTable = (typeof DIRECTORY_TABLES)[number];

export interface DirectoryApi {
  /** @param isDryRun nothing is written, and what would be is told */
  importTable: (table: DirectoryTable, file: Blob, isDryRun: boolean) => Promise<Result<ImportReport>>;
}

/** 10,000 rows take the server some seconds. */
const PATIENCE_MS = 120_000;

export function createDirectoryApi(send: typeof fetch): DirectoryApi {
  return {
    importTable: async (table, file, isDryRun) => {
      const query = new URLSearchParams({ dryRun: String(isDryRun) });
      try {
        const answer = await send(`${pathOf(DIRECTORY_PATHS.table, { table })}?${query}`, {
          method: 'PUT',
          credentials: 'same-origin',
          cache: 'no-store',
          signal: AbortSignal.timeout(PATIENCE_MS),
          headers: { 'content-type': 'text/csv', 'accept-language': document.documentElement.lang },
          body: file,
        });
        return resultOf(answer.status, await answer.text(), parser(importReportSchema));
      } catch {
        return { ok: false, failure: { kind: 'unreachable' } };
      }
    },
  };
}

/** A link that downloads it: the browser says where to. */
export function exportAddress(table: DirectoryTable): string {
  return pathOf(DIRECTORY_PATHS.table, { table });
}
