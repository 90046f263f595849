// Whom the clock has reminded of an answer that is due (src/domain/reminder.ts). A row is of one account: they alone read it, and only
// while the case is theirs to see.
//
// `case_file.reminder_step`: the last step that was done for its due date; another date begins anew, whoever moves it.

import { type Kysely, sql } from 'kysely';
import { IS_SYSTEM, OWN_ACCOUNT, ofVisibleCase, protect } from './row-security.ts';

export const reminders = { number: 31, name: 'reminders', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  'alter table case_file add column reminder_step smallint not null default 0',
  // Of what was due before there were reminders, nobody is told a thousand at once.
  `update case_file set reminder_step = case when escalated_at is null then 1 else 3 end
    where is_open and due_soon_at is not null`,
  `create index case_file_to_remind on case_file (due_on) where is_open and reminder_step < 3`,
  `create function begin_reminders_anew() returns trigger language plpgsql as $$
    begin
      new.reminder_step := 0;
      return new;
    end
  $$`,
  `create trigger case_file_begins_reminders before update of due_on on case_file for each row
    when (old.due_on is distinct from new.due_on) execute function begin_reminders_anew()`,
  `create table staff_reminder (
    account_id uuid not null references staff_account (id) on delete cascade,
    application_id uuid not null references application (id) on delete cascade,
    due_on date not null,
    step smallint not null check (step between 1 and 3),
    at timestamptz not null,
    primary key (account_id, application_id, due_on, step)
  )`,
  'create index staff_reminder_by_application on staff_reminder (application_id)',
  ...protect(
    'staff_reminder',
    `${IS_SYSTEM} or (account_id = ${OWN_ACCOUNT} and ${ofVisibleCase('staff_reminder')})`,
  ),
];
