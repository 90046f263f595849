// Owns the steps of the database's schema: numbered from 1, forward only, each in a transaction of its own
// together with the row that records it.
//
// Invariants: 1. One runner at a time: a session's advisory lock, held over all steps, so that several servers
// may start at once; whoever comes second finds nothing left to do. 2. A step is recorded exactly if it
// happened. 3. What the database has must be a beginning of what the program knows, number by number and
// name by name; otherwise nothing is changed and the fault says what differs.
// A step that fails is a bug: it is thrown, with the step's name and its cause, and leaves no trace.
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type pg from 'pg';
import { contextStatements, SYSTEM } from './access.ts';
import { type Failed, failed } from './fault.ts';

export type Migration = Readonly<{
  number: number;
  /** kebab-case, as in the file's name. */
  name: string;
  up: (transaction: Transaction<unknown>) => Promise<void>;
}>;

export type MigrateResult = Readonly<{ ok: true; applied: readonly number[] }> | Failed;

export type Recorded = Readonly<{ number: number; name: string }>;

/** Any 64-bit number that nobody else locks: "kopru" in ASCII. */
export const migrationLockKey = 0x6b6f707275;

/**
 * Brings the database to the newest step.
 * @param pool as whoever owns the tables.
 * @param migrations in order, numbered from 1 without a gap.
 * @param afterwards under the same lock, when nothing is left to do.
 * @throws Error where a step fails or the list is out of order.
 */
export async function migrate(
  pool: pg.Pool,
  migrations: readonly Migration[],
  afterwards: (connection: Kysely<unknown>) => Promise<void> = async () => undefined,
): Promise<MigrateResult> {
  requireOrder(migrations);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return db.connection().execute((connection) =>
    withoutTimeout(connection, () =>
      underLock(connection, async () => {
        await createTable(connection);
        const recorded =
          await sql<Recorded>`select number, name from schema_migration order by number`.execute(connection);
        const difference = compare(recorded.rows, migrations);
        if (difference !== undefined) return difference;
        const missing = migrations.slice(recorded.rows.length);
        for (const migration of missing) await apply(connection, migration);
        await afterwards(connection);
        return { ok: true, applied: missing.map(({ number }) => number) };
      }),
    ),
  );
}

function requireOrder(migrations: readonly Migration[]): void {
  const misplaced = migrations.find(({ number }, index) => number !== index + 1);
  if (misplaced !== undefined) {
    throw new Error(`migration ${misplaced.number} ${misplaced.name} is out of order`);
  }
}

/** What the database has must be a beginning of what the program knows. */
export function compare(recorded: readonly Recorded[], migrations: readonly Migration[]): Failed | undefined {
  const newest = recorded.at(-1)?.number ?? 0;
  if (newest > migrations.length) {
    return failed({
      code: 'schemaNewer',
      params: { databaseNumber: newest, codeNumber: migrations.length },
    });
  }
  for (const [index, known] of migrations.slice(0, newest).entries()) {
    const name = recorded[index]?.number === known.number ? recorded[index].name : '';
    if (name !== known.name) {
      const params = { number: known.number, databaseName: name, codeName: known.name };
      return failed({ code: 'migrationDiffers', params });
    }
  }
  return undefined;
}

async function createTable(connection: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists schema_migration (
      number integer primary key,
      name text not null,
      applied_at timestamptz not null default now()
    )`.execute(connection);
}

async function apply(connection: Kysely<unknown>, migration: Migration): Promise<void> {
  const { number, name } = migration;
  try {
    await connection.transaction().execute(async (transaction) => {
      // Row-level security holds for the owner, too: a step sees the rows that it brings along.
      await sql.raw(contextStatements(SYSTEM)).execute(transaction);
      await migration.up(transaction);
      await sql`insert into schema_migration (number, name) values (${number}, ${name})`.execute(transaction);
    });
  } catch (cause) {
    throw new Error(`migration ${number} ${name} failed and was undone`, { cause });
  }
}

/** The wait for the lock and a step over millions of rows both outlast an ordinary statement's limit. */
async function withoutTimeout<Result>(
  connection: Kysely<unknown>,
  action: () => Promise<Result>,
): Promise<Result> {
  const setting = await sql<{ before: string }>`
    select current_setting('statement_timeout') as before, set_config('statement_timeout', '0', false)
  `.execute(connection);
  const before = setting.rows[0]?.before ?? '0';
  return finishing(action, () =>
    sql`select set_config('statement_timeout', ${before}, false)`.execute(connection),
  );
}

async function underLock<Result>(
  connection: Kysely<unknown>,
  action: () => Promise<Result>,
): Promise<Result> {
  await sql`select pg_advisory_lock(${migrationLockKey})`.execute(connection);
  return finishing(action, () => sql`select pg_advisory_unlock(${migrationLockKey})`.execute(connection));
}

/** On a broken connection the end fails too; then the first error is the one that explains. */
async function finishing<Result>(
  action: () => Promise<Result>,
  end: () => Promise<unknown>,
): Promise<Result> {
  const result = await action().catch(async (error: unknown) => {
    await end().catch(() => undefined);
    throw error;
  });
  await end();
  return result;
}
