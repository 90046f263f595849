// What is wrong with a row, a file or a year of the directory, in words. The server says it in its answers; the console
// says it again where its language has been changed meanwhile, and so knows the code and what the sentence names.

import type { MessageKey, MessageParams, Translate } from './translate.ts';

export interface DirectoryFault {
  /** Of the server; there is a sentence for each (server/directory/csv/csv.test.ts). */
  code: string;
  params: MessageParams;
}

/** One sentence about a file, without its line: `directory.csv.<code>`. */
export function fileFaultInWords({ code, params }: DirectoryFault, t: Translate): string {
  const key = code === 'notUtf8' ? `${code}.${params.encoding}` : code;
  const { table } = params;
  const named =
    table === undefined ? params : { ...params, table: t(`staff.directory.${table}` as MessageKey) };
  return t(`directory.csv.${key}` as MessageKey, named);
}

/** A file's reader knows its columns by name, a form's by the labels of its fields. */
export function rowFaultInWords({ code, params }: DirectoryFault, t: Translate): string {
  if (code === 'idTaken') return t('directory.row.idTaken');
  if (params.column === undefined) return fileFaultInWords({ code, params }, t);
  const column = t(`staff.rows.column.${params.column}` as MessageKey);
  return fileFaultInWords({ code, params: { ...params, column } }, t);
}

export function holidayFaultInWords({ code, params }: DirectoryFault, t: Translate): string {
  return t(`directory.holidayFault.${code}` as MessageKey, params);
}
