// The one way by which an officer's transaction reaches cases beyond their own, for as long as `action` takes: to count, or to
// compare, and to tell nothing of them but that.

import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

/** @param transaction one that has a context; after a failure it is over, and so is what it reached */
export async function reachingAll<Result>(
  transaction: Kysely<Database>,
  action: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await sql<{ before: string | null }>`
    select current_setting('kopru.reach', true) as before, set_config('kopru.reach', 'all', true)`.execute(
    transaction,
  );
  const result = await action();
  await sql`select set_config('kopru.reach', ${rows[0]?.before ?? ''}, true)`.execute(transaction);
  return result;
}
