// Documents are served as copies that name nobody (docs/decisions/0030): those of earlier applications are worked on once more
// and not served until then. And an index by which the sweep of blobs finds the bytes that came.

import { type Kysely, sql } from 'kysely';

export const copiesOfDocuments = { number: 16, name: 'copies-of-documents', up };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create index attachment_by_digest on attachment (digest)`.execute(database);
  await sql`
    with again as (
      update attachment set state = 'stored' where kind = 'document' and state = 'ready'
      returning id, application_id
    )
    insert into job (kind, application_id, attachment_id, run_after)
    select 'media', application_id, id, now() from again`.execute(database);
}
