// The directory to and from the server: its tables as the files that they are, its rows one by one, and the holidays.

import {
  type DirectoryRows,
  type HolidayInput,
  type HolidayResult,
  type HolidayYearsKept,
  holidayResultSchema,
  holidayYearsSchema,
  KEEPING_PATHS,
  type KeptResult,
  type KeptRow,
  keptResultSchema,
  keptRowSchema,
  namesSchema,
  type RowInput,
  type RowNames,
  rowsSchema,
} from '../../domain/directory-keeping.ts';
import type { TableName } from '../../domain/directory-tables.ts';
import { DIRECTORY_PATHS, type ImportReport, importReportSchema } from '../../domain/directory-wire.ts';
import { pathOf } from '../../domain/wire.ts';
import { type Parse, parser, type Result, resultOf, type StaffCall } from '../staff-call.ts';
import type { RowsRoute } from './directory-address.ts';

export interface DirectoryApi {
  /** @param isDryRun nothing is written, and what would be is told */
  importTable: (table: TableName, file: Blob, isDryRun: boolean) => Promise<Result<ImportReport>>;
  /** The same dry, with as many faults as there are. */
  listFaults: (table: TableName, file: Blob) => Promise<Result<ImportReport>>;
  listRows: (asked: Omit<RowsRoute, 'page'>) => Promise<Result<DirectoryRows>>;
  listNames: (table: TableName) => Promise<Result<RowNames>>;
  readRow: (table: TableName, id: string) => Promise<Result<KeptRow>>;
  keepRow: (table: TableName, id: string, row: RowInput) => Promise<Result<KeptResult>>;
  readHolidays: () => Promise<Result<HolidayYearsKept>>;
  keepHolidays: (year: number, holidays: HolidayInput) => Promise<Result<HolidayResult>>;
}

/** 10,000 rows take the server some seconds; so does counting fifty thousand deadlines. */
const PATIENCE_MS = 120_000;

/** @param call for what is only read */
export function createDirectoryApi(send: typeof fetch, call: StaffCall): DirectoryApi {
  /** What is wrong with it comes in the language of the page. */
  const put = async <Value>(
    path: string,
    parse: Parse<Value>,
    type: string,
    body: Blob | string,
  ): Promise<Result<Value>> => {
    try {
      const answer = await send(path, {
        method: 'PUT',
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { 'content-type': type, 'accept-language': document.documentElement.lang },
        body,
      });
      return resultOf(answer.status, await answer.text(), parse);
    } catch {
      return { ok: false, failure: { kind: 'unreachable' } };
    }
  };
  const keep = <Value>(path: string, parse: Parse<Value>, body: object): Promise<Result<Value>> =>
    put(path, parse, 'application/json', JSON.stringify(body));
  const putTable = (table: TableName, file: Blob, query: Record<string, string>) => {
    const path = `${pathOf(DIRECTORY_PATHS.table, { table })}?${new URLSearchParams(query)}`;
    return put(path, parser(importReportSchema), 'text/csv', file);
  };
  return {
    importTable: (table, file, isDryRun) => putTable(table, file, { dryRun: String(isDryRun) }),
    listFaults: (table, file) => putTable(table, file, { dryRun: 'true', allFaults: 'true' }),
    listRows: ({ table, query, pageNumber }) => {
      const params = new URLSearchParams({ page: String(pageNumber), ...(query !== undefined && { query }) });
      return call('GET', `${pathOf(KEEPING_PATHS.rows, { table })}?${params}`, parser(rowsSchema));
    },
    listNames: async (table) => {
      const listed = await call('GET', pathOf(KEEPING_PATHS.names, { table }), parser(namesSchema));
      return listed.ok ? { ok: true, value: listed.value.names } : listed;
    },
    readRow: (table, rowId) =>
      call('GET', pathOf(KEEPING_PATHS.row, { table, rowId }), parser(keptRowSchema)),
    keepRow: (table, rowId, row) =>
      keep(pathOf(KEEPING_PATHS.row, { table, rowId }), parser(keptResultSchema), row),
    readHolidays: () => call('GET', KEEPING_PATHS.holidays, parser(holidayYearsSchema)),
    keepHolidays: (year, holidays) => {
      const path = pathOf(KEEPING_PATHS.holidayYear, { year: String(year) });
      return keep(path, parser(holidayResultSchema), holidays);
    },
  };
}

/** A link that downloads it: the browser says where to. */
export function exportAddress(table: TableName): string {
  return pathOf(DIRECTORY_PATHS.table, { table });
}
