// The answer in kind: what an officer attaches to a reply, the summary in plain words, why a wished form is missing; and
// the roles of officers, one of which may say so.

import { type Kysely, sql } from 'kysely';

export const answersInKind = { number: 5, name: 'answers-in-kind', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `alter table staff_account add column role text not null default 'officer'
    check (role in ('officer', 'interpreter', 'coordinator'))`,

  `alter table reply
    add column summary text,
    add column override_reason text`,

  // Media of an answer are attachments, too: the same job makes them playable, the same route serves them. Until the reply is
  // sent they have none, and are the officers' alone.
  `alter table attachment
    drop constraint attachment_role_check,
    add constraint attachment_role_check check (role in ('description', 'supporting', 'answer')),
    add column reply_id uuid references reply (id),
    add column captions json,
    add constraint attachment_of_reply check (role = 'answer' or (reply_id is null and captions is null))`,
  // The manifest's places are the citizen's.
  `drop index attachment_by_application`,
  `create unique index attachment_by_application on attachment (application_id, position) where role <> 'answer'`,
  `create index attachment_by_reply on attachment (reply_id) where role = 'answer'`,
  `create index attachment_unsent on attachment (application_id, created_at) where role = 'answer' and reply_id is null`,
];
