// Whose rows of the directory an administrator keeps: of an institution its own row, its units and its templates. What is everybody's
// (topics, rules of competence, templates of no institution, the holidays) is the centre's, and so are all other rows.

import type { Row, RowTexts, TableName } from './directory-tables.ts';

/** The column that names whose a row is. What is not here belongs to nobody but all. */
const OWNER: Partial<Record<TableName, string>> = {
  institutions: 'id',
  units: 'institution',
  templates: 'institution',
};

/** Institution of an administrator's account; null is the centre, which keeps all. */
type Keeper = string | null;

export function keepsTable(keeper: Keeper, table: TableName): boolean {
  return keeper === null || OWNER[table] !== undefined;
}

export function keepsRow(keeper: Keeper, table: TableName, row: Row | RowTexts): boolean {
  if (keeper === null) return true;
  const owner = OWNER[table];
  return owner !== undefined && row[owner] === keeper;
}

/** Of an institution only the centre makes a new one. */
export function addsRows(keeper: Keeper, table: TableName): boolean {
  return keeper === null || (table !== 'institutions' && keepsTable(keeper, table));
}

/** What a form offers where a row of theirs refers to another: topics are everybody's to name. */
export function namesRow(keeper: Keeper, table: TableName, row: Row): boolean {
  return table === 'topics' || keepsRow(keeper, table, row);
}
