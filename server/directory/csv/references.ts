// To whom rows refer, judged from both ends: what a row of a file refers to, and which rows that no file names refer to what a
// file changes. The latter are told at the changing line: it is there that the administrator can do otherwise.

import { type Row, TABLE_NAMES, TABLES, type TableName } from '../../../src/domain/directory-tables.ts';
import { type CsvFault, quoteValue } from './faults.ts';
import type { ReadFile } from './read-csv.ts';

type Tables = Readonly<Record<TableName, ReadonlyMap<string, Row>>>;
type Wrong = 'referenceRetired' | 'otherInstitution';

export function judgeReferences(table: TableName, line: number, row: Row, after: Tables): CsvFault[] {
  return referencesOf(table, row).flatMap(({ column, to, id }): CsvFault[] => {
    const params = { column, value: quoteValue(id) };
    const found = after[to].get(id);
    if (!found) return [{ code: 'referenceUnknown', line, params }];
    const code = wrongWith(row, to, found);
    return code ? [{ code, line, params }] : [];
  });
}

/** @returns the faults of a file's line that makes wrong what was right, in rows that no file names */
export function createReferringJudge(
  before: Tables,
  after: Tables,
  files: readonly ReadFile[],
): (table: TableName, line: number, id: string) => CsvFault[] {
  let referring: ReadonlyMap<string, readonly Referring[]> | undefined;
  return (table, line, id) => {
    const [was, is] = [before[table].get(id), after[table].get(id)];
    const isSame = was?.retired === is?.retired && was?.institution === is?.institution;
    if (!was || !is || isSame) return [];
    referring ??= indexReferring(after, files);
    return (referring.get(`${table} ${id}`) ?? []).flatMap(({ table: from, row }): CsvFault[] => {
      const wrong = wrongWith(row, table, is);
      if (!wrong || wrong === wrongWith(row, table, was)) return [];
      const code = wrong === 'referenceRetired' ? 'stillUsed' : 'usedElsewhere';
      return [{ code, line, params: { table: from, id: String(row.id) } }];
    });
  };
}

interface Referring {
  table: TableName;
  row: Row;
}

/** By table and id of what they refer to. */
function indexReferring(after: Tables, files: readonly ReadFile[]): Map<string, Referring[]> {
  const index = new Map<string, Referring[]>();
  for (const table of TABLE_NAMES) {
    const named = new Set(files.filter((file) => file.table === table).flatMap(({ rows }) => rows.map(idOf)));
    for (const [rowId, row] of after[table]) {
      if (named.has(rowId)) continue;
      for (const { to, id } of referencesOf(table, row)) {
        const key = `${to} ${id}`;
        const known = index.get(key);
        if (known) known.push({ table, row });
        else index.set(key, [{ table, row }]);
      }
    }
  }
  return index;
}

function idOf({ row }: ReadFile['rows'][number]): unknown {
  return row.id;
}

function referencesOf(table: TableName, row: Row): { column: string; to: TableName; id: string }[] {
  return TABLES[table].columns.flatMap(({ name, cell }) => {
    const id = row[name];
    return cell.kind === 'reference' && typeof id === 'string' ? [{ column: name, to: cell.to, id }] : [];
  });
}

function wrongWith(row: Row, to: TableName, found: Row): Wrong | undefined {
  if (found.retired === true && row.retired !== true) return 'referenceRetired';
  return to === 'units' && found.institution !== row.institution ? 'otherInstitution' : undefined;
}
