import { describe, expect, it } from 'vitest';
import { addsRows, keepsRow, keepsTable, namesRow } from './directory-scope.ts';
import { TABLE_NAMES, type TableName } from './directory-tables.ts';

/** Of an institution's administrator: table, row, and whether they keep it. */
const ROWS: readonly [TableName, Record<string, string>, boolean][] = [
  ['institutions', { id: 'su' }, true],
  ['institutions', { id: 'yol' }, false],
  ['units', { id: 'su', institution: 'yol' }, false],
  ['units', { id: 'su-06', institution: 'su' }, true],
  ['templates', { id: 'a', institution: 'su' }, true],
  ['templates', { id: 'b', institution: 'yol' }, false],
  ['templates', { id: 'c', institution: '' }, false],
  ['topics', { id: 'd', institution: 'su' }, false],
  ['rules', { id: 'e', institution: 'su' }, false],
];

describe('the rows that an administrator keeps', () => {
  it.each(ROWS)('%s %j: of an institution %s, of the centre always', (table, row, expected) => {
    expect(keepsRow('su', table, row)).toBe(expected);
    expect(keepsRow(null, table, row)).toBe(true);
  });

  it('are of three tables, to two of which an institution adds', () => {
    const of = (what: typeof keepsTable, keeper: string | null) =>
      TABLE_NAMES.filter((table) => what(keeper, table));
    expect(of(keepsTable, 'su')).toEqual(['institutions', 'units', 'templates']);
    expect(of(addsRows, 'su')).toEqual(['units', 'templates']);
    expect([of(keepsTable, null), of(addsRows, null)]).toEqual([TABLE_NAMES, TABLE_NAMES]);
  });

  it('may name any topic, and else none but theirs', () => {
    expect(namesRow('su', 'topics', { id: 'd', institution: 'yol' })).toBe(true);
    expect(namesRow('su', 'units', { id: 'y', institution: 'yol' })).toBe(false);
  });
});
