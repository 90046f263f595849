// npm run torture -- [--kills 200] [--updates 50] [--minutes M] [--seed S] [--record]
//
// Kills the real browser, the real server and the real PostgreSQL while citizens write and send, fills the disk, restarts
// the database, shifts the clock and renews the app; and in the end holds every "saved" and "received" that was ever shown
// against the database. Exit: 0 nothing is lost, doubled or falsely said; 1 something is.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { t } from '../e2e/citizen.ts';
import { withSystem } from '../e2e/office.ts';
import { writeSection } from '../reliability/report.ts';
import { makePlan } from './plan.ts';
import { Promises, type StoredRow, type Verdict } from './promises.ts';
import { Rack } from './round.ts';
import { openStage, type Stage } from './stage.ts';
import { within } from './within.ts';

const SETTLING_MS = 5 * 60_000;
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

/** Fills the disk under the server, then frees it: what is sent meanwhile is refused for now and kept on the phone. */
async function fillDisk({ disk, server }: Stage): Promise<string> {
  if (!disk.fill) return 'the disk was not filled: only root may make one of a size';
  await disk.fill();
  const put = await fetch(`http://127.0.0.1:${server.port}/api/health`).catch(() => undefined);
  await delay(3_000);
  await disk.free();
  await server.start();
  return `the disk was full for 3 s (the server ${put?.ok ? 'went on answering' : 'was silent'})`;
}

async function readRows({ server }: Stage): Promise<StoredRow[]> {
  return await withSystem(server, async (system) => {
    const { rows } = await sql<StoredRow>`select subject, number from application`.execute(system);
    return rows;
  });
}

/** Waits until the phone has nothing left to send, and reads what it still shows. */
async function comeToRest(rack: Rack): Promise<Set<string>> {
  const page = await rack.openList();
  const waiting = page.getByText(t('outbox.waiting'));
  const until = Date.now() + SETTLING_MS;
  await page.getByRole('heading', { level: 1 }).waitFor();
  do {
    const now = page.getByRole('button', { name: t('applications.sendNow') }).first();
    if (await now.isVisible()) await now.click().catch(() => undefined);
    await delay(2_000);
  } while ((await waiting.count()) > 0 && Date.now() < until);
  // Each card of the list, sent or not, has its subject as its heading.
  const subjects = await page.getByRole('heading', { level: 3 }).allInnerTexts();
  return new Set(subjects.map((text) => text.trim()));
}

function describe(verdict: Verdict, rows: number): string[] {
  const seconds = (performance.now() - startedAt) / 1000;
  const { killed, updates, clockJumps } = rack.counted;
  return [
    `Seed ${seed}, ${rounds} rounds in ${(seconds / 60).toFixed(0)} minutes: kill -9 of the browser ${killed.browser} times, ` +
      `of the server ${killed.server} times, of PostgreSQL ${killed.database} times; ${updates} new versions of the app while ` +
      `it was sending, ${clockJumps} starts with a clock that was years off, twenty clients that send byte by byte all the ` +
      `while; ${notes.join('; ')}.`,
    '',
    '| shown | times | lost | doubled | false |',
    '|---|---:|---:|---:|---:|',
    `| "saved" | ${verdict.savedShown} | ${verdict.lost.length} | ${verdict.doubled.length} | |`,
    `| "received", with its number | ${verdict.receivedShown} | | | ${verdict.falselyReceived.length} |`,
    '',
    `The database holds ${rows} applications.`,
  ];
}

if (!existsSync('dist/index.html')) spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const startedAt = performance.now();
const stage = await openStage();
const promises = new Promises();
const rack = new Rack(stage, promises);
const notes: string[] = [];
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
    if (round.number === 2) {
      notes.push(await fillDisk(stage));
      if (await stage.restartDatabase()) notes.push('PostgreSQL was restarted');
    }
    const { killed } = rack.counted;
    console.log(
      `round ${round.number}: killed ${killed.browser} + ${killed.server} + ${killed.database}; ` +
        `"saved" ${promises.saved.size}, "received" ${promises.received.size}`,
    );
  }
  await stage.server.start();
  const here = await comeToRest(rack);
  const rows = await readRows(stage);
  const verdict = promises.judge(rows, here);
  const lines = describe(verdict, rows.length);
  console.log(lines.join('\n'));
  const faults = [...verdict.lost, ...verdict.doubled, ...verdict.falselyReceived];
  for (const fault of faults) console.error(fault);
  status = faults.length === 0 ? 0 : 1;
  if (values.record && status === 0) await writeSection('torture', lines);
} finally {
  await end();
}
process.exit(status);
