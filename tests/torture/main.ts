// npm run torture -- [--kills 200] [--updates 50] [--minutes M] [--seed S] [--record]
//
// Kills the real browser, the real server and the real PostgreSQL while citizens write and send, sends into a full disk and a
// restarting database, moves the clocks and renews the app in the middle; and in the end holds every "saved" and "received"
// that was ever shown against the database. Exit: 0 nothing is lost, doubled or falsely said; 1 something is.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeSection } from '../reliability/report.ts';
import { describeTrouble, type Judgement, judgeRun } from './judge.ts';
import { makePlan } from './plan.ts';
import { Promises } from './promises.ts';
import { Rack } from './round.ts';
import { openStage } from './stage.ts';
import { within } from './within.ts';

const ENDING_MS = 30_000;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    updates: { type: 'string', default: '50' },
    minutes: { type: 'string', default: '600' },
    seed: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
});
/** After so many no other round is begun. */
const minutes = Number(values.minutes);
const amounts = { kills: Number(values.kills), updates: Number(values.updates) };
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const areWhole = [...Object.values(amounts), seed].every((count) => Number.isInteger(count) && count >= 0);
if (!areWhole || !(minutes > 0)) {
  console.error('usage: npm run torture -- [--kills N] [--updates N] [--minutes M] [--seed S] [--record]');
  process.exit(64);
}

/** Each was killed, and the app renewed, as often as was asked for. */
function isDone(): boolean {
  const { killed, updates } = rack.counted;
  return Object.values(killed).every((times) => times >= amounts.kills) && updates >= amounts.updates;
}

function describe({ verdict, rows }: Judgement): string[] {
  const seconds = (performance.now() - startedAt) / 1000;
  const { killed, updates, wrongStarts, jumps } = rack.counted;
  const full = stage.disk.fill
    ? describeTrouble(promises, 'disk', 'a full disk')
    : 'the disk was not filled: only root may make one of a size';
  return [
    `Seed ${seed}, ${rounds} rounds in ${(seconds / 60).toFixed(0)} minutes: kill -9 of the browser ${killed.browser} times, ` +
      `of the server ${killed.server} times, of PostgreSQL ${killed.database} times; ${updates} new versions of the app that ` +
      `came while an application was on its way; ${wrongStarts} starts with a clock that was years off, ${jumps.page} clocks ` +
      `of pages and ${jumps.worker} of workers moved by years in the middle; ${full}; ` +
      `${describeTrouble(promises, 'restart', 'a PostgreSQL that was restarting')}; twenty clients that send byte by byte all the while.`,
    '',
    '| shown | times | lost | doubled | false |',
    '|---|---:|---:|---:|---:|',
    `| "saved" | ${verdict.savedShown} | ${verdict.lost.length} | ${verdict.doubled.length} | |`,
    `| "received", with its number | ${verdict.receivedShown} | | | ${verdict.falselyReceived.length} |`,
    '',
    `Of those sent into trouble ${verdict.notPutOff.length} came to no receipt or were answered wrongly. The database holds ${rows} applications.`,
  ];
}

if (!existsSync('dist/index.html')) spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const startedAt = performance.now();
const stage = await openStage();
const promises = new Promises();
const rack = new Rack(stage, promises);
let status = 1;
let rounds = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void end().then(() => process.exit(130)));
}

// The driver is told of what belongs to a page after the page was killed, and throws where nobody can catch it.
process.on('uncaughtException', (error) => {
  if (!/^(Cannot find parent object|Object with guid \S+ was not bound)/.test(error.message)) throw error;
});

/** What was started, ended. */
async function end(): Promise<void> {
  await within(ENDING_MS, rack.end()).catch(() => undefined);
  await within(ENDING_MS, stage.end()).catch(() => undefined);
}

try {
  for (const round of makePlan(seed)) {
    if (isDone() || performance.now() - startedAt > minutes * 60_000) break;
    await rack.play(round);
    rounds++;
    const { killed } = rack.counted;
    console.log(
      `round ${round.number}: killed ${killed.browser} + ${killed.server} + ${killed.database}; ` +
        `"saved" ${promises.saved.size}, "received" ${promises.received.size}`,
    );
  }
  const judgement = await judgeRun(stage, rack, promises);
  const lines = describe(judgement);
  console.log(lines.join('\n'));
  for (const fault of judgement.faults) console.error(fault);
  status = judgement.faults.length === 0 ? 0 : 1;
  if (values.record && status === 0) await writeSection('torture', lines);
} finally {
  await end();
}
process.exit(status);
