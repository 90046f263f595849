// What is left of things that are done with: sessions that ended, invitations and challenges that nobody can use any more,
// notices that were sent. None of it is of a case.

import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../store/schema.ts';

const DAY_MS = 86_400_000;

/** By table, which rows are done with since `before`. */
const DONE: Readonly<Record<string, (before: Date) => RawBuilder<boolean>>> = {
  staff_session: (before) => sql`expires_at < ${before}`,
  staff_challenge: (before) => sql`expires_at < ${before}`,
  staff_oidc_flow: (before) => sql`expires_at < ${before}`,
  staff_invitation: (before) => sql`coalesce(redeemed_at, expires_at) < ${before}`,
  notice: (before) => sql`settled_at < ${before}`,
};

/**
 * @param days 0 keeps it for ever
 * @returns rows by table: that went, or would
 */
export async function forgetRemains(
  database: Kysely<Database>,
  days: number,
  nowMs: number,
  isDryRun: boolean,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  if (days === 0) return counts;
  const before = new Date(nowMs - days * DAY_MS);
  for (const [table, isDone] of Object.entries(DONE)) {
    const done = isDone(before);
    const { rows } = isDryRun
      ? await sql<{ count: number }>`
          select count(*)::int as count from ${sql.table(table)} where ${done}`.execute(database)
      : await sql<{ count: number }>`
          with gone as (delete from ${sql.table(table)} where ${done} returning true)
          select count(*)::int as count from gone`.execute(database);
    counts[table] = rows[0]?.count ?? 0;
  }
  return counts;
}
