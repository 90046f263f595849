// What officers wait for, on an embedded database with many cases: lists, search, suggestions, a case, a citizen's threads and
// figures, p50 and p99, beside the reading of one row by its key in the same run; and what the hash chain costs at acceptance.
// From half a million cases on, no plan may read a large table from end to end.
// `npm run bench -- casework [--open 50000] [--closed 1000000] [--plans]`; needs some gigabytes in the temporary folder.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadDirectory, storeDirectory } from '../../server/directory/directory.ts';
import { storeShippedTables } from '../../server/directory/shipped-tables.ts';
import { countChangedCases } from '../../server/figures/count.ts';
import { SYSTEM, withAccess } from '../../server/store/access.ts';
import { embeddedRoles } from '../../server/store/database-folder.ts';
import { MIGRATIONS } from '../../server/store/migrations/all.ts';
import { openDatabase } from '../../server/store/open-database.ts';
import { openPool } from '../../server/store/pool.ts';
import { prepareSchema } from '../../server/store/prepare-schema.ts';
import type { Database } from '../../server/store/schema.ts';
import { measureChain } from './casework/chain.ts';
import { generateCases, LARGE_TABLES } from './casework/generate.ts';
import { explain, readWhole, recorderOn } from './casework/plans.ts';
import { questionsOn } from './casework/questions.ts';

const ROUNDS = 40;
const TARGET_MS = 300;
/** Of a smaller table the planner may well read all. */
const TELLING = 500_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface CaseworkOptions {
  open: number;
  closed: number;
  /** Print every plan. */
  plans: boolean;
}

export async function benchCasework({ open, closed, plans }: CaseworkOptions): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kopru-casework-'));
  const config = { dataDir, databaseUrl: undefined, databasePoolSize: 4 };
  const opened = await openDatabase(config, silent);
  if (!opened.ok) throw new Error(`The database cannot be opened: ${opened.fault.code}`);
  const { database } = opened;
  const pool = openPool<Database>(database, config, silent, {
    applicationName: 'bench',
    statementTimeoutMs: 0,
  });
  const superuser = new pg.Client({ ...database.connection, user: embeddedRoles.superuser });
  try {
    const nowMs = Date.now();
    const migrated = await prepareSchema(database, MIGRATIONS);
    const directory = await loadDirectory();
    if (!migrated.ok || !directory.ok) throw new Error('The database of the benchmark cannot be made');
    const system = pool.as(SYSTEM);
    await storeDirectory(system, directory.directory);
    await storeShippedTables(system, nowMs);
    await superuser.connect();
    const startedAt = performance.now();
    const tell = (line: string) =>
      console.log(`  ${Math.round((performance.now() - startedAt) / 1000)} s  ${line}`);
    console.log(`\nMaking ${open} open and ${closed} closed cases`);
    await generateCases(superuser, { open, closed }, nowMs, tell);
    await countChangedCases(system, nowMs);
    await superuser.query('vacuum (analyze) figure_case, figure_count, figure_change');
    tell('figures');

    const recorder = recorderOn(pool.pg);
    const rows = [];
    let baselineMs = Number.NaN;
    for (const { name, access, ask } of await questionsOn(system, recorder.db, nowMs)) {
      recorder.take();
      await withAccess(access(0), () => ask(0));
      const asked = { access: access(0), statements: recorder.take() };
      const scanned = await readWhole(pool.pg, asked, LARGE_TABLES);
      if (plans) console.log(`\n== ${name}\n${await explain(pool.pg, asked)}`);
      const times = await timesOf((round) => withAccess(access(round), () => ask(round)));
      const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
      if (Number.isNaN(baselineMs)) baselineMs = p50;
      rows.push({
        what: name,
        'p50, ms': round(p50),
        'p99, ms': round(p99),
        'times the baseline': round(p50 / baselineMs),
        'under target': p99 < TARGET_MS,
        'reads whole': scanned.join(' '),
      });
    }
    console.log(`\n${open} open and ${closed} closed cases, ${ROUNDS} rounds; target ${TARGET_MS} ms`);
    console.table(rows);
    console.log('\nThe hash chain at acceptance, one connection, rounds in turn');
    console.table([await measureChain(database.connection, superuser)]);
    const late = rows.filter((row) => row['reads whole'] !== '');
    if (late.length > 0 && open + closed >= TELLING)
      throw new Error(`A large table is read from end to end by: ${late.map(({ what }) => what).join(', ')}`);
  } finally {
    await superuser.end();
    await pool.close();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
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
