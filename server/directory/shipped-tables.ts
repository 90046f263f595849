// The units, topics, rules and templates that come with the program, beside its institutions.json: a fictional state, to
// begin with and to look at. Taken in once, while the tables are still empty; an operator with a directory of their own
// (DIRECTORY_FILE) never gets them.

import { readFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { TABLE_NAMES, type TableName } from '../../src/domain/directory-tables.ts';
import type { Database } from '../store/schema.ts';
import { lockDirectory } from './csv/directory-rows.ts';
import { importWithin } from './csv/import-directory.ts';

export function shippedTable(table: TableName): URL {
  return new URL(`shipped/${table}.csv`, import.meta.url);
}

/** @throws Error when the shipped files have a fault: a bug */
export async function storeShippedTables(database: Kysely<Database>, nowMs: number): Promise<void> {
  const files = await Promise.all(
    TABLE_NAMES.map(async (table) => ({ table, bytes: await readFile(shippedTable(table)) })),
  );
  await database.transaction().execute(async (transaction) => {
    await lockDirectory(transaction);
    for (const table of ['unit', 'topic', 'competence_rule', 'reply_template'] as const) {
      if (await transaction.selectFrom(table).select('id').limit(1).executeTakeFirst()) return;
    }
    const result = await importWithin(transaction, files, {
      isDryRun: false,
      actorId: null,
      nowMs,
      isFirst: true,
    });
    if (!result.isWritten) throw new Error('The directory that comes with the program has a fault');
  });
}
