// Every fault of a file as a table of its own, to be worked off beside it in the spreadsheet: the line, and what is wrong there.

import { guardCell } from '../../domain/csv-cell.ts';
import type { ImportReport } from '../../domain/directory-wire.ts';
import { fileFaultInWords } from '../../i18n/directory-faults.ts';
import type { Translate } from '../../i18n/translate.ts';

/** CSV (RFC 4180) with a byte order mark, as the server's tables are (server/csv.ts). */
export function faultsCsv(faults: ImportReport['faults'], t: Translate): string {
  const rows = [
    [t('staff.directory.line'), t('staff.directory.fault')],
    ...faults.map(({ line, ...fault }) => [String(line), fileFaultInWords(fault, t)]),
  ];
  return `\ufeff${rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('')}`;
}

function toCell(text: string): string {
  return `"${guardCell(text).replaceAll('"', '""')}"`;
}

export function saveFile(csv: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
