// Databases for tests: one embedded PostgreSQL for all files, and a fresh database in it for each test that wants one.
// `forEachDatabase` runs a suite on one of its own and, where DATABASE_URL is given, on that PostgreSQL too, in a database
// (or, without the right to make one, a schema) of the test's own.

import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { OpenDatabase, StoreLogger } from '../../server/store/contract.ts';
import { embeddedRoles } from '../../server/store/database-folder.ts';
import { openGiven } from '../../server/store/given-postgres.ts';
import { MIGRATIONS } from '../../server/store/migrations/all.ts';
import { openDatabase } from '../../server/store/open-database.ts';
import { prepareSchema } from '../../server/store/prepare-schema.ts';

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
  /** A new database with all tables, copied from one that was migrated once: much quicker than migrating each. */
  migrated: () => Promise<OpenDatabase>;
  stop: () => Promise<void>;
}>;

/** A running embedded PostgreSQL, as another process may use it. */
export interface Cluster {
  /** As the app's role; the database is to be replaced. */
  connection: pg.ClientConfig;
  /** A database with all tables, to be copied. */
  template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Cluster;
  }
}

/** Databases in the PostgreSQL that all test files share (shared-postgres.ts). In `beforeAll`; `stop` in `afterAll`. */
export async function startTestDatabase(): Promise<TestDatabases> {
  const cluster = inject('cluster');
  const superuser = await connectSuperuser(cluster);
  return { ...createDatabases(cluster, superuser), stop: () => superuser.end() };
}

/** An embedded PostgreSQL in a folder of its own, for what must be durable: the server refuses another. */
export async function startOwnDatabase(): Promise<TestDatabases> {
  const { stop, ...cluster } = await startCluster();
  const superuser = await connectSuperuser(cluster);
  return {
    ...createDatabases(cluster, superuser),
    stop: async () => {
      await superuser.end();
      await stop();
    },
  };
}

export async function startCluster(): Promise<Cluster & { stop: () => Promise<void> }> {
  const folder = await makeTemporaryFolder();
  const dataDir = join(folder, 'data');
  const opened = await openDatabase({ dataDir, databaseUrl: undefined, databasePoolSize: 10 }, silentLogger);
  if (!opened.ok) throw new Error(`no embedded PostgreSQL: ${JSON.stringify(opened.fault)}`);
  const { connection, close } = opened.database;
  const superuser = await connectSuperuser({ connection });
  const template = await createDatabases({ connection, template: 'template1' }, superuser)
    .fresh()
    .then(migrateFully);
  await superuser.end();
  return {
    connection,
    template,
    stop: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * For a cluster that nobody needs after the run: nothing waits for the disk, and no cleaning runs through hundreds of
 * databases that live for a second each. What is acknowledged is on the disk is shown in clusters of their own.
 */
export async function forgetDurability(cluster: Pick<Cluster, 'connection'>): Promise<void> {
  const superuser = await connectSuperuser(cluster);
  for (const setting of ['fsync', 'autovacuum']) await superuser.query(`alter system set ${setting} = off`);
  await superuser.query('select pg_reload_conf()');
  await superuser.end();
}

async function connectSuperuser({ connection }: Pick<Cluster, 'connection'>): Promise<pg.Client> {
  const client = new pg.Client({ ...superuserOf(connection), database: embeddedRoles.superuser });
  await client.connect();
  return client;
}

function createDatabases(cluster: Cluster, superuser: pg.Client): Omit<TestDatabases, 'stop'> {
  const create = async (template: string): Promise<OpenDatabase> => {
    const name = freshName();
    // Copied as files, not page by page through the log, which costs six times as much.
    await superuser.query(
      `create database ${name} owner ${embeddedRoles.owner} template ${template} strategy file_copy`,
    );
    const connection = { ...cluster.connection, database: name };
    return borrowed({
      connection,
      owner: { ...connection, user: embeddedRoles.owner },
      superuser: superuserOf(connection),
    });
  };
  return { fresh: () => create('template1'), migrated: () => create(cluster.template) };
}

/** @returns the database's name; nobody is connected to it any more, as a template must be */
async function migrateFully(database: OpenDatabase): Promise<string> {
  const migrated = await prepareSchema(database, MIGRATIONS);
  if (!migrated.ok) throw new Error(`not migrated: ${JSON.stringify(migrated.fault)}`);
  return String(database.connection.database);
}

/** As `startOwnDatabase`, on a PostgreSQL that already runs. */
async function useGivenDatabase(url: string): Promise<Omit<TestDatabases, 'migrated'>> {
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
      // One role for all: what is tested here is PostgreSQL, not who may read.
      const connection = { connectionString: own.href };
      return borrowed({ connection, owner: connection, superuser: undefined });
    },
    stop: async () => {
      for (const name of made) {
        await client.query(`drop ${kind} ${name} ${kind === 'database' ? 'with (force)' : 'cascade'}`);
      }
      await client.end();
    },
  };
}

/** For a test that makes tables of its own. */
export function asOwner(database: OpenDatabase): OpenDatabase {
  return { ...database, connection: database.owner ?? database.connection };
}

/** Runs `suite` once for each kind of database. `fresh` is to be called inside tests and hooks. */
export function forEachDatabase(suite: (fresh: () => Promise<OpenDatabase>) => void): void {
  describeOn('the embedded PostgreSQL', startOwnDatabase, suite);
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
  start: () => Promise<Omit<TestDatabases, 'migrated'>>,
  suite: (fresh: () => Promise<OpenDatabase>) => void,
): void {
  describe(`on ${name}`, () => {
    let databases: Omit<TestDatabases, 'migrated'> | undefined;
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

/** Sees every row, whatever the context. */
function superuserOf(connection: pg.ClientConfig): pg.ClientConfig {
  return { ...connection, user: embeddedRoles.superuser };
}

const freshName = () => `kopru_test_${randomUUID().replaceAll('-', '')}`;

const borrowed = (connections: Pick<OpenDatabase, 'connection' | 'owner' | 'superuser'>): OpenDatabase => ({
  ...connections,
  owned: false,
  onInterruption: () => () => undefined,
  close: async () => undefined,
});
