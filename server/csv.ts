// Rows as CSV (RFC 4180): UTF-8 with a byte order mark, without which spreadsheets read Turkish letters wrongly, and no cell
// that a spreadsheet would run as a formula (src/domain/csv-cell.ts).

import { stringify } from 'csv-stringify/sync';
import { guardCell } from '../src/domain/csv-cell.ts';

export type Cell = string | number;

export function toCsv(rows: readonly (readonly Cell[])[]): string {
  const guarded = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? guardCell(cell) : cell)));
  return stringify(guarded, { bom: true, record_delimiter: 'windows' });
}
