// A table of the directory as CSV (server/csv.ts). read-csv.ts reads it back as it was.

import { type Cell, toCsv } from '../../csv.ts';
import { type CellValue, type Row, TABLES, type TableName } from './tables.ts';

export function writeCsv(table: TableName, rows: Iterable<Row>): string {
  const { columns } = TABLES[table];
  const lines = [...rows].map((row) => columns.map(({ name }) => toCell(row[name] ?? null)));
  return toCsv([columns.map(({ name }) => name), ...lines]);
}

function toCell(value: CellValue): Cell {
  if (Array.isArray(value)) return value.join('|');
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return value ?? '';
}
