// The pool's contract: every session commits durably, a calendar day stays a day, and a connection that breaks
// while idle is replaced without anybody noticing.
import { sql } from 'kysely';
import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SYSTEM } from '../../server/store/access.ts';
import type { OpenDatabase } from '../../server/store/contract.ts';
import { openGiven } from '../../server/store/given-postgres.ts';
import { openPool } from '../../server/store/pool.ts';
import { executePrepared } from '../../server/store/prepared.ts';
import { asOwner, forEachDatabase, silentLogger } from './databases.ts';

function openTestPool(database: OpenDatabase, logger = silentLogger) {
  const pool = openPool<{ day: { due_on: string } }>(database, { databasePoolSize: 2 }, logger, {
    applicationName: 'pool-test',
    statementTimeoutMs: 300,
  });
  onTestFinished(pool.close);
  return pool;
}

/** The same connection with settings that an administrator might have given the role or the database. */
function carelessly(connection: pg.ClientConfig): pg.ClientConfig {
  const settings = '-c synchronous_commit=off -c timezone=Asia/Tokyo';
  if (connection.connectionString === undefined) return { ...connection, options: settings };
  const url = new URL(connection.connectionString);
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} ${settings}`);
  return { connectionString: url.href };
}

forEachDatabase((fresh) => {
  it('commits durably, in UTC, and names itself, whatever a session would otherwise be set to', async () => {
    const careless = await fresh();
    const database = { ...careless, connection: carelessly(careless.connection) };
    const client = new pg.Client(database.connection);
    await client.connect();
    onTestFinished(() => client.end());
    const settings = `select current_setting('synchronous_commit') as commit, current_setting('timezone') as zone`;
    expect((await client.query(settings)).rows).toEqual([{ commit: 'off', zone: 'Asia/Tokyo' }]);

    const { pg: pool } = openTestPool(database);
    expect((await pool.query(settings)).rows).toEqual([{ commit: 'on', zone: 'UTC' }]);
    expect((await pool.query('show application_name')).rows).toEqual([{ application_name: 'pool-test' }]);
  });

  it('reads a date as the day that was written', async () => {
    const { db } = openTestPool(asOwner(await fresh()));
    await sql`create table day (due_on date)`.execute(db);
    await db.insertInto('day').values({ due_on: '2026-11-23' }).execute();
    expect(await db.selectFrom('day').selectAll().execute()).toEqual([{ due_on: '2026-11-23' }]);
  });

  it('plans a statement that is prepared once for each connection, whatever its values, and those beside it each time', async () => {
    const pool = openTestPool(asOwner(await fresh()));
    const db = pool.as(SYSTEM);
    // One after the other: each on the connection that the one before has given back.
    for (const one of [1, 2, 3]) {
      const { rows } = await executePrepared(db, sql<{ one: number }>`select ${one}::int as one`);
      expect(rows).toEqual([{ one }]);
      await sql`select ${one}::int as two`.execute(db);
    }
    const { rows } = await pool.pg.query(
      'select statement, (generic_plans + custom_plans)::int as runs from pg_prepared_statements',
    );
    expect(rows).toEqual([{ statement: 'select $1::int as one', runs: 3 }]);
  });

  it('leaves nothing of a statement that fails, says why, and goes on with the next', async () => {
    const db = openTestPool(asOwner(await fresh())).as(SYSTEM);
    await sql`create table day (due_on date unique)`.execute(db);
    await db.insertInto('day').values({ due_on: '2026-11-23' }).execute();
    const failing = db.insertInto('day').values([{ due_on: '2026-11-24' }, { due_on: '2026-11-23' }]);
    // More than there are connections: each has one behind it.
    for (const failed of await Promise.allSettled(Array.from({ length: 6 }, () => failing.execute())))
      expect(failed).toMatchObject({ status: 'rejected', reason: { code: '23505' } });
    expect(await db.selectFrom('day').selectAll().execute()).toEqual([{ due_on: '2026-11-23' }]);
  });

  it('cancels a statement that takes too long', async () => {
    const { pg: pool } = openTestPool(await fresh());
    await expect(pool.query('select pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('replaces a connection that breaks while idle, and says so', async () => {
    const database = await fresh();
    const warn = vi.fn();
    const { pg: pool } = openTestPool(database, { ...silentLogger, warn });
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    await openTestPool(database).pg.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await vi.waitUntil(() => warn.mock.calls.length > 0);
    expect(warn.mock.calls[0]?.[0]).toEqual({ event: 'database-connection-lost', code: '57P01' });
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

it('a given database that does not answer is refused without a word of its password', async () => {
  const result = await openGiven('postgresql://kopru:geheim@127.0.0.1:1/kopru', undefined, 50);
  expect(result).toEqual({
    ok: false,
    fault: {
      code: 'databaseUnreachable',
      params: { address: '127.0.0.1:1/kopru', reason: 'ECONNREFUSED' },
    },
  });
});
