// npm run regexes -- [--record]
//
// Puts every regular expression of src and server to recheck and keeps the verdicts in regex-verdicts.json, by which the tests know that
// none is new. Takes minutes. `--record` writes the figures into docs/reliability.md.
// Exit status: 0 all are safe or have a reason · 1 one is neither.

import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import packageFile from '../../../package.json' with { type: 'json' };
import { writeSection } from '../../reliability/report.ts';
import { readSource } from './read-code.ts';
import { REASONS } from './regex-reasons.ts';
import { judgeRegex, keyOf, regexesIn, VERDICTS_FILE } from './regexes.ts';

const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } });
const files = await readSource(['src', 'server']);
const regexes = new Map(files.flatMap((file) => regexesIn(file).literals).map((one) => [keyOf(one), one]));
const before: Record<string, string> = JSON.parse(await readFile(VERDICTS_FILE, 'utf8'));
const verdicts: Record<string, string> = {};
let faults = 0;
let reasons = 0;
for (const [key, regex] of [...regexes].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
  const { status, complexity } = await judgeRegex(regex);
  // By fuzzing it finds by chance: what was once found slow stays so.
  verdicts[key] = status === 'safe' ? (before[key] ?? 'safe') : `${status}: ${complexity}`;
  if (verdicts[key] === 'safe') continue;
  const reason = REASONS[key];
  if (reason === undefined) faults++;
  else reasons++;
  console.log(`${regex.place}: ${key}\n  ${verdicts[key]}; ${reason ?? 'NO REASON'}`);
}
await writeFile(VERDICTS_FILE, `${JSON.stringify(verdicts, null, 2)}\n`);
const version = packageFile.devDependencies.recheck;
const line = `recheck ${version}: ${regexes.size} different regular expressions in ${files.length} files of \`src\` and \`server\`, ${regexes.size - reasons - faults} safe, ${reasons} with a reason (\`tests/security/code/regex-reasons.ts\`), **${faults} neither**.`;
console.log(line);
if (values.record && faults === 0) await writeSection('regexes', [line]);
// The package keeps a worker.
process.exit(faults > 0 ? 1 : 0);
