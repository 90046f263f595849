// npm run injection -- [--payloads N] [--record]
//
// Every payload in every field of a citizen's that can hold it, and every place of both apps that shows it, in a real browser. Needs a
// build. `--record` writes the figures into docs/reliability.md.
// Exit status: 0 nothing ran, no policy was needed, and each was seen · 1 something did or was, or one was not · 64 usage.

import { parseArgs } from 'node:util';
import { createProfile } from '../../e2e/browser-process.ts';
import { startServer } from '../../e2e/server-process.ts';
import { writeSection } from '../../reliability/report.ts';
import { countHeld, countSeen, findGaps } from './judge.ts';
import { composePayloads, PAYLOAD_COUNT } from './payloads.ts';
import { PLACES } from './places.ts';
import { walkAll } from './walk.ts';

const { values } = parseArgs({
  options: {
    payloads: { type: 'string', default: String(PAYLOAD_COUNT) },
    record: { type: 'boolean', default: false },
  },
});
const count = Number(values.payloads);
if (!Number.isSafeInteger(count) || count < 1 || count > PAYLOAD_COUNT) {
  console.error(`usage: npm run injection -- [--payloads 1 to ${PAYLOAD_COUNT}] [--record]`);
  process.exit(64);
}

const started = performance.now();
const server = await startServer({ LOG_LEVEL: 'silent', APPLICATIONS_PER_SECOND: '1000' });
const profile = await createProfile();
const browser = await profile.open();
try {
  const version = browser.context.browser()?.version() ?? 'unknown';
  const { walk, lives } = await walkAll(server, browser, composePayloads(count));
  const { hits, violations, requests, pages, seen } = walk;
  const gaps = findGaps(walk, lives);
  for (const line of [...hits, ...violations, ...requests, ...gaps]) console.log(line);
  const number = (value: number): string => value.toLocaleString('en');
  const minutes = Math.ceil((performance.now() - started) / 60_000);
  const rows = [...countHeld(lives)].map(([field, held]) => {
    const places = [...seen.values()].filter((fields) => fields.has(field)).length;
    const stood = [...seen.values()].reduce((sum, fields) => sum + (fields.get(field)?.size ?? 0), 0);
    return `| ${field} | ${number(held)} | ${number(count - held)} | ${places} | ${number(stood)} |`;
  });
  const lines = [
    `${number(count)} payloads in ${rows.length} fields, ${PLACES.size} places of both apps, ${number(pages)} pages in Chromium ${version}, ${minutes} minutes. As a text a payload was seen ${number(countSeen(walk))} times, each time that it had to be. **Ran ${hits.length}, stopped by a policy ${violations.length}, requests elsewhere ${requests.length}.**`,
    '',
    '| field | payloads that stood in it | refused by the rules | places that show it | seen |',
    '|---|---:|---:|---:|---:|',
    ...rows,
  ];
  for (const line of lines) console.log(line);
  process.exitCode = hits.length + violations.length + requests.length + gaps.length > 0 ? 1 : 0;
  if (values.record && process.exitCode === 0) await writeSection('injection', lines);
} finally {
  await browser.kill();
  await profile.remove();
  await server.remove();
}
