// Reads events and heads for the audit, page by page: there may be millions.

import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { Link } from './anchor-chain.ts';
import type { EventRow, HeadRow } from './chain.ts';
import type { GivenRow } from './given.ts';

const PAGE_SIZE = 2_000;

/** Events by position. */
export async function* readLinks(
  database: Kysely<Database>,
  { after, upTo }: { after: number; upTo: number },
): AsyncGenerator<Link> {
  let last = after;
  for (;;) {
    const { rows } = await sql<{ position: string; hash: Buffer }>`
      select position, hash from case_event where position > ${last}::bigint and position <= ${upTo}::bigint
      order by position limit ${PAGE_SIZE}`.execute(database);
    for (const { position, hash } of rows) yield { position: Number(position), hash };
    if (rows.length < PAGE_SIZE) return;
    last = Number(rows.at(-1)?.position);
  }
}

export interface WholeCase {
  applicationId: string;
  rows: (EventRow & GivenRow)[];
  file: HeadRow | undefined;
}

/** Applications with what there is of their cases, in the order of their ids. An application without events is one, too. */
export async function* readCases(database: Kysely<Database>): AsyncGenerator<WholeCase> {
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows: found } = await sql<{ id: string } & HeadRow>`
      select application.id, case_file.application_id, case_file.head, case_file.event_count
      from application left join case_file on case_file.application_id = application.id
      where application.id > ${last}::uuid order by application.id limit ${PAGE_SIZE}`.execute(database);
    const ids = found.map(({ id }) => id);
    const { rows } = await sql<EventRow & GivenRow>`
      select application_id, sequence, id, kind, (extract(epoch from at) * 1000000)::bigint::text as at_micros,
        institution_id, reply_id, actor_id, payload::text, case_event_rest(payload)::text as rest,
        case_event_texts(payload) as texts, content_salt, content_digest, position::text, hash, given::text,
        case when given is not null and content_salt is not null then case_event_parts(case_event) end as parts,
        case when given is not null and kind = 'received'
          then (select encode(digest, 'hex') from application where id = application_id) end as accepted,
        case when given is not null and kind = 'answered' then exists (select from reply
          where id = reply_id and not is_draft and coalesce(sent_at, written_at) = case_event.at) end as is_shown
      from case_event where application_id = any(${ids}::uuid[]) order by application_id, sequence`.execute(
      database,
    );
    const ofCase = Map.groupBy(rows, ({ application_id }) => application_id);
    for (const { id, ...file } of found) {
      const isThere = (file.application_id as string | null) !== null;
      yield { applicationId: id, rows: ofCase.get(id) ?? [], file: isThere ? file : undefined };
    }
    if (found.length < PAGE_SIZE) return;
    last = found.at(-1)?.id ?? last;
  }
}
