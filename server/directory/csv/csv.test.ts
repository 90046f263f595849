import { describe, expect, it } from 'vitest';
import { type Row, TABLES, type TableName } from '../../../src/domain/directory-tables.ts';
import { fileFaultInWords } from '../../../src/i18n/directory-faults.ts';
import { translateFor } from '../../texts.ts';
import type { CsvFault } from './faults.ts';
import { type ImportPlan, planImport, type Snapshot } from './plan-import.ts';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const inTable = (...rows: Row[]): Map<string, Row> => new Map(rows.map((row) => [String(row.id), row]));

const BEFORE: Snapshot = {
  institutions: inTable(
    {
      id: 'merkez',
      name: 'Başvuru Merkezi',
      keywords: [],
      scope: 'national',
      province: null,
      working_hours: null,
      retired: false,
    },
    {
      id: 'su',
      name: 'Su İdaresi',
      keywords: ['su'],
      scope: 'province',
      province: '06',
      working_hours: null,
      retired: false,
    },
  ),
  units: inTable({
    id: 'su-ariza',
    institution: 'su',
    name: 'Arıza Birimi',
    parent: null,
    province: '06',
    district: null,
    working_hours: null,
    retired: false,
  }),
  topics: inTable(),
  rules: inTable(),
  templates: inTable(),
};

function plan(table: TableName, text: string): ImportPlan {
  return planImport(BEFORE, [readCsv(table, utf8(text))], { centreId: 'merkez' });
}
function faultsOf(table: TableName, text: string): CsvFault[] {
  return plan(table, text).reports[0]?.faults ?? [];
}
const UNITS = 'id,institution,name,parent,province,district';

it('of an institution’s administrator changes its own rows and no others', () => {
  const csv = `${UNITS}\nsu-ariza,su,Arıza,,06,\nsu-abone,su,Abone,,,\nmerkez-1,merkez,Başka,,,\n`;
  const judged = (keeper: string | null) => {
    const files = [
      readCsv('units', utf8(csv)),
      readCsv('institutions', utf8('id,name,scope\nmerkez,Su,national\n')),
    ];
    return planImport(BEFORE, files, { centreId: 'merkez', keeper }).reports.flatMap(({ faults }) => faults);
  };
  expect(judged(null)).toEqual([]);
  expect(judged('su')).toEqual([
    { code: 'notOwn', line: 2, params: { id: 'merkez' } },
    { code: 'notOwn', line: 4, params: { id: 'merkez-1' } },
  ]);
  // Neither given away nor taken.
  expect(judged('merkez').map(({ line }) => line)).toEqual([2, 3]);
});

