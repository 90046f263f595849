// What lists are narrowed by stands on the case itself: kind, province and topic, beside the institution that was there. So that of
// 50,000 open and a million closed cases a narrowed list reads its index alone, as the whole ones do (migration 0015).
//
// Kind and province are the application's and never change; the topic is recognised by the job that assigns, and for what was there
// before by jobs of its own. What is erased says neither where nor what about. And who has read an identity, in the order of time,
// of all cases and of one.

import { type Kysely, sql } from 'kysely';

export const narrowedLists = { number: 23, name: 'narrowed-lists', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const ASKED = 'kind, province, topic_id';
const OPEN_INDEX = (name: string, condition: string): string =>
  `create index case_file_${name} on case_file (due_on, application_id) include (institution_id, is_open, ${ASKED})
    where is_open and ${condition}`;
const DONE_INDEX = (column: string): string =>
  `create index case_file_done_by_${column} on case_file (${column}, changed_at desc, application_id)
    include (institution_id, is_open, ${ASKED.split(', ')
      .filter((one) => one !== column)
      .join(', ')}) where not is_open`;

const STATEMENTS = [
  'alter table case_file add column kind text, add column province text, add column topic_id text references topic (id)',
  // Before the indexes: a million rows are written once.
  'drop index case_file_desk, case_file_centre, case_file_done',
  `update case_file set kind = application.kind, province = application.province
    from application where application.id = case_file.application_id`,
  // A server of the version before takes applications while the others come, and knows none of these columns.
  `create function fill_where() returns trigger language plpgsql as $$
    begin
      update case_file set kind = application.kind, province = application.province
        from application where application.id = case_file.application_id and case_file.application_id = new.application_id;
      insert into job (kind, application_id, run_after) values ('topic', new.application_id, now());
      return null;
    end
  $$`,
  `create trigger case_file_fill_where after insert on case_file for each row
    when (new.kind is null) execute function fill_where()`,

  `create index case_file_desk on case_file (institution_id, due_on, application_id) include (is_open, ${ASKED}) where is_open`,
  `create index case_file_centre on case_file (due_on, application_id) include (institution_id, is_open, ${ASKED}) where is_open`,
  `create index case_file_done on case_file (institution_id, changed_at desc, application_id) include (is_open, ${ASKED})
    where not is_open`,
  ...['kind', 'province', 'topic_id'].map(DONE_INDEX),
  // Each part of the open ones, for its list and for the number beside its link.
  OPEN_INDEX('due_soon', 'due_soon_at is not null and escalated_at is null'),
  OPEN_INDEX('overdue', 'escalated_at is not null'),
  OPEN_INDEX('drafted', `state = 'drafted'`),
  OPEN_INDEX('objected', `state = 'objected'`),

  `create function forget_where() returns trigger language plpgsql as $$
    begin
      new.province := null;
      new.topic_id := null;
      return new;
    end
  $$`,
  `create trigger case_file_forget_where before update of erased_at on case_file for each row
    when (new.erased_at is not null) execute function forget_where()`,

  `create index audit_entry_identity_read on audit_entry (id desc) include (application_id) where action = 'identity-read'`,
  `create index audit_entry_identity_read_of on audit_entry (application_id, id desc) where action = 'identity-read'`,

  // The open ones first, then the latest; so far apart that what comes meanwhile is not behind a million of them.
  `insert into job (kind, application_id, run_after)
    select 'topic', application_id,
      now() + row_number() over (order by is_open desc, changed_at desc) * interval '4 milliseconds'
    from case_file where erased_at is null`,
];
