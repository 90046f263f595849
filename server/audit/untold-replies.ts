// Replies that a citizen is shown and no event tells of: put in beside the chain. Page by page, there may be millions.

import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';

const PAGE_SIZE = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** @returns their applications' ids */
export async function findUntoldReplies(database: Kysely<Database>): Promise<string[]> {
  const found: string[] = [];
  for (let last = FIRST; ; ) {
    const { rows } = await sql<{ id: string; application_id: string; is_told: boolean }>`
      select id, application_id, exists (select from case_event where kind = 'answered'
        and case_event.application_id = reply.application_id and reply_id = reply.id) as is_told
      from reply where id > ${last}::uuid and not is_draft order by id limit ${PAGE_SIZE}`.execute(database);
    found.push(...rows.filter(({ is_told }) => !is_told).map(({ application_id }) => application_id));
    if (rows.length < PAGE_SIZE) return found;
    last = rows.at(-1)?.id ?? last;
  }
}
