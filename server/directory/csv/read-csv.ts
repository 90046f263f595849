// One file as rows of its table: decoded, taken apart, each cell judged by itself. What depends on other rows is judged
// in plan-import.ts. Every fault is found in one pass, none is repaired.

import { CsvError, parse } from 'csv-parse/sync';
import { unguardCell } from '../../../src/domain/csv-cell.ts';
import {
  type CellKind,
  type CellValue,
  type Column,
  ROW_ID,
  type Row,
  type RowTexts,
  TABLES,
  type TableName,
} from '../../../src/domain/directory-tables.ts';
import { PROVINCES } from '../../../src/domain/places.ts';
import { codePointCount, isSafeLine, isSafeText, isVisible } from '../../../src/domain/text.ts';
import { foldTurkish } from '../../../src/domain/turkish-search/fold.ts';
import { findBadQuotes, withoutLines } from './bad-quotes.ts';
import { decodeCsv } from './decode.ts';
import { type CsvFault, quoteValue } from './faults.ts';
import { isGarbled } from './garbled.ts';

export interface ReadRow {
  line: number;
  row: Row;
}

export interface ReadFile {
  table: TableName;
  rows: ReadRow[];
  faults: CsvFault[];
}

const MAX_LINES = 20_000;
const YES = new Set(['1', 'true', 'yes', 'evet', 'x']);
const NO = new Set(['', '0', 'false', 'no', 'hayir']);

interface Record_ {
  line: number;
  cells: string[];
}

export function readCsv(table: TableName, bytes: Uint8Array): ReadFile {
  const decoded = decodeCsv(bytes);
  if (!decoded.ok) return { table, rows: [], faults: decoded.faults };
  // Of breaks of two letters within a cell the library counts each.
  const split = splitRecords(decoded.text.replaceAll('\r\n', '\n'));
  const faults = split.faults;
  const [header, ...records] = split.records;
  if (!header)
    return { table, rows: [], faults: faults.length > 0 ? faults : [{ code: 'empty', line: 1, params: {} }] };
  const columns = readHeader(table, header);
  if (!columns.ok) return { table, rows: [], faults: [...columns.faults, ...faults] };
  const rows = records.map((record) => readRow(record, columns.columns, faults));
  return { table, rows, faults };
}

/** Comma, semicolon (Turkish spreadsheets) or tab, whichever the first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (delimiter: string): number => first.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

interface Split {
  records: Record_[];
  faults: CsvFault[];
}

/** Lines with a quote that does not fit are told, and the others read: one of them must not hide what is wrong with the rest. */
function splitRecords(text: string): Split {
  const delimiter = delimiterOf(text);
  const split = parseRecords(text, delimiter);
  if ('records' in split) return split;
  const bad = findBadQuotes(text, delimiter);
  const told = bad.map((line): CsvFault => ({ code: 'notCsv', line, params: {} }));
  // Without its first line nobody knows what the cells of the others are.
  if (bad.length === 0 || bad[0] === 1) return { records: [], faults: bad.length > 0 ? told : [split.fault] };
  const rest = parseRecords(withoutLines(text, bad), delimiter);
  return 'records' in rest
    ? { records: rest.records, faults: [...rest.faults, ...told] }
    : { records: [], faults: [...told, rest.fault] };
}

function parseRecords(text: string, delimiter: string): Split | { fault: CsvFault } {
  try {
    // The library's types do not know what `info` gives.
    const parsed: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: MAX_LINES + 2,
    });
    const found = parsed as { record: string[]; info: { lines: number } }[];
    if (found.length > MAX_LINES + 1) {
      const fault: CsvFault = { code: 'tooManyLines', line: MAX_LINES + 2, params: { max: MAX_LINES } };
      return { records: [], faults: [fault] };
    }
    const records = found.map(({ record, info }) => ({ line: firstLine(record, info.lines), cells: record }));
    return { records, faults: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    return { fault: { code: 'notCsv', line, params: {} } };
  }
}

