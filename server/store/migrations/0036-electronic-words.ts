// "E-posta" and "eposta" find each other (turkish-search/search.ts, rule 4): the terms of what was written so are kept anew.

import { type Kysely, sql } from 'kysely';

export const electronicWords = { number: 36, name: 'electronic-words', up };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `insert into job (kind, application_id, run_after)
       select 'index', id, now() from application join case_file on case_file.application_id = application.id
       where erased_at is null and subject || ' ' || description ~* '\\me[-\\u2010-\\u2013 ][[:alpha:]]{3}'`,
    )
    .execute(database);
}
