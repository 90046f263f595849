// What the console shows of the directory: its rows with all that their form offers, and the holidays, fetched before the page is.

import type {
  DirectoryRows,
  HolidayYearsKept,
  KeptHolidayYear,
  KeptRow,
  RowNames,
} from '../../domain/directory-keeping.ts';
import { TABLES, type TableName } from '../../domain/directory-tables.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Failure } from '../staff-call.ts';
import type { KeepingRoute, RowsRoute } from './directory-address.ts';
import type { DirectoryApi } from './directory-api.ts';

/** Of each table that a form's rows refer to. */
export type NamesOf = Partial<Record<TableName, RowNames>>;

export type KeepingView =
  | { kind: 'rows'; route: RowsRoute; rows: DirectoryRows }
  /** `row` is absent where it is new. */
  | { kind: 'row'; table: TableName; row?: KeptRow; names: NamesOf }
  | { kind: 'holidays'; holidays: HolidayYearsKept }
  /** `kept` is absent where it is new. */
  | { kind: 'holiday-year'; year: number; kept?: KeptHolidayYear };

const KINDS: readonly string[] = ['rows', 'row', 'holidays', 'holiday-year'] satisfies KeepingView['kind'][];

export function isKeepingView<Other extends { kind: string }>(
  view: Other | KeepingView,
): view is KeepingView {
  return KINDS.includes(view.kind);
}

export type ResolvedKeeping =
  | { ok: true; view: KeepingView }
  | { ok: false; failure: Failure }
  | { ok: false; failure: undefined };

export async function resolveKeeping(api: DirectoryApi, route: KeepingRoute): Promise<ResolvedKeeping> {
  switch (route.page) {
    case 'rows': {
      const listed = await api.listRows(route);
      return listed.ok ? { ok: true, view: { kind: 'rows', route, rows: listed.value } } : listed;
    }
    case 'row':
      return resolveRow(api, route);
    case 'holidays': {
      const read = await api.readHolidays();
      return read.ok ? { ok: true, view: { kind: 'holidays', holidays: read.value } } : read;
    }
    case 'holiday-year': {
      const { year } = route;
      const read = await api.readHolidays();
      if (!read.ok) return read;
      const kept = read.value.years.find((one) => one.year === year);
      return { ok: true, view: { kind: 'holiday-year', year, ...(kept && { kept }) } };
    }
  }
}

async function resolveRow(
  api: DirectoryApi,
  { table, id }: Extract<KeepingRoute, { page: 'row' }>,
): Promise<ResolvedKeeping> {
  const referred = new Set(
    TABLES[table].columns.flatMap(({ cell }) => (cell.kind === 'reference' ? [cell.to] : [])),
  );
  const [row, ...listed] = await Promise.all([
    id === undefined ? undefined : api.readRow(table, id),
    ...[...referred].map(async (to) => ({ to, read: await api.listNames(to) })),
  ]);
  if (row && !row.ok) {
    const isMissing = row.failure.kind === 'refused' && row.failure.code === 'not-found';
    return { ok: false, failure: isMissing ? undefined : row.failure };
  }
  const names: NamesOf = {};
  for (const { to, read } of listed) {
    if (!read.ok) return read;
    names[to] = read.value;
  }
  return { ok: true, view: { kind: 'row', table, names, ...(row && { row: row.value }) } };
}

/** The page's own part of the tab's title, and its heading. */
export function keepingTitle(view: KeepingView, t: Translate): string {
  switch (view.kind) {
    case 'rows': {
      const { table, query } = view.route;
      const name = t(`staff.directory.${table}`);
      return query === undefined ? name : t('staff.rows.found', { name, query });
    }
    case 'row':
      return view.row ? rowTitle(view.row.values, t) : t(`staff.rows.new.${view.table}`);
    case 'holidays':
      return t('staff.holidays.heading');
    case 'holiday-year':
      return t('staff.holidays.yearHeading', { year: String(view.year) });
  }
}

/** A rule has no name of its own. */
export function rowTitle(values: Readonly<Record<string, string>>, t: Translate): string {
  return values.name || t('staff.rows.rule', { id: values.id ?? '' });
}
