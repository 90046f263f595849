// Owns the connections the program works with: a pg pool and the typed query builder over it, whose every transaction says
// for whom it is (access.ts).
// Every session commits to disk before it answers, whatever the role or the database are set to; a
// connection that breaks (PostgreSQL restarted), idle or at work, is dropped and replaced, not a reason to end.
import { Kysely } from 'kysely';
import pg from 'pg';
import { type Access, currentAccess } from './access.ts';
import { accessDialect } from './access-dialect.ts';
import type { OpenDatabase, StoreConfig, StoreLogger } from './contract.ts';
import { errorCode } from './fault.ts';

export type Pool<Schema> = Readonly<{
  /** For whomever the request is that asks; without one, for nobody. */
  db: Kysely<Schema>;
  /** The same connections, for one who is always the same. */
  as: (access: Access) => Kysely<Schema>;
  /** The same connections, for named prepared statements; without any context. */
  pg: pg.Pool;
  /** Waits for queries under way. Idempotent. */
  close: () => Promise<void>;
}>;

export type PoolOptions = Readonly<{
  /** Shown in pg_stat_activity and in the administrator's logs. */
  applicationName: string;
  /** A statement that takes longer is cancelled; 0 lets it run. */
  statementTimeoutMs?: number;
  size?: number;
}>;

const connectPatienceMs = 10_000;
const idleInTransactionMs = 60_000;

const sessionSettings = `
  select set_config('synchronous_commit', 'on', false),
         set_config('timezone', 'UTC', false),
         set_config('statement_timeout', $1, false),
         set_config('idle_in_transaction_session_timeout', $2, false)`;

/** @typeParam Schema the tables, as kysely wants them (server/store/schema.ts). */
export function openPool<Schema>(
  database: OpenDatabase,
  config: Pick<StoreConfig, 'databasePoolSize'>,
  logger: StoreLogger,
  { applicationName, statementTimeoutMs = 30_000, size = config.databasePoolSize }: PoolOptions,
): Pool<Schema> {
  const settings = [String(statementTimeoutMs), String(idleInTransactionMs)];
  const pool = new pg.Pool({
    ...database.connection,
    max: size,
    application_name: applicationName,
    connectionTimeoutMillis: connectPatienceMs,
    keepAlive: true,
    // Statements that nobody waits between go together (access-dialect.ts).
    pipeline: true,
    types: { getTypeParser },
    // Not startup parameters: a connection pooler between us and the database refuses those it does not know.
    onConnect: (client) => client.query(sessionSettings, settings).then(() => undefined),
  });
  pool.on('error', (error) => {
    logger.warn(
      { event: 'database-connection-lost', code: errorCode(error) ?? error.name },
      'An idle connection broke',
    );
  });
  // The pool listens to a connection only while it is idle; one that breaks while it is lent out would end the
  // process (an 'error' event without a listener). Whoever has it learns of it by the query that fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  let closed: Promise<void> | undefined;
  return {
    db: new Kysely<Schema>({ dialect: accessDialect(pool, currentAccess) }),
    as: (access) => new Kysely<Schema>({ dialect: accessDialect(pool, () => access) }),
    pg: pool,
    close: () => {
      closed ??= pool.end();
      return closed;
    },
  };
}

// A `date` is a calendar day, as in `dueOn`. The driver's default makes it an instant in the process's own
// time zone, which is the day before for half of the world.
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.DATE ? (value: string) => value : pg.types.getTypeParser(oid, format);
