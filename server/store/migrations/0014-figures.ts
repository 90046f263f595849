// The figures, counted in advance: reading a million cases for each look would take seconds. A case that changes is noted by
// the database, whoever changes it; a task of the clock counts it anew (server/figures/count.ts). And what a million closed
// cases need beside: the centre's list of them in its order, and the search among open cases apart from theirs.
//
// Who may read: figure_count the holders of `figures.read`, the rows with their own institution as scope, those of the centre
// all; figure_case and figure_change nobody but the task. Whoever changes a case adds to figure_change.

import { type Kysely, sql } from 'kysely';
import {
  forceRowSecurity,
  HAS_CONTEXT,
  IS_SYSTEM,
  OWN_INSTITUTION,
  protect,
  REACHES_ALL,
} from './row-security.ts';

export const figures = { number: 14, name: 'figures', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  'create index case_file_done_anywhere on case_file (changed_at desc, application_id) where not is_open',

  // Open and closed cases are never searched together, and of closed ones there are twenty times as many.
  'alter table case_search add column is_open boolean not null default true',
  `update case_search set is_open = false from case_file
    where case_file.application_id = case_search.application_id and not case_file.is_open`,
  'drop index case_search_document',
  'create index case_search_open on case_search using gin (document) with (fastupdate = off) where is_open',
  'create index case_search_closed on case_search using gin (document) with (fastupdate = off) where not is_open',
  `create function follow_case_file() returns trigger language plpgsql as $$
    begin
      update case_search set is_open = new.is_open where application_id = new.application_id;
      return null;
    end
  $$`,
  `create trigger case_file_search after update of state on case_file for each row
    when (old.is_open is distinct from new.is_open) execute function follow_case_file()`,

  // Which cases have changed since they were counted; one may stand here twice.
  `create table figure_change (
    id bigint generated always as identity primary key,
    application_id uuid not null
  )`,
  // Not at acceptance, which it would slow: the job that assigns a case changes it for the first time.
  `create function note_figure_change() returns trigger language plpgsql as $$
    begin
      insert into figure_change (application_id) values (new.application_id);
      return null;
    end
  $$`,
  `create trigger case_file_figure_change after update of state, institution_id on case_file for each row
    when (old.state is distinct from new.state or old.institution_id is distinct from new.institution_id)
    execute function note_figure_change()`,
  'insert into figure_change (application_id) select application_id from case_file order by application_id',

  // As what each case was counted: the next time this is taken off. Empty texts stand for none.
  `create table figure_case (
    application_id uuid primary key references application (id),
    month date not null,
    kind text not null,
    province text not null,
    institution text not null,
    language text not null,
    preferences text[] not null,
    days integer,
    is_in_time boolean not null
  )`,
  // How many cases of a month had which outcome. Scope: an institution, or empty for all. Days: -1 before the first answer.
  `create table figure_count (
    scope text not null,
    dimension text not null check
      (dimension in ('total', 'kind', 'province', 'institution', 'language', 'preference')),
    month date not null,
    value text not null,
    days integer not null,
    is_in_time boolean not null,
    count integer not null,
    primary key (scope, dimension, month, value, days, is_in_time)
  )`,
  `create table figure_state (
    is_it boolean primary key default true check (is_it),
    counted_at timestamptz
  )`,
  'insert into figure_state default values',

  ...protect('figure_count', `${REACHES_ALL} or scope = ${OWN_INSTITUTION}`),
  ...protect('figure_case', IS_SYSTEM),
  ...forceRowSecurity('figure_change'),
  `create policy figure_change_noted on figure_change for insert with check (${HAS_CONTEXT})`,
  `create policy figure_change_worked_off on figure_change using (${IS_SYSTEM})`,
];
