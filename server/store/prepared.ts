// Statements that PostgreSQL plans once for each connection, and not each time: under row-level security planning one over
// four tables takes five milliseconds, and running it one. For the few that somebody waits for again and again.

import type { CompiledQuery, Kysely, PostgresPool, PostgresPoolClient, QueryResult } from 'kysely';
import type pg from 'pg';

/** By their text, which holds no values: there are as many as the code has. */
const names = new Map<string, string>();

/** @param statement `sql` or a query of the builder */
export function executePrepared<Row, Schema>(
  database: Kysely<Schema>,
  statement: { compile: (database: Kysely<Schema>) => CompiledQuery<Row> },
): Promise<QueryResult<Row>> {
  const query = statement.compile(database);
  if (!names.has(query.sql)) names.set(query.sql, `prepared-${names.size}`);
  return database.executeQuery(query);
}

/** The pool's connections, on which each such statement goes under its name. */
export function preparing(pool: pg.Pool): PostgresPool {
  // Kysely knows a connection again by its object.
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const naming = known.get(client) ?? namingClient(client);
      known.set(client, naming);
      return naming;
    },
  };
}

function namingClient(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => {
    const name = names.get(text);
    return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}
