// Takes files into the directory: all of them or, with one fault in one of them, nothing.

import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../store/schema.ts';
import { lockDirectory, raiseRevision, readSnapshot, writeRows } from './directory-rows.ts';
import { type FileReport, planImport } from './plan-import.ts';
import { readCsv } from './read-csv.ts';
import type { TableName } from './tables.ts';

export interface CsvFile {
  table: TableName;
  bytes: Uint8Array;
}

export interface ImportResult {
  reports: FileReport[];
  hasFaults: boolean;
  /** Nothing was written in a dry run, nor with a fault. */
  isWritten: boolean;
}

export interface ImportOptions {
  isDryRun: boolean;
  /** null for the operator's command. */
  actorId: string | null;
  nowMs: number;
}

export async function importDirectory(
  database: Kysely<Database>,
  files: readonly CsvFile[],
  options: ImportOptions,
): Promise<ImportResult> {
  return database.transaction().execute((transaction) => importWithin(transaction, files, options));
}

/** Inside a transaction that already is. */
export async function importWithin(
  transaction: Transaction<Database>,
  files: readonly CsvFile[],
  { isDryRun, actorId, nowMs }: ImportOptions,
): Promise<ImportResult> {
  await lockDirectory(transaction);
  const centre = await transaction
    .selectFrom('institution')
    .select('id')
    .where('is_centre', '=', true)
    .executeTakeFirst();
  const read = files.map(({ table, bytes }) => readCsv(table, bytes));
  const plan = planImport(await readSnapshot(transaction), read, centre?.id);
  const { reports, hasFaults } = plan;
  if (isDryRun || hasFaults) return { reports, hasFaults, isWritten: false };
  for (const { table, rows } of plan.writes) await writeRows(transaction, table, rows);
  await raiseRevision(transaction);
  await transaction
    .insertInto('audit_entry')
    .values({ at: new Date(nowMs), action: 'directory-changed', actor_id: actorId, application_id: null })
    .execute();
  return { reports, hasFaults, isWritten: true };
}
