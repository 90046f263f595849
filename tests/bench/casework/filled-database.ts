// The embedded database that the questions are asked of: made anew in the temporary folder and taken away at the end, or kept in
// a folder that is named, so that the same cases can be asked again (making a million takes longer than all questions).

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readCompetence } from '../../../server/casework/competence.ts';
import { loadDirectory, storeDirectory } from '../../../server/directory/directory.ts';
import { storeShippedTables } from '../../../server/directory/shipped-tables.ts';
import { countChangedCases } from '../../../server/figures/count.ts';
import { SYSTEM } from '../../../server/store/access.ts';
import type { OpenDatabase } from '../../../server/store/contract.ts';
import { embeddedRoles } from '../../../server/store/database-folder.ts';
import { MIGRATIONS } from '../../../server/store/migrations/all.ts';
import { openDatabase } from '../../../server/store/open-database.ts';
import { openPool, type Pool } from '../../../server/store/pool.ts';
import { prepareSchema } from '../../../server/store/prepare-schema.ts';
import type { Database } from '../../../server/store/schema.ts';
import { generateCases, type Numbers } from './generate.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface FilledDatabase {
  database: OpenDatabase;
  /** As whom the server works: a role that owns nothing. */
  pool: Pool<Database>;
  superuser: pg.Client;
  /** When the newest case was received: nothing is asked about a later time. */
  nowMs: number;
  numbers: Numbers;
  close: () => Promise<void>;
}

/** @param folder where it is kept; with cases in it already, those are asked about, however many */
export async function openFilled(numbers: Numbers, folder: string | undefined): Promise<FilledDatabase> {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'kopru-casework-')));
  const config = { dataDir, databaseUrl: undefined, databasePoolSize: 4 };
  const opened = await openDatabase(config, silent);
  if (!opened.ok) throw new Error(`The database cannot be opened: ${opened.fault.code}`);
  const { database } = opened;
  const pool = openPool<Database>(database, config, silent, {
    applicationName: 'bench',
    statementTimeoutMs: 0,
  });
  const superuser = new pg.Client({ ...database.connection, user: embeddedRoles.superuser });
  const close = async () => {
    await superuser.end();
    await pool.close();
    await database.close();
    if (folder === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await superuser.connect();
    const migrated = await prepareSchema(database, MIGRATIONS);
    if (!migrated.ok) throw new Error(`The database cannot be migrated: ${migrated.fault.code}`);
    if (!(await findCases(superuser))) await fill(superuser, pool, numbers);
    const found = await findCases(superuser);
    if (!found) throw new Error('No cases');
    return { database, pool, superuser, close, ...found };
  } catch (error) {
    await close();
    throw error;
  }
}

async function findCases(
  superuser: pg.Client,
): Promise<Pick<FilledDatabase, 'nowMs' | 'numbers'> | undefined> {
  const { rows } = await superuser.query<{ open: number; closed: number; newest: Date | null }>(
    `select (count(*) filter (where is_open))::integer as open, (count(*) filter (where not is_open))::integer as closed,
       max(received_at) as newest from case_file`,
  );
  const [found] = rows;
  if (!found?.newest) return undefined;
  return { nowMs: found.newest.getTime(), numbers: { open: found.open, closed: found.closed } };
}

async function fill(superuser: pg.Client, pool: Pool<Database>, numbers: Numbers): Promise<void> {
  const nowMs = Date.now();
  const directory = await loadDirectory();
  if (!directory.ok) throw new Error('The directory cannot be read');
  const system = pool.as(SYSTEM);
  await storeDirectory(system, directory.directory);
  await storeShippedTables(system, nowMs);
  const { findTopics } = await readCompetence(system);
  const startedAt = performance.now();
  const tell = (line: string) =>
    console.log(`  ${Math.round((performance.now() - startedAt) / 1000)} s  ${line}`);
  console.log(`\nMaking ${numbers.open} open and ${numbers.closed} closed cases`);
  await generateCases(superuser, numbers, { findTopics, nowMs, tell });
  await countChangedCases(system, nowMs);
  await superuser.query('vacuum (analyze) figure_case, figure_count, figure_change');
  tell('figures');
}
