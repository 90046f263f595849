// What administrators keep in the console: the directory row by row with its history, holidays by year, templates of a unit. And
// what follows by itself: deadlines counted anew after a change of holidays, cases closed when nobody may object any more.

import { type Kysely, sql } from 'kysely';
import { forceRowSecurity, HAS_CONTEXT, HAS_ROLE, IS_SYSTEM, protect } from './row-security.ts';

export const keptByAdministrators = { number: 18, name: 'kept-by-administrators', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  'alter table reply_template add column unit_id text references unit (id)',

  // What each change of the directory was: the row before and after, as its CSV has it. Of holidays the row is a year.
  `create table directory_change (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor_id uuid references staff_account (id),
    table_name text not null,
    row_id text not null,
    before jsonb,
    after jsonb not null
  )`,
  'create index directory_change_of_row on directory_change (table_name, row_id, id desc)',
  `create trigger directory_change_append_only before update or delete or truncate on directory_change
    for each statement execute function refuse_change()`,
  ...forceRowSecurity('directory_change'),
  `create policy directory_change_written on directory_change for insert with check (${HAS_CONTEXT})`,
  `create policy directory_change_read on directory_change for select using
    (${IS_SYSTEM} or ${HAS_ROLE('administrator')} or ${HAS_ROLE('auditor')})`,

  // A year whole, because it is judged whole: a list of {date, name, isHalfDay}. Until somebody changes it, it follows the file.
  `create table holiday_year (
    year integer primary key,
    days jsonb not null,
    version integer not null default 1,
    changed_at timestamptz not null,
    changed_by uuid references staff_account (id)
  )`,
  // Deadlines that are to be counted anew, of clocks that run over these days.
  `create table holiday_recount (
    id bigint generated always as identity primary key,
    first_day date not null,
    last_day date not null,
    actor_id uuid references staff_account (id),
    run_after timestamptz not null,
    done_up_to uuid
  )`,
  ...protect('holiday_recount', `${IS_SYSTEM} or ${HAS_ROLE('administrator')}`),

  // When the newest answer was given, of cases that wait for an objection: what is long answered is closed by the clock.
  'alter table case_file add column answered_at timestamptz',
  `update case_file set answered_at = (
      select max(at) from case_event where case_event.application_id = case_file.application_id and kind = 'answered')
    where state = 'answered'`,
  `create function keep_answered_at() returns trigger language plpgsql as $$
    begin
      new.answered_at := case when new.state = 'answered' then new.changed_at end;
      return new;
    end
  $$`,
  `create trigger case_file_answered_at before update of state on case_file for each row
    when (old.state is distinct from new.state) execute function keep_answered_at()`,
  `create index case_file_answered_at on case_file (answered_at) where state = 'answered'`,
];
