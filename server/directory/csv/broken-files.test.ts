// Files that came through a spreadsheet or a transfer that broke them: what is wrong is told of each line, and nothing of it hides
// what is wrong with the others.

import { describe, expect, it } from 'vitest';
import { type Row, TABLE_NAMES, type TableName } from '../../../src/domain/directory-tables.ts';
import { fileFaultInWords } from '../../../src/i18n/directory-faults.ts';
import { translateFor } from '../../texts.ts';
import { planImport, type Snapshot } from './plan-import.ts';
import { readCsv } from './read-csv.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const told = (table: TableName, bytes: Uint8Array) =>
  readCsv(table, bytes)
    .faults.sort((a, b) => a.line - b.line)
    .map(({ code, line }) => `${line} ${code}`);

describe('a quote that does not fit', () => {
  it.each<[string, string, string[]]>([
    ['does not end', 'id,name\na,"A\nb,B\nÇ,C\n', ['2 notCsv', '4 valueNotValid']],
    ['ends before the cell does', 'id,name\na,"A" B\nÇ,C\n', ['2 notCsv', '3 valueNotValid']],
    ['begins after the cell does', 'id,name\na,5" boru\nÇ,C\n', ['2 notCsv', '3 valueNotValid']],
    ['is followed by good ones', 'id,name\na,"A\nb,"B ""b"""\nÇ,"C"\n', ['2 notCsv', '4 valueNotValid']],
    [
      'is there twice, between a cell of two lines and an empty line',
      'id;name\r\na;"A\r\n\r\nÇ;"B\r\nb"\r\nd;"D\r\n',
      ['2 notCsv', '4 valueNotValid', '4 valueNotValid', '6 notCsv'],
    ],
    ['stands between the columns’ names', '\ufeffid,"name\nÇ,A\n', ['1 notCsv']],
  ])('and %s: its line is told, and the others are judged', (_, text, expected) => {
    expect(told('topics', utf8(text))).toEqual(expected);
  });

  it('is found ten thousand times as well', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `t-${index},"Konu ${index}`);
    const found = told('topics', utf8(`id,name\n${lines.join('\n')}\n`));
    expect([found.length, found[0], found.at(-1)]).toEqual([10_000, '2 notCsv', '10001 notCsv']);
  });
});

describe('letters of another encoding', () => {
  const misread = (text: string, table: string) => new TextDecoder(table).decode(utf8(text));

  it.each([
    ['UTF-8 read as Windows-1254', misread('İşkur', 'windows-1254')],
    ['UTF-8 read as Windows-1252', misread('Kağıt', 'windows-1252')],
    ['an apostrophe read so', misread('DSİ’nin', 'windows-1254')],
    ['Windows-1254 read as Windows-1252', 'Baðýþ Ýþi'],
    ['Windows-1254 read as UTF-8', 'Ba\ufffd\ufffd\ufffd'],
  ])('are told: %s', (_, name) => {
    const { faults } = readCsv('topics', utf8(`id,name,keywords\na,${name},${name}\nÇ,Kağıt,\n`));
    expect(faults).toMatchObject([
      { code: 'garbled', line: 2, params: { column: 'name' } },
      { code: 'garbled', line: 2, params: { column: 'keywords' } },
      { code: 'valueNotValid', line: 3 },
    ]);
    for (const locale of ['tr', 'en', 'ar'] as const)
      expect(faults.map((fault) => fileFaultInWords(fault, translateFor(locale))).join()).not.toContain('{');
  });

  it.each(['DSİ’nin “Ağaç” işleri – TÜRK-İŞ’e', 'ÇÖĞÜŞİ çöğüşı âîû ÂÎÛ', '5 °C · ½ £', 'Ñandú, Ångström'])(
    'are not seen in %s',
    (name) => {
      expect(readCsv('topics', utf8(`id,name\na,"${name}"\n`)).faults).toEqual([]);
    },
  );

  it('in some lines of a file are told with what else is wrong with it', () => {
    const lines = ['id,name', 'a,Bağ', 'b,Ba@', 'Ç,Dağ', 'd,Çay'].join('\n');
    const bytes = utf8(lines).map((byte) => (byte === 0x40 ? 0xf0 : byte));
    expect(told('topics', bytes)).toEqual(['3 garbled', '4 valueNotValid']);
  });
});

