// What files would change in the directory, judged whole: references, doubles, circles, places. Pure: what is there is
// given, what is to be written is returned. With one fault nothing of any file is to be written.

import { keepsRow } from '../../../src/domain/directory-scope.ts';
import {
  type CellValue,
  type Row,
  TABLE_NAMES,
  TABLES,
  type TableName,
} from '../../../src/domain/directory-tables.ts';
import { isPlace, PROVINCES } from '../../../src/domain/places.ts';
import { foldTurkish } from '../../../src/domain/turkish-search/fold.ts';
import { ambiguousRules } from './ambiguous-rules.ts';
import { type CsvFault, quoteValue } from './faults.ts';
import type { ReadFile, ReadRow } from './read-csv.ts';
import { createReferringJudge, judgeReferences } from './references.ts';

/** The rows of each table by id, whole. */
export type Snapshot = Readonly<Record<TableName, ReadonlyMap<string, Row>>>;

export interface FileReport {
  table: TableName;
  added: number;
  changed: number;
  unchanged: number;
  /** In the order of their lines. */
  faults: CsvFault[];
}

export interface ImportPlan {
  reports: FileReport[];
  hasFaults: boolean;
  /** Rows that are new or differ, whole, in the order in which tables refer to each other. */
  writes: { table: TableName; rows: Row[] }[];
}

/** What the files' rows are judged by, beside the directory itself. */
export interface Circumstances {
  /** May not be retired. */
  centreId: string | undefined;
  /** Whose rows alone may change; absent or null: all. */
  keeper?: string | null;
  /** Of institutions and units, by table and id, where there are any: nobody would answer them. */
  openCases?: OpenCases;
}
export type OpenCases = Readonly<Record<'institutions' | 'units', ReadonlyMap<string, number>>>;

export function planImport(
  before: Snapshot,
  files: readonly ReadFile[],
  circumstances: Circumstances,
): ImportPlan {
  const after = merge(before, files);
  const judgeReferring = createReferringJudge(before, after, files);
  const ordered = TABLE_NAMES.flatMap((table) => files.filter((file) => file.table === table));
  const reports: FileReport[] = [];
  const writes: ImportPlan['writes'] = [];
  for (const file of ordered) {
    const rows = file.rows.flatMap(({ row }) => {
      const whole = typeof row.id === 'string' ? after[file.table].get(row.id) : undefined;
      return whole ? [whole] : [];
    });
    const known = (row: Row): Row | undefined => before[file.table].get(String(row.id));
    const changed = rows.filter((row) => !isSame(known(row), row));
    const added = changed.filter((row) => !known(row)).length;
    const referring = file.rows.flatMap(({ line, row }) =>
      typeof row.id === 'string' ? judgeReferring(file.table, line, row.id) : [],
    );
    const faults = [
      ...file.faults,
      ...judgeRows(file, before, after, circumstances.centreId),
      ...judgeKeeper(file, before, after, circumstances.keeper ?? null),
      ...judgeOpenCases(file, before, after, circumstances.openCases),
      ...referring,
    ].sort((a, b) => a.line - b.line);
    const counts = { added, changed: changed.length - added, unchanged: rows.length - changed.length };
    reports.push({ table: file.table, ...counts, faults });
    writes.push({ table: file.table, rows: changed });
  }
  return { reports, writes, hasFaults: reports.some(({ faults }) => faults.length > 0) };
}

/** A column that a file does not have leaves what is there; of a new row it is empty. */
function merge(before: Snapshot, files: readonly ReadFile[]): Record<TableName, Map<string, Row>> {
  const after = Object.fromEntries(TABLE_NAMES.map((table) => [table, new Map(before[table])])) as Record<
    TableName,
    Map<string, Row>
  >;
  for (const { table, rows } of files) {
    for (const { row } of rows) {
      if (typeof row.id !== 'string') continue;
      after[table].set(row.id, wholeRow(after[table], table, row));
    }
  }
  return after;
}

function wholeRow(known: ReadonlyMap<string, Row>, table: TableName, row: Row): Row {
  return { ...(known.get(String(row.id)) ?? emptyRow(table)), ...row };
}

function emptyRow(table: TableName): Row {
  return Object.fromEntries(
    TABLES[table].columns.map(({ name, cell }): [string, CellValue] => {
      if (cell.kind === 'list') return [name, []];
      if (cell.kind === 'flag') return [name, false];
      return [name, cell.kind === 'number' ? 0 : null];
    }),
  );
}

function isSame(one: Row | undefined, other: Row): boolean {
  return (
    one !== undefined &&
    Object.keys(other).every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]))
  );
}

type After = Record<TableName, Map<string, Row>>;

function judgeRows(file: ReadFile, before: Snapshot, after: After, centreId: string | undefined): CsvFault[] {
  return [
    ...doubles(file.rows, 'id', 'idTwice'),
    ...(file.table === 'institutions' ? takenNames(file.rows, after) : []),
    ...(file.table === 'rules' ? ambiguousRules(file.rows, before.rules, after.rules) : []),
    ...file.rows.flatMap((read) =>
      judgeRow(file.table, read, wholeRow(before[file.table], file.table, read.row), after, centreId),
    ),
    ...(file.table === 'units' ? circles(file.rows, after) : []),
  ];
}

