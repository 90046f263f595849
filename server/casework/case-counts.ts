// How many cases stand behind each link above a list: in one statement, each counted no further than is told, so that it costs the
// same whatever stands there.

import { type Kysely, sql } from 'kysely';
import {
  CASE_COUNT_MAX,
  type CaseCounts,
  STAFF_CASE_LISTS,
  STAFF_DESKS,
} from '../../src/domain/wire-staff.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { belongsTo, EVERY, type List } from './case-lists.ts';
import { type Narrowing, narrowTo } from './case-narrowing.ts';

/** Nobody counts a million. */
const COUNTED_LISTS = STAFF_CASE_LISTS.filter((list) => list !== 'answered');

export interface CountsQuery extends Narrowing {
  /** What the desks are counted in; each list is counted by itself. */
  list: List;
}

export async function countLists(
  database: Kysely<Database>,
  officer: Officer,
  { list, ...narrowing }: CountsQuery,
): Promise<CaseCounts> {
  const { desk: _desk, unit: _unit, likeness: _likeness, ...whole } = narrowing;
  const desks: Record<string, Narrowing> = {
    all: whole,
    ...Object.fromEntries(STAFF_DESKS.map((desk) => [desk, { ...whole, desk }])),
  };
  const count = (of: List, within: Narrowing) => {
    const found = database
      .selectFrom('case_file')
      .select('case_file.application_id')
      .where(belongsTo(of, officer))
      .where(narrowTo(officer, within) ?? EVERY)
      .limit(CASE_COUNT_MAX + 1);
    return sql`(select count(*)::integer from (${found}) as found)`;
  };
  const counted = [
    ...COUNTED_LISTS.map((one) => count(one, narrowing)),
    ...Object.values(desks).map((within) => count(list, within)),
  ];
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counted)}] as counts`.execute(
    database,
  );
  const numbers = rows[0]?.counts ?? [];
  const named = (names: readonly string[], from: number): Record<string, number> =>
    Object.fromEntries(names.map((name, index) => [name, numbers[from + index] ?? 0]));
  return { lists: named(COUNTED_LISTS, 0), desks: named(Object.keys(desks), COUNTED_LISTS.length) };
}