describe('a file that is not UTF-8', () => {
  const windows1254 = (text: string): Uint8Array =>
    Uint8Array.from(
      text,
      (letter) => ({ ş: 0xfe, ı: 0xfd, ğ: 0xf0, İ: 0xdd, ü: 0xfc })[letter] ?? letter.charCodeAt(0),
    );

  it.each([
    [
      'Windows-1254, from its first wrong line',
      windows1254('id,name\na,Kar\nb,Bağış İşi'),
      'windows-1254',
      3,
    ],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x69, 0x00]), 'utf-16', 1],
    ['neither', Uint8Array.from([0x69, 0x0a, 0x81, 0x8d, 0x90]), 'unknown', 2],
  ])('is recognised as %s', (_, bytes, encoding, line) => {
    const { rows, faults } = readCsv('topics', bytes);
    expect(rows).toEqual([]);
    expect(faults).toEqual([{ code: 'notUtf8', line, params: { encoding } }]);
    expect(faults.map((fault) => fileFaultInWords(fault, translateFor('tr')))[0]).toMatch(/UTF-8/);
  });
});

describe('rules of competence of one strength', () => {
  const institution = (id: string): [string, Row] => [id, { id, name: id, retired: false }];
  const rule = (id: string, institution = 'su'): [string, Row] => {
    const place = { province: '06', district: null };
    return [
      id,
      { id, kind: null, topic: null, ...place, institution, unit: null, priority: 0, retired: false },
    ];
  };
  const having = (...rules: [string, Row][]): Snapshot => ({
    ...(Object.fromEntries(TABLE_NAMES.map((table) => [table, new Map()])) as unknown as Snapshot),
    institutions: new Map(['su', 'yol'].map(institution)),
    rules: new Map(rules),
  });
  const faults = (known: Snapshot, lines: string) => {
    const text = `id,kind,province,institution,priority,retired\n${lines}`;
    const found =
      planImport(known, [readCsv('rules', utf8(text))], { centreId: undefined }).reports[0]?.faults ?? [];
    return found.map(({ line, code, params }) => [line, code, 'id' in params && params.id]);
  };

  it('that name different institutions are told at each line, one of the file or of the directory', () => {
    expect(faults(having(), 'a,,06,su,0,\nb,,06,su,0,\nc,,06,yol,0,')).toEqual([
      [2, 'ruleAmbiguous', 'c'],
      [3, 'ruleAmbiguous', 'c'],
      [4, 'ruleAmbiguous', 'a'],
    ]);
    expect(faults(having(rule('eski')), 'a,,6,yol,,')).toEqual([[2, 'ruleAmbiguous', 'eski']]);
  });

  it('are none where kind, place, priority or use differ, or the institution does not', () => {
    const lines = [
      'a,complaint,06,yol,0,',
      'b,,07,yol,0,',
      'c,,06,yol,1,',
      'd,,06,yol,0,evet',
      'e,,06,su,0,',
    ];
    expect(faults(having(rule('eski')), lines.join('\n'))).toEqual([]);
  });

  it('that were so before hinder no other change, and one of them may be mended', () => {
    const known = having(rule('a'), rule('b', 'yol'));
    expect(faults(known, 'a,,06,su,0,\nc,,07,su,0,')).toEqual([]);
    expect(faults(known, 'a,,06,su,5,')).toEqual([]);
    expect(faults(known, 'c,,06,su,0,')).toEqual([[2, 'ruleAmbiguous', 'b']]);
  });
});
