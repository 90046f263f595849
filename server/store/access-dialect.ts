// PostgreSQL for kysely, with the context of row-level security in every transaction: begin and context are one round trip.
// A statement outside a transaction gets one of its own, all of it in one. There is no way past it to the tables but the
// pool itself.

import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import { type Access, contextStatements } from './access.ts';
import { preparing } from './prepared.ts';

/** @param accessNow asked at the beginning of each transaction; undefined leaves it without a context */
export function accessDialect(pool: pg.Pool, accessNow: () => Access | undefined): Dialect {
  return {
    createDriver: () => new AccessDriver(pool, accessNow),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresDialect({ pool }).createIntrospector(db),
  };
}

class AccessDriver implements Driver {
  readonly #driver: PostgresDriver;
  readonly #accessNow: () => Access | undefined;

  constructor(pool: pg.Pool, accessNow: () => Access | undefined) {
    this.#driver = new PostgresDriver({ pool: preparing(pool) });
    this.#accessNow = accessNow;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const plain = (await this.#driver.acquireConnection()) as PlainConnection;
    return new AccessConnection(plain, this.#accessNow);
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await within(connection).begin(settings);
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#driver.commitTransaction(within(connection).end());
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#driver.rollbackTransaction(within(connection).end());
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.#driver.releaseConnection(within(connection).plain);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

function within(connection: DatabaseConnection): AccessConnection {
  if (!(connection instanceof AccessConnection)) throw new Error('A connection of another driver');
  return connection;
}

/** The driver's own class, which it does not export. */
type PlainConnection = Parameters<PostgresDriver['rollbackTransaction']>[0];

class AccessConnection implements DatabaseConnection {
  readonly plain: PlainConnection;
  readonly #accessNow: () => Access | undefined;
  #isInTransaction = false;

  constructor(plain: PlainConnection, accessNow: () => Access | undefined) {
    this.plain = plain;
    this.#accessNow = accessNow;
  }

  async begin({ isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const modes = [...(isolationLevel ? [`isolation level ${isolationLevel}`] : []), accessMode ?? ''];
    const access = this.#accessNow();
    const context = access === undefined ? '' : `; ${contextStatements(access)}`;
    await this.plain.executeQuery(CompiledQuery.raw(`begin ${modes.join(' ')}${context}`));
    this.#isInTransaction = true;
  }

  end(): PlainConnection {
    this.#isInTransaction = false;
    return this.plain;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const access = this.#isInTransaction ? undefined : this.#accessNow();
    if (access === undefined) return this.plain.executeQuery<Row>(query);
    // One round trip (the pool's `pipeline`), answered in this order. Where the query fails, the commit ends a transaction
    // that PostgreSQL has given up; where the connection is gone, so is the transaction. The first error explains.
    const [begun, answered, ended] = await Promise.allSettled([
      this.plain.executeQuery(CompiledQuery.raw(`begin; ${contextStatements(access)}`)),
      this.plain.executeQuery<Row>(query),
      this.plain.executeQuery(CompiledQuery.raw('commit')),
    ]);
    if (begun.status === 'rejected') throw begun.reason;
    if (answered.status === 'rejected') throw answered.reason;
    if (ended.status === 'rejected') throw ended.reason;
    return answered.value;
  }

  // biome-ignore lint/correctness/useYield: kysely asks for one; nothing here streams.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Nothing streams');
  }
}
