// The directory's tables in PostgreSQL as rows of their CSV, read and written whole.

import { type Kysely, sql, type Transaction } from 'kysely';
import {
  type CellValue,
  type Row,
  TABLE_NAMES,
  TABLES,
  type TableName,
} from '../../../src/domain/directory-tables.ts';
import type { Database } from '../../store/schema.ts';
import type { Snapshot } from './plan-import.ts';

/** One who changes the directory at a time; also taken by directory.ts. To the end of the transaction. */
export async function lockDirectory(transaction: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('directory'))`.execute(transaction);
}

/** As it is, for whoever gives a case to a place of it: changes wait until this transaction ends, others like it do not. */
export async function holdDirectory(transaction: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('directory'))`.execute(transaction);
}

export async function readSnapshot(database: Kysely<Database>): Promise<Snapshot> {
  const entries: [TableName, ReadonlyMap<string, Row>][] = [];
  for (const table of TABLE_NAMES) entries.push([table, await readTable(database, table)]);
  return Object.fromEntries(entries) as Record<TableName, ReadonlyMap<string, Row>>;
}

/** By id, in its order. */
export async function readTable(database: Kysely<Database>, name: TableName): Promise<Map<string, Row>> {
  const { table, columns } = TABLES[name];
  const fields = sql.join(columns.map((column) => sql`${sql.ref(column.field)} as ${sql.ref(column.name)}`));
  const { rows } = await sql<Record<string, CellValue>>`
    select ${fields} from ${sql.table(table)} order by id collate "C"`.execute(database);
  return new Map(rows.map((row) => [String(row.id), row]));
}

/** Rows that are there are changed, others added. */
export async function writeRows(
  transaction: Transaction<Database>,
  name: TableName,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns } = TABLES[name];
  const records = rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column.field, row[column.name] ?? null])),
  );
  const fields = sql.join(columns.map(({ field }) => sql.ref(field)));
  const changes = sql.join(
    columns
      .filter(({ field }) => field !== 'id')
      .map(({ field }) => sql`${sql.ref(field)} = ${sql.ref(`excluded.${field}`)}`),
  );
  await sql`
    insert into ${sql.table(table)} (${fields})
    select ${fields} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(records)}::json)
    on conflict (id) do update set ${changes}`.execute(transaction);
}

/** Whoever keeps a copy notices by the number. */
export async function raiseRevision(transaction: Transaction<Database>): Promise<void> {
  await sql`update directory_state set revision = revision + 1`.execute(transaction);
}

export async function readRevision(database: Kysely<Database>): Promise<number> {
  const { revision } = await database
    .selectFrom('directory_state')
    .select('revision')
    .executeTakeFirstOrThrow();
  return Number(revision);
}
