// A table of the directory, row by row: searched, turned page by page, each row the way to its form.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import {
  type DirectoryRows,
  type ListedRow,
  ROWS_PAGE_SIZE,
  ROWS_QUERY_MAX_LENGTH,
} from '../../../domain/directory-keeping.ts';
import { addsRows } from '../../../domain/directory-scope.ts';
import { type Column, TABLES } from '../../../domain/directory-tables.ts';
import { PROVINCES } from '../../../domain/places.ts';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Pagination } from '../../../ui/pagination/pagination.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import { newRowAddress, type RowsRoute, rowAddress, rowsAddress } from '../../directory/directory-address.ts';
import { keepingTitle, rowTitle } from '../../directory/directory-view.ts';
import { DIRECTORY_ADDRESS } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { labelled } from '../list/labelled-cell.tsx';
import '../cases/cases.css';

export interface RowsPageProps {
  route: RowsRoute;
  rows: DirectoryRows;
  /** Whose rows; null: all. */
  keeper: string | null;
  onOpen: (address: string) => void;
}

/** What a list can do without: the name is its link, long texts and lists stand in the form. */
const UNLISTED: readonly string[] = ['id', 'name', 'keywords', 'text', 'working_hours', 'retired'];

export function RowsPage({ route, rows: { rows, total }, keeper, onOpen }: RowsPageProps) {
  const { t } = useTexts();
  const { table, query, pageNumber } = route;
  const [typed, setTyped] = useState(query ?? '');
  const columns = TABLES[table].columns.filter(({ name }) => !UNLISTED.includes(name));
  const labels = [
    t('staff.rows.column.name'),
    ...columns.map(({ name }) => t(`staff.rows.column.${name}` as MessageKey)),
    t('staff.rows.state'),
  ];
  const cells = (row: ListedRow) => [
    <a key="name" href={rowAddress(table, row.id)}>
      {row.values.name ? <bdi lang="">{row.values.name}</bdi> : rowTitle(row.values, t)}
    </a>,
    ...columns.map((column) => cellOf(column, row, t) ?? t('staff.rows.none')),
    row.values.retired ? (
      <Tag key="state" kind="waiting" label={t('staff.rows.retired')} />
    ) : (
      t('staff.rows.inUse')
    ),
  ];
  const pages = Math.max(1, Math.ceil(total / ROWS_PAGE_SIZE));
  const to = (page: number, key: 'staff.cases.previous' | 'staff.cases.next') =>
    page < 1 || page > pages
      ? undefined
      : { href: rowsAddress({ ...route, pageNumber: page }), label: t(key) };
  return (
    <div class="stack cases">
      <Link href={DIRECTORY_ADDRESS} kind="back">
        {t('staff.directory.heading')}
      </Link>
      <PageHeading>{keepingTitle({ kind: 'rows', route, rows: { rows, total } }, t)}</PageHeading>
      {addsRows(keeper, table) ? (
        <p>
          <Link href={newRowAddress(table)} kind="standalone">
            {t(`staff.rows.new.${table}`)}
          </Link>
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: the oldest browsers that we serve know no element <search>. */}
      <form
        role="search"
        class="case-search"
        aria-label={t('staff.rows.search')}
        onSubmit={(event) => {
          event.preventDefault();
          const words = typed.trim().slice(0, ROWS_QUERY_MAX_LENGTH);
          onOpen(rowsAddress({ table, pageNumber: 1, ...(words !== '' && { query: words }) }));
        }}
      >
        <TextField
          id="rows-search"
          type="search"
          label={t('staff.rows.search')}
          value={typed}
          onInput={setTyped}
          autocomplete="off"
          maxWidth="medium"
          dir="auto"
        />
        <Button type="submit">{t('staff.cases.searchPress')}</Button>
        {query !== undefined && (
          <Link href={rowsAddress({ table, pageNumber: 1 })}>{t('staff.cases.searchEnd')}</Link>
        )}
      </form>
      <p>
        {t('staff.rows.count', { count: total })}
        {pages > 1 ? ` ${t('staff.rows.page', { page: pageNumber, pages })}` : null}
      </p>
      {rows.length > 0 ? (
        <div class="cases-table">
          <Table
            caption={t(`staff.directory.${table}`)}
            columns={labels.map((label) => ({ label }))}
            rows={rows.map((row) => ({
              key: row.id,
              cells: cells(row).map((cell, index) => labelled(labels[index], cell)),
            }))}
          />
        </div>
      ) : null}
      <Pagination
        label={t('staff.cases.pages')}
        previous={to(pageNumber - 1, 'staff.cases.previous')}
        next={to(pageNumber + 1, 'staff.cases.next')}
      />
    </div>
  );
}

/** As a person reads it; undefined where there is nothing. */
function cellOf({ name, cell }: Column, { values, names }: ListedRow, t: Translate): ComponentChildren {
  const value = values[name] ?? '';
  if (value === '') return undefined;
  switch (cell.kind) {
    case 'reference':
      return <bdi lang="">{names[name] ?? value}</bdi>;
    case 'province':
      return PROVINCES.find(({ plate }) => plate === value)?.province ?? value;
    case 'flag':
      return t('staff.rows.yes');
    case 'choice':
      return t(`staff.rows.choice.${value}` as MessageKey);
    default:
      return <bdi lang="">{value}</bdi>;
  }
}
