// The migration runner's contract: each step once, in order, whole or not at all, and never under a program
// that knows less than the database.
import { sql } from 'kysely';
import pg from 'pg';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { OpenDatabase } from '../../server/store/contract.ts';
import { type Migration, migrate, migrationLockKey } from '../../server/store/migrate.ts';
import { openPool } from '../../server/store/pool.ts';
import { asOwner, forEachDatabase, silentLogger, startTimeoutMs } from './databases.ts';
import { startStoreProcess } from './store-process-control.ts';

vi.setConfig({ testTimeout: startTimeoutMs });

const step = (number: number, name: string, statement: string): Migration => ({
  number,
  name,
  up: async (transaction) => {
    await sql.raw(statement).execute(transaction);
  },
});

const first = step(1, 'make-shelf', 'create table shelf (id integer primary key)');
const second = step(2, 'name-shelf', 'alter table shelf add column name text');
const third = step(3, 'fill-shelf', `insert into shelf values (1, 'üst')`);

/** A URL by which another process reaches the same database; the embedded one's is by its socket. */
function urlOf({ connection }: OpenDatabase): string {
  if (connection.connectionString !== undefined) return connection.connectionString;
  const { user = '', host = '', port = 0, database = '' } = connection;
  return `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`;
}

forEachDatabase((fresh) => {
  let database: OpenDatabase;
  let pool: pg.Pool;
  beforeEach(async () => {
    database = asOwner(await fresh());
    const opened = openPool(database, { databasePoolSize: 4 }, silentLogger, {
      applicationName: 'migrate-test',
      statementTimeoutMs: 250,
    });
    pool = opened.pg;
    onTestFinished(opened.close);
  });

  const recorded = async () =>
    (await pool.query('select number, name from schema_migration order by number')).rows;

  const advisoryLocks = async () => {
    const { rows } = await pool.query<{ state: string }>(
      `select case when granted then 'held' else 'waiting' end as state from pg_locks
        where locktype = 'advisory'
          and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.map(({ state }) => state);
  };

  it('applies each step once, in order, and records it', async () => {
    expect(await migrate(pool, [first, second])).toEqual({ ok: true, applied: [1, 2] });
    expect(await migrate(pool, [first, second])).toEqual({ ok: true, applied: [] });
    expect(await migrate(pool, [first, second, third])).toEqual({ ok: true, applied: [3] });
    expect(await recorded()).toEqual([
      { number: 1, name: 'make-shelf' },
      { number: 2, name: 'name-shelf' },
      { number: 3, name: 'fill-shelf' },
    ]);
    expect((await pool.query('select name from shelf')).rows).toEqual([{ name: 'üst' }]);
  });

  it('applies a step once where two processes start at the same time', async () => {
    const url = urlOf(database);
    const processes = [startStoreProcess('migrate', '', url), startStoreProcess('migrate', '', url)];
    onTestFinished(async () => {
      await Promise.all(processes.map((child) => child.kill('SIGKILL')));
    });
    const said = await Promise.all(processes.map((child) => child.heard('applied')));
    expect(said.map(({ applied }) => applied).sort()).toEqual([[], [1]]);
    expect(await recorded()).toEqual([{ number: 1, name: 'slow-step' }]);
  });

  it('waits for the lock, and lets a step run, longer than a statement may take', async () => {
    const holder = new pg.Client(database.connection);
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query('select pg_advisory_lock($1)', [migrationLockKey]);
    const migrating = migrate(pool, [step(1, 'slow', 'select pg_sleep(0.4)')]);
    const isWaiting = async () =>
      (await holder.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).rowCount ===
      1;
    await vi.waitUntil(isWaiting);
    await holder.query('select pg_sleep(0.4)');
    await holder.query('select pg_advisory_unlock($1)', [migrationLockKey]);
    expect(await migrating).toEqual({ ok: true, applied: [1] });
  });

  it('gives the connection back with the limit it had', async () => {
    await migrate(pool, [first]);
    expect(pool.totalCount).toBe(1);
    expect((await pool.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '250ms' }]);
  });

  it('undoes a step that fails, keeps those before it, and goes on from there when it is mended', async () => {
    const broken = step(2, 'name-shelf', 'alter table shelf add column name text; select nonsense');
    await expect(migrate(pool, [first, broken, third])).rejects.toMatchObject({
      message: 'migration 2 name-shelf failed and was undone',
      cause: expect.objectContaining({ code: '42703' }),
    });
    expect(await recorded()).toEqual([{ number: 1, name: 'make-shelf' }]);
    expect(await migrate(pool, [first, second, third])).toEqual({ ok: true, applied: [2, 3] });
  });

  it('frees the lock after a step that failed', async () => {
    await expect(migrate(pool, [step(1, 'broken', 'select nonsense')])).rejects.toThrow();
    expect(await advisoryLocks()).toEqual([]);
  });

  it('refuses a database that a newer program has migrated, and changes nothing', async () => {
    await migrate(pool, [first, second]);
    expect(await migrate(pool, [first])).toEqual({
      ok: false,
      fault: { code: 'schemaNewer', params: { databaseNumber: 2, codeNumber: 1 } },
    });
    expect(await recorded()).toHaveLength(2);
  });

  it('refuses a database that has another step under a number, and changes nothing', async () => {
    await migrate(pool, [first]);
    const renamed = { ...first, name: 'make-board' };
    expect(await migrate(pool, [renamed, second])).toEqual({
      ok: false,
      fault: {
        code: 'migrationDiffers',
        params: { number: 1, databaseName: 'make-shelf', codeName: 'make-board' },
      },
    });
    expect(await recorded()).toHaveLength(1);
  });

  it('refuses a database in which a step is missing between others', async () => {
    await migrate(pool, [first, second, third]);
    await pool.query('delete from schema_migration where number = 2');
    expect(await migrate(pool, [first, second, third])).toMatchObject({
      fault: { code: 'migrationDiffers', params: { number: 2, databaseName: '' } },
    });
  });

  it('throws on a list that is not numbered from 1 without a gap', async () => {
    await expect(migrate(pool, [first, third])).rejects.toThrow('migration 3 fill-shelf is out of order');
    await expect(migrate(pool, [second])).rejects.toThrow('migration 2 name-shelf is out of order');
  });
});