/** The library counts to a record's last line; one with line breaks in its cells began earlier. */
function firstLine(cells: readonly string[], lastLine: number): number {
  const breaks = cells.reduce((total, cell) => total + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
  return lastLine - breaks;
}

type Header = { ok: true; columns: Column[] } | { ok: false; faults: CsvFault[] };

function readHeader(table: TableName, { line, cells }: Record_): Header {
  const known = TABLES[table].columns;
  const names = cells.map((cell) => cell.toLowerCase());
  const faults: CsvFault[] = [];
  const columns: Column[] = [];
  for (const [index, name] of names.entries()) {
    const column = known.find((candidate) => candidate.name === name);
    if (!column) faults.push({ code: 'columnUnknown', line, params: { column: quoteValue(name) } });
    else if (names.indexOf(name) !== index)
      faults.push({ code: 'columnTwice', line, params: { column: name } });
    else columns.push(column);
  }
  for (const { name, isRequired } of known) {
    if (isRequired && !names.includes(name))
      faults.push({ code: 'columnMissing', line, params: { column: name } });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, columns };
}

function readRow({ line, cells }: Record_, columns: readonly Column[], faults: CsvFault[]): ReadRow {
  if (cells.length !== columns.length) {
    faults.push({ code: 'cellCount', line, params: { found: cells.length, expected: columns.length } });
    return { line, row: {} };
  }
  return { line, row: readCells(cells.map(unguardCell), columns, line, faults) };
}

/** One row as a form gives it: of a column that it does not have, what is there stays. */
export function readTexts(table: TableName, texts: RowTexts): ReadFile {
  const columns = TABLES[table].columns.filter(({ name }) => Object.hasOwn(texts, name));
  const faults: CsvFault[] = [];
  const cells = columns.map(({ name }) => (texts[name] ?? '').trim());
  const row = readCells(cells, columns, 1, faults);
  return { table, rows: [{ line: 1, row }], faults };
}

function readCells(
  cells: readonly string[],
  columns: readonly Column[],
  line: number,
  faults: CsvFault[],
): Row {
  const row: Record<string, CellValue> = {};
  for (const [index, column] of columns.entries()) {
    const text = cells[index] ?? '';
    if (text === '' && column.isRequired) {
      faults.push({ code: 'valueMissing', line, params: { column: column.name } });
      continue;
    }
    if (isGarbled(text)) {
      faults.push({ code: 'garbled', line, params: { column: column.name, value: quoteValue(text) } });
      continue;
    }
    const value = readCell(text, column.cell);
    if (value !== undefined) row[column.name] = value;
    else if (column.cell.kind === 'province') {
      faults.push({ code: 'provinceUnknown', line, params: { value: quoteValue(text) } });
    } else {
      faults.push({ code: 'valueNotValid', line, params: { column: column.name, value: quoteValue(text) } });
    }
  }
  return row;
}

/** @returns undefined for what the column cannot say */
function readCell(text: string, cell: CellKind): CellValue | undefined {
  switch (cell.kind) {
    case 'id':
      return ROW_ID.test(text) ? text : undefined;
    case 'text':
      return readText(text, cell.max, cell.isLong === true);
    case 'list':
      return readList(text, cell.max, cell.maxEach);
    case 'choice':
      return text === '' ? null : cell.choices.find((choice) => choice === text);
    case 'province':
      return text === '' ? null : (PLATES.get(text.padStart(2, '0')) ?? PLATES.get(foldTurkish(text)));
    case 'district':
    case 'reference':
      return text === '' ? null : text;
    case 'number':
      return readNumber(text, cell.min, cell.max);
    case 'flag': {
      const folded = foldTurkish(text);
      return YES.has(folded) ? true : NO.has(folded) ? false : undefined;
    }
  }
}

/** Plate codes by themselves and by the folded names of their provinces. */
const PLATES: ReadonlyMap<string, string> = new Map(
  PROVINCES.flatMap(({ plate, province }) => [
    [plate, plate],
    [foldTurkish(province), plate],
  ]),
);

function readText(text: string, max: number, isLong: boolean): string | null | undefined {
  if (text === '') return null;
  const isSafe = isLong ? isSafeText(text) : isSafeLine(text);
  return isSafe && isVisible(text) && codePointCount(text) <= max ? text : undefined;
}

function readList(text: string, max: number, maxEach: number): string[] | undefined {
  const items = text
    .split('|')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const areGood = items.every((item) => isSafeLine(item) && codePointCount(item) <= maxEach);
  return areGood && items.length <= max ? items : undefined;
}

function readNumber(text: string, min: number, max: number): number | undefined {
  if (text === '') return 0;
  const number = Number(text);
  return /^-?\d+$/.test(text) && number >= min && number <= max ? number : undefined;
}
