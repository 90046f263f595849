// docs/asvs.md against the standard's own list: no requirement is missing, none is made up, and what is said to show something is there.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Id and level of every requirement of ASVS 5.0.0, from its CSV (github.com/OWASP/ASVS, 5.0/docs_en; CC BY-SA 4.0). */
const STANDARD = new Map(
  readFileSync('tests/security/asvs-5.0.0.txt', 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [string, string]),
);
/** Of level 3, those that issue 6 names. */
const BEYOND =
  '1.2.10 1.3.12 3.4.8 3.5.8 5.2.4 5.2.6 6.3.8 7.5.3 8.3.2 11.3.4 14.2.7 14.2.8 15.2.4 15.2.5 15.4.2'.split(
    ' ',
  );
const VERDICTS = ['holds', 'not applicable', 'refused', 'not yet'];

const text = readFileSync('docs/asvs.md', 'utf8');
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, id = '', level = '', verdict = '', reason = '', shown = '']) => ({
    id,
    level,
    verdict,
    reason,
    files: [...shown.matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? ''),
  }),
);

describe('the table of ASVS 5.0', () => {
  it('the standard has as many requirements of each level as it says', () => {
    const count = (level: string) => [...STANDARD.values()].filter((one) => one === level).length;
    expect(['1', '2', '3'].map(count)).toEqual([70, 183, 92]);
  });

  it('has every requirement of levels 1 and 2, those of level 3 that are named, each once, and no other', () => {
    const wanted = [...STANDARD].filter(([id, level]) => level !== '3' || BEYOND.includes(id));
    expect(rows.map(({ id, level }) => [id, level])).toEqual(wanted);
  });

  it('judges each with one of four words and a reason', () => {
    const faults = rows.filter(
      ({ verdict, reason }) => !VERDICTS.includes(verdict) || reason.trim().length < 3,
    );
    expect(faults).toEqual([]);
  });

  it('names a file that is there wherever something holds, and no file that is not', () => {
    expect(rows.filter(({ verdict, files }) => verdict === 'holds' && files.length === 0)).toEqual([]);
    const named = [...new Set(rows.flatMap(({ files }) => files))];
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('counts its own verdicts rightly', () => {
    for (const verdict of VERDICTS) {
      const count = rows.filter((row) => row.verdict === verdict).length;
      expect(text).toContain(`| ${verdict} | ${count} |`);
    }
  });
});