/** A row that is another's stays so, and what is theirs stays theirs. */
function judgeKeeper(
  { table, rows }: ReadFile,
  before: Snapshot,
  after: After,
  keeper: string | null,
): CsvFault[] {
  return rows.flatMap(({ line, row: { id } }): CsvFault[] => {
    if (typeof id !== 'string') return [];
    const ends = [before[table].get(id), after[table].get(id)];
    const isTheirs = ends.every((row) => row === undefined || keepsRow(keeper, table, row));
    return isTheirs ? [] : [{ code: 'notOwn', line, params: { id } }];
  });
}

/** What is taken out of use, or away from the institution that answers them, has no open case. */
function judgeOpenCases(
  { table, rows }: ReadFile,
  before: Snapshot,
  after: After,
  openCases: OpenCases | undefined,
): CsvFault[] {
  if (!openCases || (table !== 'institutions' && table !== 'units')) return [];
  return rows.flatMap(({ line, row: { id } }): CsvFault[] => {
    if (typeof id !== 'string') return [];
    const count = openCases[table].get(id) ?? 0;
    const [known, row] = [before[table].get(id), after[table].get(id)];
    if (count === 0 || known === undefined || row === undefined) return [];
    const params = { id, count };
    if (row.retired === true && known.retired !== true) return [{ code: 'openCases', line, params }];
    return leavesInstitution(table, known, row) ? [{ code: 'openCasesStay', line, params }] : [];
  });
}

export function leavesInstitution(table: TableName, known: Row, row: Row): boolean {
  return table === 'units' && known.institution !== row.institution;
}

function doubles(rows: readonly ReadRow[], column: string, code: 'idTwice' | 'nameTwice'): CsvFault[] {
  const first = new Map<CellValue | undefined, number>();
  return rows.flatMap(({ line, row }): CsvFault[] => {
    const value = row[column];
    if (typeof value !== 'string') return [];
    const before = first.get(value);
    if (before !== undefined) return [{ code, line, params: { value: quoteValue(value), first: before } }];
    first.set(value, line);
    return [];
  });
}

/** Two institutions of one name cannot be told apart in a list. */
function takenNames(rows: readonly ReadRow[], after: After): CsvFault[] {
  const idOf = new Map<string, string>();
  const inFile = new Set(rows.map(({ row }) => row.id));
  for (const [id, row] of after.institutions)
    if (!inFile.has(id)) idOf.set(foldTurkish(String(row.name)), id);
  const taken = rows.flatMap(({ line, row }): CsvFault[] => {
    const id = typeof row.name === 'string' ? idOf.get(foldTurkish(row.name)) : undefined;
    return id === undefined
      ? []
      : [{ code: 'nameTaken', line, params: { value: quoteValue(String(row.name)), id } }];
  });
  return [...taken, ...doubles(rows, 'name', 'nameTwice')];
}

function judgeRow(
  table: TableName,
  { line, row }: ReadRow,
  whole: Row,
  after: After,
  centreId: string | undefined,
): CsvFault[] {
  if (typeof row.id !== 'string') return [];
  return [
    ...judgePlace(table, line, whole),
    ...judgeReferences(table, line, whole, after),
    ...(table === 'institutions' && whole.id === centreId && whole.retired === true
      ? [{ code: 'centreStays' as const, line, params: { id: String(whole.id) } }]
      : []),
  ];
}

function judgePlace(table: TableName, line: number, { id, scope, province, district }: Row): CsvFault[] {
  const isPlaceless = province === null || province === undefined;
  const isNeeded =
    table === 'institutions' ? scope !== 'national' && scope !== null : typeof district === 'string';
  if (isPlaceless) return isNeeded ? [{ code: 'provinceMissing', line, params: { id: String(id) } }] : [];
  if (typeof district !== 'string' || isPlace(String(province), district)) return [];
  const named = PROVINCES.find(({ plate }) => plate === province)?.province ?? String(province);
  return [{ code: 'districtUnknown', line, params: { value: quoteValue(district), province: named } }];
}

/** Units that stand above themselves, each told where it stands. A unit is walked over once, however long the chains. */
function circles(rows: readonly ReadRow[], after: After): CsvFault[] {
  const judged = new Set<CellValue>();
  const circleOf = new Map<CellValue, readonly string[]>();
  for (const { row } of rows) {
    const way: string[] = [];
    const onWay = new Set<string>();
    let at = row.id;
    while (typeof at === 'string' && !onWay.has(at) && !judged.has(at)) {
      way.push(at);
      onWay.add(at);
      at = after.units.get(at)?.parent;
    }
    for (const id of way) judged.add(id);
    if (typeof at !== 'string' || !onWay.has(at)) continue;
    const circle = way.slice(way.indexOf(at));
    for (const id of circle) circleOf.set(id, circle);
  }
  return rows.flatMap(({ line, row }): CsvFault[] => {
    const circle = circleOf.get(row.id ?? null);
    return circle ? [{ code: 'cycle', line, params: { ids: roundFrom(String(row.id), circle) } }] : [];
  });
}

/** Steps of a circle that are named. */
const NAMED_MAX = 10;

function roundFrom(id: string, circle: readonly string[]): string {
  const start = circle.indexOf(id);
  const steps = Math.min(circle.length + 1, NAMED_MAX);
  return Array.from({ length: steps }, (_, step) => circle[(start + step) % circle.length]).join(' → ');
}
