// No regular expression is in the program that recheck has not judged. `npm run regexes` judges them all and keeps the verdicts;
// here those that are new since are judged, and it is held that the judge sees a bad one.

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseSource, readSource } from './read-code.ts';
import { REASONS } from './regex-reasons.ts';
import { judgeRegex, keyOf, regexesIn, VERDICTS_FILE } from './regexes.ts';

/** What is put together when the program runs, and of what. */
const COMPOSED: Readonly<Record<string, string>> = {
  'src/ui/number-field/group-digits.ts': 'a number of digits',
  'src/sw/app-files.ts': 'fixed texts',
  'src/domain/answer-text.ts': 'fixed texts',
  'src/domain/notice.ts': 'fixed texts',
  'src/domain/webvtt.ts': 'fixed texts',
  'server/attachments/pipeline/tools.ts': 'a fixed name of a program',
  'server/attachments/pipeline/cleaning/office-parts.ts': 'fixed texts',
  'server/attachments/blob-store/s3-client.ts': 'a fixed name of an element',
};

describe('regular expressions', () => {
  it('have been judged, each, and are safe or have a reason', async () => {
    const verdicts: Record<string, string> = JSON.parse(await readFile(VERDICTS_FILE, 'utf8'));
    const files = await readSource(['src', 'server']);
    const found = files.map(regexesIn);
    const literals = new Map(found.flatMap((one) => one.literals).map((one) => [keyOf(one), one]));
    const keys = new Set(literals.keys());
    expect(keys.size).toBeGreaterThan(200);
    // What is new since the command ran last is judged here.
    for (const [key, regex] of literals) verdicts[key] ??= (await judgeRegex(regex)).status;
    expect([...keys].filter((key) => verdicts[key] !== 'safe' && REASONS[key] === undefined)).toEqual([]);
    expect(Object.keys(REASONS).filter((key) => !keys.has(key) || verdicts[key] === 'safe')).toEqual([]);
    expect([...new Set(found.flatMap(({ composed }) => composed))].toSorted()).toEqual(
      Object.keys(COMPOSED).toSorted(),
    );
  });

  it('that take for ever are seen', async () => {
    const text = 'const bad = /^(a+)+$/; const good = /^a+$/u;';
    const { literals } = regexesIn({ path: 'x.ts', text, tree: parseSource('x.ts', text) });
    const judged = await Promise.all(literals.map((one) => judgeRegex(one)));
    expect(judged.map(({ status }) => status)).toEqual(['vulnerable', 'safe']);
  });
});
