// The addresses of what an administrator keeps: tables of the directory as lists that can be searched, their rows, and the holidays.
//
//   #/rehber/birimler?ara=<words>&sayfa=2    rows of a table
//   #/rehber/birimler/<id>                   one of them
//   #/rehber-ekle/birimler                   a new one
//   #/tatiller                               the holidays by year
//   #/tatiller/2027                          one year

import { ROWS_QUERY_MAX_LENGTH } from '../../domain/directory-keeping.ts';
import { ROW_ID, TABLE_NAMES, type TableName } from '../../domain/directory-tables.ts';
import { HOLIDAY_YEARS } from '../../domain/holidays.ts';

export interface RowsRoute {
  page: 'rows';
  table: TableName;
  query?: string;
  /** From 1. */
  pageNumber: number;
}

export type KeepingRoute =
  | RowsRoute
  /** Without an id: a new one. */
  | { page: 'row'; table: TableName; id?: string }
  | { page: 'holidays' }
  | { page: 'holiday-year'; year: number };

const NAMES: Readonly<Record<TableName, string>> = {
  institutions: 'kurumlar',
  units: 'birimler',
  topics: 'konular',
  rules: 'kurallar',
  templates: 'sablonlar',
};

export const HOLIDAYS_ADDRESS = '#/tatiller';

/** @returns undefined for the address of another page */
export function parseKeeping(path: string, query: URLSearchParams): KeepingRoute | undefined {
  const [, area, name, id, ...rest] = path.split('/');
  if (rest.length > 0) return undefined;
  if (area === 'tatiller' && id === undefined) return parseHolidays(name);
  const table = TABLE_NAMES.find((one) => NAMES[one] === name);
  if (table === undefined) return undefined;
  if (area === 'rehber-ekle' && id === undefined) return { page: 'row', table };
  if (area !== 'rehber') return undefined;
  if (id === undefined) return parseRows(table, query);
  return ROW_ID.test(id) ? { page: 'row', table, id } : undefined;
}

function parseHolidays(name: string | undefined): KeepingRoute | undefined {
  if (name === undefined) return { page: 'holidays' };
  const year = /^\d{4}$/.test(name) ? Number(name) : 0;
  const isKept = year >= HOLIDAY_YEARS.first && year <= HOLIDAY_YEARS.last;
  return isKept ? { page: 'holiday-year', year } : undefined;
}

function parseRows(table: TableName, params: URLSearchParams): RowsRoute {
  const query = params.get('ara')?.trim().slice(0, ROWS_QUERY_MAX_LENGTH);
  const page = Number(params.get('sayfa'));
  const pageNumber = Number.isSafeInteger(page) && page > 1 && page < 10_000 ? page : 1;
  return { page: 'rows', table, pageNumber, ...(query ? { query } : {}) };
}

export function rowsAddress({ table, query, pageNumber }: Omit<RowsRoute, 'page'>): string {
  const params = new URLSearchParams();
  if (query !== undefined) params.set('ara', query);
  if (pageNumber > 1) params.set('sayfa', String(pageNumber));
  const address = `#/rehber/${NAMES[table]}`;
  return params.size > 0 ? `${address}?${params}` : address;
}

export function rowAddress(table: TableName, id: string): string {
  return `#/rehber/${NAMES[table]}/${id}`;
}

export function newRowAddress(table: TableName): string {
  return `#/rehber-ekle/${NAMES[table]}`;
}

export function holidayYearAddress(year: number): string {
  return `${HOLIDAYS_ADDRESS}/${year}`;
}
