// `npm run guessing`: writes what guessing tracking codes brings into docs/reliability.md, between its two marks.

import { readFile, writeFile } from 'node:fs/promises';
import { guessingTable } from './table.ts';

const FILE = 'docs/reliability.md';
const BEGIN = '<!-- guessing: npm run guessing -->';
const END = '<!-- /guessing -->';

const part = `${BEGIN}\n${guessingTable()}\n${END}`;
const text = await readFile(FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error;
  return '# What holds, in figures\n';
});
const isThere = text.includes(BEGIN) && text.includes(END);
const before = isThere ? text.slice(0, text.indexOf(BEGIN)) : `${text}\n## Guessing tracking codes\n\n`;
const after = isThere ? text.slice(text.indexOf(END) + END.length) : '\n';
await writeFile(FILE, `${before}${part}${after}`);
console.log(guessingTable());
