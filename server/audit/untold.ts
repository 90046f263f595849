// What a citizen is shown and no event tells of: put in beside the chain. Page by page, there may be millions.
//
// Of a recording's texts and the words on them, those of a server before migration 0029 have no event, and say so.

import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';

const PAGE_SIZE = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

export type UntoldFault = {
  kind: 'untold-reply' | 'untold-transcript' | 'untold-verdict';
  applicationId: string;
};

export interface Untold {
  faults: UntoldFault[];
  /** Texts and words from before. */
  fromBefore: number;
}

interface Row {
  id: string;
  application_id: string;
  is_told: boolean;
  is_from_before: boolean;
}

export async function findUntold(database: Kysely<Database>): Promise<Untold> {
  const found: Untold = { faults: [], fromBefore: 0 };
  for (const kind of ['untold-reply', 'untold-transcript', 'untold-verdict'] as const) {
    for (let last = FIRST; ; ) {
      const { rows } = await SELECT[kind](last).execute(database);
      const untold = rows.filter(({ is_told }) => !is_told);
      found.fromBefore += untold.filter(({ is_from_before }) => is_from_before).length;
      for (const { application_id, is_from_before } of untold)
        if (!is_from_before) found.faults.push({ kind, applicationId: application_id });
      if (rows.length < PAGE_SIZE) break;
      last = rows.at(-1)?.id ?? last;
    }
  }
  return found;
}

const SELECT = {
  'untold-reply': (last: string) => sql<Row>`
    select id, application_id, false as is_from_before, exists (select from case_event where kind = 'answered'
      and case_event.application_id = reply.application_id and reply_id = reply.id) as is_told
    from reply where id > ${last}::uuid and not is_draft order by id limit ${PAGE_SIZE}`,
  'untold-transcript': (last: string) => sql<Row>`
    select transcript.id, application_id, not is_told as is_from_before, exists (select from case_event
      where kind = 'transcript-offered' and case_event.application_id = attachment.application_id
        and case_event.id = transcript.id) as is_told
    from transcript join attachment on attachment.id = attachment_id
    where transcript.id > ${last}::uuid order by transcript.id limit ${PAGE_SIZE}`,
  'untold-verdict': (last: string) => sql<Row>`
    select transcript_verdict.act_id as id, application_id, not transcript_verdict.is_told as is_from_before,
      exists (select from case_event where kind = 'transcript-judged'
        and case_event.application_id = attachment.application_id and case_event.id = transcript_verdict.act_id) as is_told
    from transcript_verdict join transcript on transcript.id = transcript_id
      join attachment on attachment.id = attachment_id
    where transcript_verdict.act_id > ${last}::uuid order by transcript_verdict.act_id limit ${PAGE_SIZE}`,
};
