// A table of the directory as CSV (server/csv.ts). read-csv.ts reads it back as it was.

import { type Row, TABLES, type TableName, toTexts } from '../../../src/domain/directory-tables.ts';
import { toCsv } from '../../csv.ts';

export function writeCsv(table: TableName, rows: Iterable<Row>): string {
  const names = TABLES[table].columns.map(({ name }) => name);
  const lines = [...rows].map((row) => {
    const texts = toTexts(table, row);
    // A number is no formula, below zero neither.
    return names.map((name) => (typeof row[name] === 'number' ? row[name] : (texts[name] ?? '')));
  });
  return toCsv([names, ...lines]);
}
