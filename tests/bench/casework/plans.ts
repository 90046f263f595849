// What the server asks its database, statement by statement, and whether a plan reads a large table from end to end.

import { Kysely } from 'kysely';
import type pg from 'pg';
import { type Access, contextStatements, currentAccess } from '../../../server/store/access.ts';
import { accessDialect } from '../../../server/store/access-dialect.ts';
import type { Database } from '../../../server/store/schema.ts';

interface Statement {
  sql: string;
  parameters: readonly unknown[];
}

export interface Asked {
  /** For whom: row-level security is part of every plan. */
  access: Access;
  statements: readonly Statement[];
}

export interface Recorder {
  db: Kysely<Database>;
  /** What was asked since the last call. */
  take: () => Statement[];
}

export function recorderOn(pool: pg.Pool): Recorder {
  let asked: Statement[] = [];
  const db = new Kysely<Database>({
    dialect: accessDialect(pool, currentAccess),
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
  'Parent Relationship'?: string;
  'Relation Name'?: string;
  'Plan Rows': number;
  Plans?: Node[];
}

/** @returns the large tables that one of the statements would read from end to end */
export async function readWhole(pool: pg.Pool, asked: Asked, large: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { rows } of await explained<{ Plan: Node }[]>(pool, asked, 'format json'))
    for (const { Plan } of rows[0]?.['QUERY PLAN'] ?? []) found.push(...scansIn(Plan));
  return [...new Set(found.filter((table) => large.includes(table)))];
}

function scansIn(node: Node): string[] {
  const own = node['Node Type'].endsWith('Seq Scan') ? [node['Relation Name'] ?? ''] : [];
  const below = (node.Plans ?? []).filter((part) => !endsEarly(node, part));
  return [...own, ...below.flatMap(scansIn)];
}

/** A limit takes so few of what the scan right below it would give that it ends near its beginning. */
function endsEarly(node: Node, part: Node): boolean {
  const isLimited = node['Node Type'] === 'Limit' && part['Parent Relationship'] === 'Outer';
  return isLimited && part['Node Type'] === 'Seq Scan' && node['Plan Rows'] * 10 < part['Plan Rows'];
}

/** The plans in words, with times, to look at. */
export async function explain(pool: pg.Pool, asked: Asked): Promise<string> {
  const plans = await explained<string>(pool, asked, 'analyze, buffers');
  return plans.flatMap(({ sql, rows }) => [sql, ...rows.map((row) => row['QUERY PLAN']), '']).join('\n');
}

interface Explained<Plan> {
  sql: string;
  rows: { 'QUERY PLAN': Plan }[];
}

/** Of what reads, in a transaction of whom it was read for. */
async function explained<Plan>(
  pool: pg.Pool,
  { access, statements }: Asked,
  how: string,
): Promise<Explained<Plan>[]> {
  const client = await pool.connect();
  const plans: Explained<Plan>[] = [];
  try {
    await client.query(`begin; ${contextStatements(access)}`);
    for (const { sql, parameters } of statements) {
      if (!/^\s*(select|with)\b/i.test(sql)) continue;
      const { rows } = await client.query<{ 'QUERY PLAN': Plan }>(`explain (${how}) ${sql}`, [...parameters]);
      plans.push({ sql, rows });
    }
    await client.query('rollback');
  } finally {
    client.release();
  }
  return plans;
}
