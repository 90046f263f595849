// Databases for tests: an embedded PostgreSQL in a temporary folder, started once for a test file, and a fresh
// database in it for each test that wants one. `forEachDatabase` runs a suite there and, where DATABASE_URL is
// given, on that PostgreSQL too, in a database (or, without the right to make one, a schema) of the test's own.
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import type { OpenDatabase, StoreLogger } from '../../server/store/contract.ts';
import { embeddedRoles } from '../../server/store/database-folder.ts';
import { openGiven } from '../../server/store/given-postgres.ts';
import { openDatabase } from '../../server/store/open-database.ts';

export const silentLogger: StoreLogger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** How long a hook may take that starts an embedded PostgreSQL: initdb takes a second, on a busy machine more. */
export const startTimeoutMs = 60_000;

export type TestDatabases = Readonly<{
  /** A new, empty database. Its `close` does nothing; everything goes with `stop`. */
  fresh: () => Promise<OpenDatabase>;
  stop: () => Promise<void>;
}>;

/** Starts an embedded PostgreSQL in a folder of its own; call in `beforeAll`, and `stop` in `afterAll`. */
export async function startTestDatabase(): Promise<TestDatabases> {
  const folder = await makeTemporaryFolder();
  const dataDir = join(folder, 'data');
  const opened = await openDatabase({ dataDir, databaseUrl: undefined, databasePoolSize: 10 }, silentLogger);
  if (!opened.ok) throw new Error(`no embedded PostgreSQL: ${JSON.stringify(opened.fault)}`);
  const { database } = opened;
  const superuser = new pg.Client({
    ...database.connection,
    user: embeddedRoles.superuser,
    database: embeddedRoles.superuser,
  });
  await superuser.connect();
  return {
    fresh: async () => {
      const name = freshName();
      await superuser.query(`create database ${name} owner ${embeddedRoles.app}`);
      return borrowed({ ...database.connection, database: name });
    },
    stop: async () => {
      await superuser.end();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As `startTestDatabase`, on a PostgreSQL that already runs. */
async function useGivenDatabase(url: string): Promise<TestDatabases> {
  const opened = await openGiven(url);
  if (!opened.ok) throw new Error(`DATABASE_URL cannot be used: ${JSON.stringify(opened.fault)}`);
  const client = new pg.Client(opened.database.connection);
  await client.connect();
  const { rows } = await client.query<{ may_create_database: boolean }>(
    `select rolcreatedb or rolsuper as may_create_database from pg_roles where rolname = current_user`,
  );
  const kind = rows[0]?.may_create_database === true ? 'database' : 'schema';
  const made: string[] = [];
  return {
    fresh: async () => {
      const name = freshName();
      await client.query(`create ${kind} ${name}${kind === 'database' ? ' template template0' : ''}`);
      made.push(name);
      const own = new URL(url);
      if (kind === 'database') own.pathname = `/${name}`;
      else own.searchParams.set('options', `-c search_path=${name}`);
      return borrowed({ connectionString: own.href });
    },
    stop: async () => {
      for (const name of made) {
        await client.query(`drop ${kind} ${name} ${kind === 'database' ? 'with (force)' : 'cascade'}`);
      }
      await client.end();
    },
  };
}

/** Runs `suite` once for each kind of database. `fresh` is to be called inside tests and hooks. */
export function forEachDatabase(suite: (fresh: () => Promise<OpenDatabase>) => void): void {
  describeOn('the embedded PostgreSQL', startTestDatabase, suite);
  const url = process.env.DATABASE_URL;
  if (url !== undefined && url !== '') {
    describeOn('the PostgreSQL of DATABASE_URL', () => useGivenDatabase(url), suite);
  }
}

/** Open to others as far as a system's ordinary folders are. Removed by whoever asked for it. */
export async function makeTemporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kopru-test-')));
  await chmod(folder, 0o755);
  return folder;
}

function describeOn(
  name: string,
  start: () => Promise<TestDatabases>,
  suite: (fresh: () => Promise<OpenDatabase>) => void,
): void {
  describe(`on ${name}`, () => {
    let databases: TestDatabases | undefined;
    beforeAll(async () => {
      databases = await start();
    }, startTimeoutMs);
    afterAll(() => databases?.stop(), startTimeoutMs);
    suite(() => {
      if (databases === undefined) throw new Error('fresh() was called before the database was started');
      return databases.fresh();
    });
  });
}

const freshName = () => `kopru_test_${randomUUID().replaceAll('-', '')}`;

const borrowed = (connection: pg.ClientConfig): OpenDatabase => ({
  connection,
  owned: false,
  onInterruption: () => () => undefined,
  close: async () => undefined,
});
