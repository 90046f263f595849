// A table of the directory as CSV: UTF-8 with a byte order mark, without which spreadsheets read Turkish letters wrongly,
// and no cell that a spreadsheet would run as a formula (OWASP, CSV injection). read-csv.ts reads it back as it was.

import { stringify } from 'csv-stringify/sync';
import { type CellValue, type Row, TABLES, type TableName } from './tables.ts';

export function writeCsv(table: TableName, rows: Iterable<Row>): string {
  const { columns } = TABLES[table];
  const lines = [...rows].map((row) => columns.map(({ name }) => toCell(row[name] ?? null)));
  return stringify([columns.map(({ name }) => name), ...lines], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

function toCell(value: CellValue): string | number {
  if (Array.isArray(value)) return value.join('|');
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return value ?? '';
}
