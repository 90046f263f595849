// The history of what administrators keep: each change of a row, by whom, with what stood there before and after. Append-only.

import { type Kysely, sql, type Transaction } from 'kysely';
import type { TableName } from '../../src/domain/directory-tables.ts';
import type { Database } from '../store/schema.ts';

export interface RowChange {
  table: TableName | 'holidays';
  rowId: string;
  /** Absent where it is new. */
  before?: unknown;
  after: unknown;
}

export async function writeChanges(
  transaction: Transaction<Database>,
  changes: readonly RowChange[],
  actorId: string | null,
  nowMs: number,
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ table, rowId, before, after }) => ({
    table_name: table,
    row_id: rowId,
    before: before ?? null,
    after,
  }));
  await sql`
    insert into directory_change (at, actor_id, table_name, row_id, before, after)
    select ${new Date(nowMs)}::timestamptz, ${actorId}::uuid, table_name, row_id, nullif(before, 'null'::jsonb), after
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as change (table_name text, row_id text, before jsonb, after jsonb)`.execute(transaction);
}

export interface PastChange {
  at: string;
  /** null for the operator's command. */
  by: string | null;
  isNew: boolean;
  /** Names of the columns that differ; empty where it is new. */
  columns: string[];
}

/** Longest history that is shown; the table keeps all of it. */
const SHOWN = 20;

/** Newest first. */
export async function readChanges(
  database: Kysely<Database>,
  table: TableName | 'holidays',
  rowId: string,
): Promise<PastChange[]> {
  const rows = await database
    .selectFrom('directory_change')
    .leftJoin('staff_account', 'staff_account.id', 'directory_change.actor_id')
    .select(['at', 'name', 'before', 'after'])
    .where('table_name', '=', table)
    .where('row_id', '=', rowId)
    .orderBy('directory_change.id', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(({ at, name, before, after }) => ({
    at: at.toISOString(),
    by: name,
    isNew: before === null,
    columns: differingColumns(before, after),
  }));
}

function differingColumns(before: unknown, after: unknown): string[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