describe('a file of the directory', () => {
  it('names what it would add, change and leave, and writes only what differs', () => {
    const { reports, hasFaults, writes } = plan(
      'units',
      `${UNITS}\nsu-ariza,su,Arıza Birimi,,06,\nsu-abone,su,Abone Birimi,su-ariza,Ankara,Çankaya\n`,
    );
    expect(hasFaults).toBe(false);
    expect(reports).toEqual([{ table: 'units', added: 1, changed: 0, unchanged: 1, faults: [] }]);
    expect(writes[0]?.rows).toEqual([
      {
        id: 'su-abone',
        institution: 'su',
        name: 'Abone Birimi',
        parent: 'su-ariza',
        province: '06',
        district: 'Çankaya',
        working_hours: null,
        retired: false,
      },
    ]);
  });

  it('may have semicolons, a byte order mark, columns in any order, and plate codes whose zero a spreadsheet ate', () => {
    const text = '\ufeffname;id;province;scope\r\n"Su; Kanal";su-kanal;6;province\r\n';
    const { hasFaults, writes } = plan('institutions', text);
    expect(hasFaults).toBe(false);
    expect(writes[0]?.rows).toMatchObject([{ id: 'su-kanal', name: 'Su; Kanal', province: '06' }]);
  });

  it('leaves what it has no column for', () => {
    const { writes } = plan('institutions', 'id,name,scope\nsu,Su Kurumu,province\n');
    expect(writes[0]?.rows).toMatchObject([
      { id: 'su', name: 'Su Kurumu', keywords: ['su'], province: '06' },
    ]);
  });

  it('is told every fault of every line at once', () => {
    const text = `${UNITS}
su-abone,su,Abone,,99,
su-abone,su,Abone,,06,Kadıköy
Büyük Harf,su,,yok,06,
a,yok,A,,,
b,merkez,B,su-ariza,,
c,su,C,d,,
d,su,D,c,,
e,su,E
f,su,F,,,Çankaya`;
    expect(faultsOf('units', text)).toEqual([
      { code: 'provinceUnknown', line: 2, params: { value: '99' } },
      { code: 'idTwice', line: 3, params: { value: 'su-abone', first: 2 } },
      { code: 'districtUnknown', line: 3, params: { value: 'Kadıköy', province: 'Ankara' } },
      { code: 'valueNotValid', line: 4, params: { column: 'id', value: 'Büyük Harf' } },
      { code: 'valueMissing', line: 4, params: { column: 'name' } },
      { code: 'referenceUnknown', line: 5, params: { column: 'institution', value: 'yok' } },
      { code: 'otherInstitution', line: 6, params: { column: 'parent', value: 'su-ariza' } },
      { code: 'cycle', line: 7, params: { ids: 'c → d → c' } },
      { code: 'cycle', line: 8, params: { ids: 'd → c → d' } },
      { code: 'cellCount', line: 9, params: { found: 3, expected: 6 } },
      { code: 'provinceMissing', line: 10, params: { id: 'f' } },
    ]);
  });

  it.each<[string, TableName, string, object[]]>([
    [
      'the wrong columns',
      'topics',
      'id,ad,id\n',
      [
        { code: 'columnUnknown', line: 1, params: { column: 'ad' } },
        { code: 'columnTwice', line: 1, params: { column: 'id' } },
        { code: 'columnMissing', line: 1, params: { column: 'name' } },
      ],
    ],
    ['nothing', 'topics', '', [{ code: 'empty', line: 1, params: {} }]],
    [
      'a quote that does not end',
      'topics',
      'id,name\na,"A\nb,B\n',
      [{ code: 'notCsv', line: 2, params: {} }],
    ],
    [
      'the name of another institution',
      'institutions',
      'id,name,scope\nsu-2,SU İDARESİ,national\n',
      [{ code: 'nameTaken', line: 2, params: { value: 'SU İDARESİ', id: 'su' } }],
    ],
    [
      'the centre taken out of use',
      'institutions',
      'id,name,scope,retired\nmerkez,Merkez,national,evet\n',
      [{ code: 'centreStays', line: 2, params: { id: 'merkez' } }],
    ],
    [
      'a place that is needed and missing',
      'institutions',
      'id,name,scope\nyeni,Yeni,district\n',
      [{ code: 'provinceMissing', line: 2, params: { id: 'yeni' } }],
    ],
    [
      'what no kind, number or flag is',
      'rules',
      'id,kind,institution,priority,retired\nr,dilek,su,1.5,belki\n',
      [
        { code: 'valueNotValid', line: 2, params: { column: 'kind', value: 'dilek' } },
        { code: 'valueNotValid', line: 2, params: { column: 'priority', value: '1.5' } },
        { code: 'valueNotValid', line: 2, params: { column: 'retired', value: 'belki' } },
      ],
    ],
  ])('with %s is refused', (_, table, text, expected) => {
    const found = faultsOf(table, text);
    expect(found).toEqual(expected);
    for (const fault of found) {
      for (const locale of ['tr', 'en', 'ar'] as const) {
        expect(fileFaultInWords(fault, translateFor(locale))).not.toMatch(/directory\.csv|\{/);
      }
    }
  });

  it('counts lines as an editor does, also behind a cell of several lines', () => {
    const text = 'id,name,text\na,A,"bir\niki"\nb,B,\n';
    expect(faultsOf('templates', text)).toEqual([
      { code: 'valueMissing', line: 4, params: { column: 'text' } },
    ]);
  });
});

describe('what rows that no file names refer to', () => {
  const unit = { name: 'B', province: null, district: null, working_hours: null, retired: false };
  const used: Snapshot = {
    ...BEFORE,
    units: inTable(
      { ...unit, id: 'ust', institution: 'su', parent: null },
      { ...unit, id: 'alt', institution: 'su', parent: 'ust' },
    ),
    rules: inTable({
      id: 'kural',
      kind: null,
      topic: null,
      province: null,
      district: null,
      institution: 'su',
      unit: 'ust',
      priority: 0,
      retired: false,
    }),
  };
  const stillUsed = (table: TableName, id: string) => ({ code: 'stillUsed', line: 2, params: { table, id } });
  const usedElsewhere = (table: TableName, id: string) => ({
    ...stillUsed(table, id),
    code: 'usedElsewhere',
  });

  it.each<[string, [TableName, string][], object[]]>([
    [
      'is not moved to another institution',
      [['units', 'id,institution,name\nust,merkez,B']],
      [usedElsewhere('units', 'alt'), usedElsewhere('rules', 'kural')],
    ],
    [
      'nor, where it is a unit, taken out of use',
      [['units', 'id,institution,name,retired\nust,su,B,yes']],
      [stillUsed('units', 'alt'), stillUsed('rules', 'kural')],
    ],
    [
      'nor, where it is an institution',
      [['institutions', 'id,name,scope,retired\nsu,Su İdaresi,province,yes']],
      [stillUsed('units', 'ust'), stillUsed('units', 'alt'), stillUsed('rules', 'kural')],
    ],
    ['may have another name', [['units', 'id,institution,name\nust,su,Yeni ad']], []],
    [
      'moves together with them',
      [
        ['units', 'id,institution,name\nust,merkez,B\nalt,merkez,B'],
        ['rules', 'id,institution,unit\nkural,merkez,ust'],
      ],
      [],
    ],
    [
      'is taken out of use together with them',
      [
        ['units', 'id,institution,name,retired\nust,su,B,yes\nalt,su,B,yes'],
        ['rules', 'id,institution,retired\nkural,su,yes'],
      ],
      [],
    ],
  ])('%s', (_, files, expected) => {
    const read = files.map(([table, text]) => readCsv(table, utf8(text)));
    const found = planImport(used, read, { centreId: 'merkez' }).reports.flatMap(({ faults }) => faults);
    expect(found).toEqual(expected);
    for (const fault of found)
      expect(fileFaultInWords(fault, translateFor('en'))).toMatch(/ \((Units|Competence rules)\) /);
  });

  it('does not hinder a change where it was wrong before', () => {
    const wrong = inTable({ ...used.rules.get('kural'), id: 'kural', institution: 'merkez', unit: 'alt' });
    const file = readCsv('units', utf8('id,institution,name,retired\nalt,baska,B,'));
    const institutions = new Map([
      ...used.institutions,
      ['baska', { id: 'baska', name: 'Başka', retired: false }],
    ]);
    const { reports } = planImport({ ...used, institutions, rules: wrong }, [file], { centreId: 'merkez' });
    expect(reports[0]?.faults.map(({ code }) => code)).toEqual(['otherInstitution']);
  });
});

it('a table that is exported is imported as it was, and no cell is a formula', () => {
  const rows: Row[] = [
    {
      id: 'a',
      name: '=HYPERLINK("http://ornek.example")',
      keywords: ['@toplam', 'b'],
      institution: null,
      retired: false,
    },
    { id: 'b', name: '-1+1', keywords: [], institution: 'su', retired: true },
    { id: 'c', name: "'tırnak", keywords: [], institution: null, retired: false },
  ];
  const csv = writeCsv('topics', rows);
  expect(csv.split(/[,\r\n]/).filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
  const read = readCsv('topics', utf8(csv));
  expect(read.faults).toEqual([]);
  expect(read.rows.map(({ row }) => row)).toEqual(rows);
  expect(csv.startsWith(`\ufeff${TABLES.topics.columns.map(({ name }) => name).join(',')}\r\n`)).toBe(true);
});

it('ten thousand lines are judged, and too many are refused', () => {
  const lines = (count: number): string =>
    `${UNITS}\n${Array.from({ length: count }, (_, index) => `u-${index},su,Birim ${index},${index > 0 ? `u-${index - 1}` : ''},06,`).join('\n')}`;
  const { hasFaults, reports } = plan('units', lines(10_000));
  expect([hasFaults, reports[0]?.added]).toEqual([false, 10_000]);
  expect(faultsOf('units', lines(20_001))).toEqual([
    { code: 'tooManyLines', line: 20_002, params: { max: 20_000 } },
  ]);
});
