// One row of the directory, kept by an administrator in the console: judged as a file with this row alone would be, written with its
// history and its audit entry, and refused where somebody else has changed it meanwhile.

import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DirectoryRows, KeptRow, RowInput, RowNames } from '../../src/domain/directory-keeping.ts';
import { ROWS_PAGE_SIZE } from '../../src/domain/directory-keeping.ts';
import { addsRows, keepsRow, namesRow } from '../../src/domain/directory-scope.ts';
import {
  type Row,
  type RowTexts,
  TABLES,
  type TableName,
  toTexts,
} from '../../src/domain/directory-tables.ts';
import { foldTurkish } from '../../src/domain/turkish-search/fold.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { readTable } from './csv/directory-rows.ts';
import type { CsvFault } from './csv/faults.ts';
import { planWithin, writePlan } from './csv/import-directory.ts';
import { readTexts } from './csv/read-csv.ts';
import { readChanges } from './directory-changes.ts';

/** A fault as a form shows it: at its field. */
export interface RowFault {
  column: string;
  fault: CsvFault | { code: 'idTaken'; params: Record<never, never> };
}

export type KeepRow =
  | { ok: true; row: KeptRow }
  | { ok: false; faults: RowFault[] }
  | { ok: false; code: 'directory-conflict' | 'forbidden' };

/** Who keeps it: an account of an institution its rows, of the centre (null) all. */
export type Keeper = Pick<Officer, 'accountId' | 'institutionId'>;

interface RowToKeep extends RowInput {
  table: TableName;
  id: string;
}

export async function keepRow(
  database: Kysely<Database>,
  { table, id, values, version }: RowToKeep,
  { accountId: actorId, institutionId: keeper }: Keeper,
  nowMs: number,
): Promise<KeepRow> {
  const kept = await database.transaction().execute(async (transaction): Promise<KeepRow | undefined> => {
    const plan = await planWithin(transaction, [readTexts(table, { ...values, id })], keeper);
    const known = plan.before[table].get(id);
    if (version === null && known)
      return { ok: false, faults: [{ column: 'id', fault: { code: 'idTaken', params: {} } }] };
    // Of what is theirs a form says what is wrong; at what is not, it has nothing to seek.
    if (known ? !keepsRow(keeper, table, known) : !addsRows(keeper, table))
      return { ok: false, code: 'forbidden' };
    if (version !== null && (!known || versionOf(known) !== version))
      return { ok: false, code: 'directory-conflict' };
    if (plan.hasFaults) {
      const found = plan.reports.flatMap(({ faults }) => faults);
      return { ok: false, faults: found.map((fault) => ({ column: columnOf(fault), fault })) };
    }
    if (plan.writes.some(({ rows }) => rows.length > 0))
      await writePlan(transaction, plan, { actorId, nowMs });
    return undefined;
  });
  if (kept) return kept;
  const row = await readRow(database, table, id, keeper);
  if (!row) throw new Error('A row of the directory that was kept is not there');
  return { ok: true, row };
}

/** @returns undefined also for one that they do not keep */
export async function readRow(
  database: Kysely<Database>,
  table: TableName,
  id: string,
  keeper: string | null,
): Promise<KeptRow | undefined> {
  const row = (await readTable(database, table)).get(id);
  if (!row || !keepsRow(keeper, table, row)) return undefined;
  const changes = await readChanges(database, table, id);
  return { id, values: toTexts(table, row), version: versionOf(row), changes };
}

/** Of the texts, so that it is the same on every server. */
function versionOf(row: Row): string {
  return hash('sha256', JSON.stringify(Object.entries(row).sort()), 'hex').slice(0, 16);
}

/** By name, a page of those that they keep and that say every word of the query. */
export async function listRows(
  database: Kysely<Database>,
  table: TableName,
  { query = '', page, keeper }: { query?: string | undefined; page: number; keeper: string | null },
): Promise<DirectoryRows> {
  const names = await readReferences(database, table);
  const words = foldTurkish(query).split(/\s+/).filter(Boolean);
  const listed = [...(await readTable(database, table)).values()]
    .filter((row) => keepsRow(keeper, table, row))
    .map((row) => {
      const values = toTexts(table, row);
      return { id: String(row.id), values, names: namesIn(table, values, names) };
    })
    .filter(({ values, names: named }) => {
      const text = foldTurkish([...Object.values(values), ...Object.values(named)].join(' '));
      return words.every((word) => text.includes(word));
    });
  const rankOf = (one: RowTexts): number => (one.retired === 'yes' ? 1 : 0);
  listed.sort(
    (a, b) =>
      rankOf(a.values) - rankOf(b.values) || COLLATOR.compare(a.values.name ?? a.id, b.values.name ?? b.id),
  );
  const from = (page - 1) * ROWS_PAGE_SIZE;
  return { rows: listed.slice(from, from + ROWS_PAGE_SIZE), total: listed.length };
}

const COLLATOR = new Intl.Collator('tr', { numeric: true });

type References = ReadonlyMap<TableName, ReadonlyMap<string, Row>>;

async function readReferences(database: Kysely<Database>, table: TableName): Promise<References> {
  const referred = new Set(
    TABLES[table].columns.flatMap(({ cell }) => (cell.kind === 'reference' ? [cell.to] : [])),
  );
  const found = new Map<TableName, ReadonlyMap<string, Row>>();
  for (const to of referred) found.set(to, await readTable(database, to));
  return found;
}

function namesIn(table: TableName, values: RowTexts, references: References): Record<string, string> {
  return Object.fromEntries(
    TABLES[table].columns.flatMap(({ name, cell }) => {
      const value = values[name];
      if (cell.kind !== 'reference' || !value) return [];
      return [[name, String(references.get(cell.to)?.get(value)?.name ?? value)]];
    }),
  );
}

/** Of every row that they may name, in the order of the names: what a form offers where a row refers to another. */
export async function listNames(
  database: Kysely<Database>,
  table: TableName,
  keeper: string | null,
): Promise<RowNames> {
  const named = [...(await readTable(database, table)).values()].filter((row) =>
    namesRow(keeper, table, row),
  );
  const rows = named.map((row) => ({
    id: String(row.id),
    name: String(row.name ?? row.id),
    ...(table === 'units' && { institution: String(row.institution) }),
    isRetired: row.retired === true,
  }));
  return rows.sort((a, b) => COLLATOR.compare(a.name, b.name));
}

function columnOf(fault: CsvFault): string {
  switch (fault.code) {
    case 'valueMissing':
    case 'valueNotValid':
    case 'referenceUnknown':
    case 'referenceRetired':
    case 'otherInstitution':
      return fault.params.column;
    case 'provinceUnknown':
    case 'provinceMissing':
      return 'province';
    case 'districtUnknown':
      return 'district';
    case 'nameTaken':
    case 'nameTwice':
      return 'name';
    case 'usedElsewhere':
    case 'notOwn':
    case 'openCasesStay':
      return 'institution';
    case 'centreStays':
    case 'stillUsed':
    case 'openCases':
      return 'retired';
    case 'cycle':
      return 'parent';
    default:
      return 'id';
  }
}
