// `npm run a11y:spoken`: plays the journeys of this folder with a real screen reader and checks what it speaks.
//
//   node tests/a11y/spoken/main.ts [journey …] [--log] [--keep]
//   A journey is the name of a file here, or the path of one elsewhere.
//   --log   prints everything that was spoken, step by step      --keep  keeps the session's folder of logs
//
//   node tests/a11y/spoken/main.ts --surfaces [part of a name …] [--log]
//   Lets it read every surface of `npm run a11y`, and every example of the pattern book (examples/…), from top to bottom, and
//   judges what was heard.
//
// Exit: 0 all phrases were spoken; 1 a phrase was not; 2 this machine cannot do it, and one sentence says why.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { teardown as clearFirstStart, setup as startOnce } from '../../e2e/first-start.ts';
import { type ServerProcess, startServer } from '../../e2e/server-process.ts';
import { EXCUSES } from './excuses.ts';
import { type Journey, listJourneys, readJourney, type Step } from './journey.ts';
import { type Listened, listenToSurfaces } from './listening.ts';
import { play, type StepResult } from './player.ts';
import { findTools, type Tools } from './requirements.ts';
import { refusePosition, startSession } from './session.ts';
import { type ClearAway, prepare } from './situations.ts';

const EXIT_CANNOT = 2;

interface Row {
  journey: string;
  steps: string;
  phrases: number;
  seconds: number;
  result: string;
}

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { log: { type: 'boolean' }, keep: { type: 'boolean' }, surfaces: { type: 'boolean' } },
});
const found = findTools(process.env);
if (!found.ok) cannot(found.sentence);
if (!existsSync('dist/index.html')) cannot('There is nothing to listen to yet: run npm run build first.');
if (options.surfaces) mustHaveBook();
if (options.surfaces) process.exit((await listenTo(found.tools)) ? 0 : 1);
const files =
  names.length === 0
    ? listJourneys(import.meta.dirname)
    : names.map((name) => (name.endsWith('.json') ? name : join(import.meta.dirname, `${name}.json`)));
const unknown = files.find((file) => !existsSync(file));
if (unknown) cannot(`There is no journey in ${unknown}.`);

const journeys = files.map(readJourney);
if (journeys.some(({ situation }) => situation === 'book')) mustHaveBook();

const rows: Row[] = [];
await startOnce();
for (const journey of journeys) rows.push(await run(journey, found.tools));
await clearFirstStart();
console.table(rows);
process.exit(rows.every(({ result }) => result === 'ok') ? 0 : 1);

/** A desktop for each journey, and a server that begins as after its first start: nothing that one leaves behind is heard in the next. */
async function run(journey: Journey, tools: Tools): Promise<Row> {
  console.log(`\n── ${journey.name}: ${journey.title}`);
  const started = performance.now();
  let server: ServerProcess | undefined;
  let results: StepResult[] = [];
  let fault: string | undefined;
  try {
    server = await startServer({ LOG_LEVEL: 'silent' });
    const origin = `http://localhost:${server.port}`;
    const session = await startSession(tools, {
      address: `${origin}/`,
      keepFolder: options.keep === true,
      isCameraDark: journey.camera === 'darkness',
    });
    const end = onInterrupt(async () => {
      await session.end();
      await server?.remove();
      await clearFirstStart();
    });
    let clearAway: ClearAway | undefined;
    try {
      if (journey.position === 'refused') await refusePosition(session.context);
      clearAway = await prepare(journey.situation, session, server);
      results = await play(journey, session, origin);
    } finally {
      end();
      await session.end();
      await clearAway?.();
    }
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  } finally {
    await server?.remove();
  }
  report(results);
  if (fault) console.log(`   ${fault}`);
  const isOk = !fault && results.every(({ faults }) => faults.length === 0);
  return {
    journey: journey.name,
    steps: `${results.length}/${journey.steps.length}`,
    phrases: results.reduce((sum, { step }) => sum + countPhrases(step), 0),
    seconds: Math.round((performance.now() - started) / 1000),
    result: isOk ? 'ok' : 'FAILED',
  };
}

async function listenTo(tools: Tools): Promise<boolean> {
  const all: Listened[] = [];
  await listenToSurfaces(tools, names, (listened, heard) => {
    all.push(listened);
    const { surface, pieces, seconds, findings, excuses, trouble } = listened;
    const isOk = findings.length === 0 && trouble === undefined;
    console.log(`${isOk ? '✓' : '✗'} ${surface}: ${pieces} pieces, ${excuses.length} excused, ${seconds} s`);
    if (options.log && heard) {
      for (const piece of heard.loaded) console.log(`      > ${piece}`);
      for (const piece of heard.read) console.log(`      ${piece}`);
    }
    for (const { rule, what } of findings) console.log(`   ✗  ${rule}: ${what}`);
    if (trouble) console.log(`   ✗  could not be listened to: ${trouble}`);
  });
  printListened(all, names.length === 0);
  return all.length > 0 && all.every(({ findings, trouble }) => findings.length === 0 && !trouble);
}

function printListened(all: readonly Listened[], isWhole: boolean): void {
  const sum = (count: (one: Listened) => number): number => all.reduce((total, one) => total + count(one), 0);
  console.table([
    {
      surfaces: all.length,
      pieces: sum(({ pieces }) => pieces),
      findings: sum(({ findings }) => findings.length),
      excused: sum(({ excuses }) => excuses.length),
      'not listened to': all.filter(({ trouble }) => trouble !== undefined).length,
      minutes: Math.round(sum(({ seconds }) => seconds) / 6) / 10,
    },
  ]);
  if (!isWhole) return;
  const used = new Set(all.flatMap(({ excuses }) => excuses));
  for (const { reason } of EXCUSES.filter((excuse) => !used.has(excuse)))
    console.log(`Nothing needs this excuse: ${reason}`);
}

function report(results: readonly StepResult[]): void {
  for (const { step, spoken, faults } of results) {
    if (!options.log && faults.length === 0) continue;
    console.log(`   [${nameOf(step)}]`);
    for (const piece of spoken) console.log(`      ${piece}`);
    for (const sentence of faults) console.log(`   ✗  ${sentence}`);
  }
}

function nameOf({ press, until, type, open, network }: Step): string {
  const parts = [
    open && `open ${open}`,
    network && `network ${network}`,
    type && `type ${type}`,
    press && (until ? `${press} until “${until}”` : press),
  ];
  return parts.filter(Boolean).join(', ') || 'listen';
}

function countPhrases({ hear = [], once = [], never = [], see = [], until }: Step): number {
  return hear.length + once.length + never.length + see.length + (until ? 1 : 0);
}

function mustHaveBook(): void {
  if (!existsSync('.cache/examples/examples.html'))
    cannot('The pattern book is not built yet: run npx vite build --mode examples first.');
}

/** Ctrl-C ends what this program has started, and nothing else. @returns a function that gives that up */
function onInterrupt(end: () => Promise<void>): () => void {
  const stop = (): void => void end().finally(() => process.exit(130));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
}

function cannot(sentence: string): never {
  console.error(sentence);
  process.exit(EXIT_CANNOT);
}
