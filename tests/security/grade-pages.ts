// npm run headers -- [--record]
//
// Grades the pages of both apps as a server behind TLS gives them, by the Observatory's rules (observatory.ts) and by our own
// (header-rules.ts). Needs a build. `--record` writes the figures into docs/reliability.md.
// Exit status: 0 all are graded A+ and keep our rules · 1 one is not, or does not.

import { parseArgs } from 'node:util';
import { ROUTES, SHELL_PATH } from '../../src/citizen/shell/routes.ts';
import { startServer } from '../e2e/server-process.ts';
import { writeSection } from '../reliability/report.ts';
import { judgeHeaders } from './header-rules.ts';
import { gradeOf, type HeaderMap } from './observatory.ts';

const ORIGIN = 'https://kopru.example';
const STRANGER = 'https://stranger.example';
/** Addresses with an id open in the shell. */
const PATHS = [
  ...ROUTES.map(({ pattern }) => pattern).filter((path) => !path.includes(':')),
  SHELL_PATH,
  '/staff.html',
];

const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } });
const server = await startServer({ LOG_LEVEL: 'silent', PUBLIC_ORIGIN: ORIGIN });
try {
  const ask = async (path: string, headers = {}): Promise<{ headers: HeaderMap; html: string }> => {
    const answer = await fetch(`http://localhost:${server.port}${path}`, { headers });
    return { headers: Object.fromEntries(answer.headers), html: await answer.text() };
  };
  const rows: string[] = [];
  let faults = 0;
  for (const path of PATHS) {
    const page = await ask(path);
    const { grade, score, results } = gradeOf({
      url: new URL(path, ORIGIN),
      ...page,
      httpRoute: [new URL(path, ORIGIN.replace('https', 'http')), new URL(path, ORIGIN)],
      cors: { origin: STRANGER, headers: (await ask(path, { origin: STRANGER })).headers },
    });
    const broken = judgeHeaders({ headers: page.headers, isTls: true, hasBody: true });
    if (grade !== 'A+' || broken.length > 0) faults++;
    for (const { test, result, modifier } of results)
      if (modifier < 0) console.log(`${path}: ${test}: ${result}`);
    for (const rule of broken) console.log(`${path}: ${rule}`);
    rows.push(`| \`${path}\` | ${grade} | ${score} | ${broken.length} |`);
  }
  const lines = [
    `${PATHS.length} pages of both apps, ${faults === 0 ? '**each graded A+**' : `${faults} not graded A+`}.`,
    '',
    '| page | grade | score | of our own rules broken |',
    '|---|---|---:|---:|',
    ...rows,
  ];
  for (const line of lines) console.log(line);
  process.exitCode = faults > 0 ? 1 : 0;
  if (values.record && faults === 0) await writeSection('headers', lines);
} finally {
  await server.remove();
}
