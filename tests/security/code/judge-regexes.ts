// `npm run regexes`: puts every regular expression of src and server to recheck and keeps the verdicts in regex-verdicts.json, by
// which the tests know that none is new. Takes minutes.
// Exit status: 0 all are safe or have a reason · 1 one is neither.

import { writeFile } from 'node:fs/promises';
import { readSource } from './read-code.ts';
import { REASONS } from './regex-reasons.ts';
import { judgeRegex, keyOf, regexesIn, VERDICTS_FILE } from './regexes.ts';

const files = await readSource(['src', 'server']);
const regexes = new Map(files.flatMap((file) => regexesIn(file).literals).map((one) => [keyOf(one), one]));
const verdicts: Record<string, string> = {};
let faults = 0;
for (const [key, regex] of [...regexes].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
  const { status, complexity } = await judgeRegex(regex);
  verdicts[key] = status === 'safe' ? 'safe' : `${status}: ${complexity}`;
  if (status === 'safe') continue;
  const reason = REASONS[key];
  if (reason === undefined) faults++;
  console.log(`${regex.place}: ${key}\n  ${verdicts[key]}; ${reason ?? 'NO REASON'}`);
}
await writeFile(VERDICTS_FILE, `${JSON.stringify(verdicts, null, 2)}\n`);
console.log(`${regexes.size} regular expressions, ${faults} neither safe nor with a reason`);
// The package keeps a worker.
process.exit(faults > 0 ? 1 : 0);
