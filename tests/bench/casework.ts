// What officers wait for, on an embedded database with many cases: lists, groups, search, suggestions, a case, a citizen's threads
// and figures, who has read whose identity, p50 and p99, beside the reading of one row by its key in the same run; how long a new case takes to find its
// group; and what the hash chain and row-level security cost at acceptance. Everything is asked as the server asks it: by the role
// that owns nothing, for an officer or a citizen. A list or search whose p99 is over the target fails the run; from half a million cases on,
// so does a plan that reads a large table from end to end.
// `npm run bench -- casework [--open 50000] [--closed 1000000] [--plans] [--folder F] [--only words]`; needs some gigabytes in the
// temporary folder, or in F, where the cases are kept for another run.

import { loadavg } from 'node:os';
import { SYSTEM, withAccess } from '../../server/store/access.ts';
import { measureAcceptance } from './casework/acceptance.ts';
import { type FilledDatabase, openFilled } from './casework/filled-database.ts';
import { LARGE_TABLES, type Numbers } from './casework/generate.ts';
import { measureGrouping } from './casework/groups.ts';
import { explain, readWhole, recorderOn } from './casework/plans.ts';
import { questionsOn } from './casework/questions.ts';

const ROUNDS = 40;
const TARGET_MS = 300;
/** Of a smaller table the planner may well read all. */
const TELLING = 500_000;

export interface CaseworkOptions extends Numbers {
  /** Print every plan. */
  plans: boolean;
  /** Where the database is kept. */
  folder: string | undefined;
  /** Ask only what has these words in its name, beside the baseline; nothing else is measured. */
  only: string | undefined;
}

export async function benchCasework({ open, closed, folder, ...options }: CaseworkOptions): Promise<void> {
  const filled = await openFilled({ open, closed }, folder);
  try {
    await ask(filled, options);
  } finally {
    await filled.close();
  }
}

async function ask(
  { database, pool, superuser, nowMs, numbers }: FilledDatabase,
  { plans, only }: Pick<CaseworkOptions, 'plans' | 'only'>,
): Promise<void> {
  const recorder = recorderOn(pool.pg);
  const rows = [];
  let baselineMs = Number.NaN;
  console.log(`\nload ${loadavg()[0]?.toFixed(1)}`);
  for (const { name, access, ask } of await questionsOn(pool.as(SYSTEM), recorder.db, nowMs)) {
    if (only !== undefined && !name.includes(only) && !Number.isNaN(baselineMs)) continue;
    recorder.take();
    await withAccess(access(0), () => ask(0));
    const asked = { access: access(0), statements: recorder.take() };
    const scanned = await readWhole(pool.pg, asked, LARGE_TABLES);
    if (plans) console.log(`\n== ${name}\n${await explain(pool.pg, asked)}`);
    const times = await timesOf((round) => withAccess(access(round), () => ask(round)));
    const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
    if (Number.isNaN(baselineMs)) baselineMs = p50;
    console.log(`  ${name}: ${round(p50)} · ${round(p99)}`);
    rows.push({
      what: name,
      'p50, ms': round(p50),
      'p99, ms': round(p99),
      'times the baseline': round(p50 / baselineMs),
      'under target': p99 < TARGET_MS,
      'reads whole': scanned.join(' '),
    });
  }
  const { open, closed } = numbers;
  console.log(`\n${open} open and ${closed} closed cases, ${ROUNDS} rounds; target ${TARGET_MS} ms`);
  console.table(rows);
  if (only === undefined) {
    console.log('\nNew cases, each into the group of those that are like it');
    console.table([await measureGrouping(pool.as(SYSTEM), nowMs)]);
    console.log('\nAcceptance, one connection, rounds in turn');
    console.table(await measureAcceptance(database.connection, superuser));
  }
  console.log(`load ${loadavg()[0]?.toFixed(1)}`);
  const faults = faultsOf(rows, open + closed);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

interface Measured {
  what: string;
  'p99, ms': number;
  'under target': boolean;
  'reads whole': string;
}

/** Sentences; none where every goal is met. */
function faultsOf(rows: readonly Measured[], cases: number): string[] {
  // The goal is for what waits for an answer; of what is closed the table tells.
  const late = rows.filter((row) => !row['under target'] && !row.what.includes('answered'));
  const whole = rows.filter((row) => row['reads whole'] !== '');
  const named = late.map((row) => `${row.what} (${row['p99, ms']} ms)`).join(', ');
  return [
    ...(late.length > 0 ? [`The p99 goal of ${TARGET_MS} ms is missed by: ${named}`] : []),
    ...(whole.length > 0 && cases >= TELLING
      ? [`A large table is read from end to end by: ${whole.map(({ what }) => what).join(', ')}`]
      : []),
  ];
}

/** The first two are not counted: they warm up. */
async function timesOf(ask: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await ask(round + 2);
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  return times;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
