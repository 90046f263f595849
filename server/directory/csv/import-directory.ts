// Takes files into the directory: all of them or, with one fault in one of them, nothing.

import type { Kysely, Transaction } from 'kysely';
import type { TableName } from '../../../src/domain/directory-tables.ts';
import { reachingAll } from '../../store/reaching-all.ts';
import type { Database } from '../../store/schema.ts';
import { writeChanges } from '../directory-changes.ts';
import { lockDirectory, raiseRevision, readSnapshot, writeRows } from './directory-rows.ts';
import {
  type FileReport,
  type ImportPlan,
  leavesInstitution,
  type OpenCases,
  planImport,
  type Snapshot,
} from './plan-import.ts';
import { type ReadFile, readCsv } from './read-csv.ts';

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
  /** Institution whose rows alone may change; absent or null: all. */
  keeper?: string | null;
  nowMs: number;
  /** The shipped rows: before them there is no history. */
  isFirst?: boolean;
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
  { isDryRun, keeper, ...change }: ImportOptions,
): Promise<ImportResult> {
  const read = files.map(({ table, bytes }) => readCsv(table, bytes));
  const plan = await planWithin(transaction, read, keeper);
  const { reports, hasFaults } = plan;
  if (isDryRun || hasFaults) return { reports, hasFaults, isWritten: false };
  await writePlan(transaction, plan, change);
  return { reports, hasFaults, isWritten: true };
}

export type PlanWithin = ImportPlan & { before: Snapshot };

/** What rows would change in the directory as it is. Nobody else changes it before the transaction ends. */
export async function planWithin(
  transaction: Transaction<Database>,
  read: readonly ReadFile[],
  keeper: string | null = null,
): Promise<PlanWithin> {
  await lockDirectory(transaction);
  const centre = await transaction
    .selectFrom('institution')
    .select('id')
    .where('is_centre', '=', true)
    .executeTakeFirst();
  const before = await readSnapshot(transaction);
  const openCases = await countOpenCases(transaction, before, read);
  return { ...planImport(before, read, { centreId: centre?.id, keeper, openCases }), before };
}

/** Of what the files retire or give to another institution, in anybody's hands: an administrator reads no case, and learns a number. */
async function countOpenCases(
  transaction: Transaction<Database>,
  before: Snapshot,
  read: readonly ReadFile[],
): Promise<OpenCases> {
  const count = async (table: keyof OpenCases, column: 'institution_id' | 'unit_id') => {
    const rows = read.filter((file) => file.table === table).flatMap((file) => file.rows);
    const ids = rows.flatMap(({ row }) => {
      const known = before[table].get(String(row.id));
      if (known === undefined) return [];
      return row.retired === true || leavesInstitution(table, known, { ...known, ...row })
        ? [String(row.id)]
        : [];
    });
    if (ids.length === 0) return new Map<string, number>();
    const counted = await reachingAll(transaction, () =>
      transaction
        .selectFrom('case_file')
        .select(({ fn }) => [`${column} as id` as const, fn.countAll<string>().as('count')])
        .where(column, 'in', ids)
        .where('is_open', '=', true)
        .groupBy(column)
        .execute(),
    );
    return new Map(counted.map(({ id, count }) => [String(id), Number(count)]));
  };
  return {
    institutions: await count('institutions', 'institution_id'),
    units: await count('units', 'unit_id'),
  };
}

/** @param plan without a fault, made in this transaction */
export async function writePlan(
  transaction: Transaction<Database>,
  { writes, before }: PlanWithin,
  { actorId, nowMs, isFirst = false }: Omit<ImportOptions, 'isDryRun' | 'keeper'>,
): Promise<void> {
  for (const { table, rows } of writes) {
    await writeRows(transaction, table, rows);
    if (isFirst) continue;
    const changes = rows.map((after) => {
      const rowId = String(after.id);
      return { table, rowId, before: before[table].get(rowId), after };
    });
    await writeChanges(transaction, changes, actorId, nowMs);
  }
  await raiseRevision(transaction);
  await transaction
    .insertInto('audit_entry')
    .values({ at: new Date(nowMs), action: 'directory-changed', actor_id: actorId, application_id: null })
    .execute();
}
