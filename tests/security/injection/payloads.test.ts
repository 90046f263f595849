// The thousand payloads by themselves, and where they meet no screen: CSV files, bodies of JSON.

import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../server/csv.ts';
import { writeCsv } from '../../../server/directory/csv/write-csv.ts';
import { TABLES } from '../../../src/domain/directory-tables.ts';
import { DEVICE_FIELDS, FIELDS, SCHEMA_TEXTS, WRITTEN, writtenIn } from './fields.ts';
import { composePayloads, FAMILIES, PAYLOAD_COUNT } from './payloads.ts';

const payloads = composePayloads();

describe('the payloads', () => {
  it('are a thousand, the same in every run, of every family, and no two alike', () => {
    expect(payloads).toHaveLength(PAYLOAD_COUNT);
    expect(composePayloads()).toEqual(payloads);
    expect(new Set(payloads.map(({ text }) => text.replace(/__hit\(\d+\)/, ''))).size).toBe(PAYLOAD_COUNT);
    for (const family of FAMILIES)
      expect(payloads.filter((one) => one.family === family).length, family).toBeGreaterThanOrEqual(10);
  });
});

describe('the fields', () => {
  /** Of every family some: the first ones of each. */
  const some = payloads.filter(({ number }) => number < FAMILIES.length * 4);
  const ways = [...new Set(Object.values(WRITTEN))];
  const canHold = (accepts: (text: string) => boolean): boolean =>
    some.some(({ text }) => ways.some((write) => accepts(write(text))));

  it('are all in which the server lets a payload stand, and no others', () => {
    const found = SCHEMA_TEXTS.filter(({ accepts }) => canHold(accepts)).map(({ name }) => name);
    expect(SCHEMA_TEXTS.length).toBeGreaterThan(found.length);
    expect([...found, ...DEVICE_FIELDS].sort()).toEqual([...FIELDS].sort());
  });

  it('hold no text that another one holds', () => {
    const written = FIELDS.flatMap((field) => some.flatMap((payload) => writtenIn(field, payload) ?? []));
    expect(new Set(written).size).toBe(written.length);
  });
});

describe('a CSV file', () => {
  /** What spreadsheets take for the beginning of a formula, looked for otherwise than guardCell does. */
  const isFormula = (cell: string): boolean => '=+-@\t\r\n＝＋－＠'.includes(cell.charAt(0)) && cell !== '';

  it('runs none of them, and gives each back as it was', () => {
    const dangerous = payloads.filter(({ text }) => isFormula(text));
    expect(dangerous.length).toBeGreaterThan(20);
    const rows: string[][] = parse(toCsv(payloads.map(({ text }) => [text, 'x'])), { bom: true });
    expect(rows).toHaveLength(PAYLOAD_COUNT);
    for (const [index, [cell = '']] of rows.entries()) {
      expect(isFormula(cell), cell).toBe(false);
      expect(cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '')).toBe(payloads[index]?.text);
    }
  });

  it('of the directory runs none, in any column of a text', () => {
    for (const table of Object.keys(TABLES) as (keyof typeof TABLES)[]) {
      const names = TABLES[table].columns.map(({ name }) => name);
      const rows = payloads
        .slice(0, 60)
        .map(({ text }) => Object.fromEntries(names.map((name) => [name, text])));
      const cells: string[][] = parse(writeCsv(table, rows as never), { bom: true });
      for (const cell of cells.flat()) expect(isFormula(cell), `${table}: ${cell}`).toBe(false);
    }
  });
});
