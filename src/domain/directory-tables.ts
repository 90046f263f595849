// The five tables of the directory as an administrator keeps them, row by row in the console and as CSV: their columns, and what
// each may say. A row is named by `id`, which never changes. What a file does not name stays as it is; `retired` takes out of use.

import { APPLICATION_KINDS } from './kinds.ts';
import { TEXT_LIMITS } from './text-limits.ts';

export const TABLE_NAMES = ['institutions', 'units', 'topics', 'rules', 'templates'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

export type CellKind =
  | { kind: 'id' }
  /** One line, or with `isLong` several. `max` in code points. */
  | { kind: 'text'; max: number; isLong?: true }
  /** Several texts with `|` between them. */
  | { kind: 'list'; max: number; maxEach: number }
  | { kind: 'choice'; choices: readonly string[] }
  /** A plate code or a province's name; kept as plate code. */
  | { kind: 'province' }
  /** Of the row's province. */
  | { kind: 'district' }
  | { kind: 'reference'; to: TableName }
  | { kind: 'number'; min: number; max: number }
  | { kind: 'flag' };

export interface Column {
  /** In the CSV's first line. */
  name: string;
  /** In the database. */
  field: string;
  cell: CellKind;
  isRequired?: true;
}

export interface TableDefinition {
  /** In the database. */
  table: 'institution' | 'unit' | 'topic' | 'competence_rule' | 'reply_template';
  columns: readonly Column[];
}

export type CellValue = string | number | boolean | string[] | null;
/** By the column's name. */
export type Row = Readonly<Record<string, CellValue>>;

/** Of every row. */
export const ROW_ID = /^[a-z0-9][a-z0-9-]{0,79}$/;

const id: Column = { name: 'id', field: 'id', cell: { kind: 'id' }, isRequired: true };
const retired: Column = { name: 'retired', field: 'is_retired', cell: { kind: 'flag' } };
const name: Column = {
  name: 'name',
  field: 'name',
  cell: { kind: 'text', max: TEXT_LIMITS.institutionName },
  isRequired: true,
};
const keywords: Column = {
  name: 'keywords',
  field: 'keywords',
  cell: { kind: 'list', max: 50, maxEach: 80 },
};
const hours: Column = { name: 'working_hours', field: 'working_hours', cell: { kind: 'text', max: 200 } };
const province: Column = { name: 'province', field: 'province', cell: { kind: 'province' } };
const district: Column = { name: 'district', field: 'district', cell: { kind: 'district' } };
const reference = (column: string, to: TableName, field = `${column}_id`): Column => ({
  name: column,
  field,
  cell: { kind: 'reference', to },
});
const institution = reference('institution', 'institutions');

export const TABLES: Readonly<Record<TableName, TableDefinition>> = {
  institutions: {
    table: 'institution',
    columns: [
      id,
      name,
      keywords,
      {
        name: 'scope',
        field: 'scope',
        cell: { kind: 'choice', choices: ['national', 'province', 'district'] },
        isRequired: true,
      },
      province,
      hours,
      { name: 'needs_approval', field: 'needs_approval', cell: { kind: 'flag' } },
      retired,
    ],
  },
  units: {
    table: 'unit',
    columns: [
      id,
      { ...institution, isRequired: true },
      name,
      reference('parent', 'units'),
      province,
      district,
      hours,
      retired,
    ],
  },
  topics: { table: 'topic', columns: [id, name, keywords, institution, retired] },
  rules: {
    table: 'competence_rule',
    columns: [
      id,
      { name: 'kind', field: 'kind', cell: { kind: 'choice', choices: APPLICATION_KINDS } },
      reference('topic', 'topics'),
      province,
      district,
      { ...institution, isRequired: true },
      reference('unit', 'units'),
      { name: 'priority', field: 'priority', cell: { kind: 'number', min: -1000, max: 1000 } },
      retired,
    ],
  },
  templates: {
    table: 'reply_template',
    columns: [
      id,
      institution,
      reference('unit', 'units'),
      reference('topic', 'topics'),
      name,
      { name: 'text', field: 'text', cell: { kind: 'text', max: 20_000, isLong: true }, isRequired: true },
      retired,
    ],
  },
};

export function isTableName(text: string): text is TableName {
  return (TABLE_NAMES as readonly string[]).includes(text);
}

/** A row as texts, by column: as a file says it, and a form. Lists have `|` between their items. */
export type RowTexts = Readonly<Record<string, string>>;

export function toTexts(table: TableName, row: Row): RowTexts {
  return Object.fromEntries(TABLES[table].columns.map(({ name }) => [name, toText(row[name] ?? null)]));
}

export function toText(value: CellValue): string {
  if (Array.isArray(value)) return value.join('|');
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return value === null ? '' : String(value);
}
