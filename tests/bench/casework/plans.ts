// What the server asks its database, statement by statement, and whether a plan reads a large table from end to end.

import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Database } from '../../../server/store/schema.ts';

interface Asked {
  sql: string;
  parameters: readonly unknown[];
}

export interface Recorder {
  db: Kysely<Database>;
  /** What was asked since the last call. */
  take: () => Asked[];
}

export function recorderOn(pool: pg.Pool): Recorder {
  let asked: Asked[] = [];
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      asked.push({ sql: query.sql, parameters: query.parameters });
    },
  });
  return {
    db,
    take: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
  };
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Node[];
}

/** @returns the large tables that one of the statements would read from end to end */
export async function readWhole(
  pool: pg.Pool,
  asked: readonly Asked[],
  large: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { sql, parameters } of asked) {
    if (!/^\s*(select|with)\b/i.test(sql)) continue;
    const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: Node }[] }>(`explain (format json) ${sql}`, [
      ...parameters,
    ]);
    for (const { Plan } of rows[0]?.['QUERY PLAN'] ?? []) found.push(...scansIn(Plan));
  }
  return [...new Set(found.filter((table) => large.includes(table)))];
}

function scansIn(node: Node): string[] {
  const own = node['Node Type'].endsWith('Seq Scan') ? [node['Relation Name'] ?? ''] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scansIn)];
}

/** The plans in words, with times, to look at. */
export async function explain(pool: pg.Pool, asked: readonly Asked[]): Promise<string> {
  const lines: string[] = [];
  for (const { sql, parameters } of asked) {
    if (!/^\s*(select|with)\b/i.test(sql)) continue;
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${sql}`, [
      ...parameters,
    ]);
    lines.push(sql, ...rows.map((row) => row['QUERY PLAN']), '');
  }
  return lines.join('\n');
}
