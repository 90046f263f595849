// The directory below the institutions (units, topics, competence rules, reply templates), and the words by which cases
// are found. What cases or replies may refer to is never deleted: it is retired.

import { type Kysely, sql } from 'kysely';

export const directory = { number: 8, name: 'directory', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `alter table institution
    add column working_hours text,
    add column is_retired boolean not null default false,
    add constraint institution_centre_stays check (not (is_centre and is_retired))`,

  `create table unit (
    id text primary key,
    institution_id text not null references institution (id),
    name text not null,
    parent_id text references unit (id),
    province text,
    district text,
    working_hours text,
    is_retired boolean not null default false,
    check (district is null or province is not null)
  )`,
  `create index unit_by_institution on unit (institution_id)`,

  `create table topic (
    id text primary key,
    name text not null,
    keywords text[] not null,
    institution_id text references institution (id),
    is_retired boolean not null default false
  )`,

  // Null says "any". The most specific rule wins (src/domain/assignment.ts).
  `create table competence_rule (
    id text primary key,
    kind text,
    topic_id text references topic (id),
    province text,
    district text,
    institution_id text not null references institution (id),
    unit_id text references unit (id),
    priority integer not null default 0,
    is_retired boolean not null default false,
    check (district is null or province is not null)
  )`,

  `create table reply_template (
    id text primary key,
    institution_id text references institution (id),
    topic_id text references topic (id),
    name text not null,
    text text not null,
    is_retired boolean not null default false
  )`,

  // One row: which file the tables were last filled from, and a number that grows with every change.
  `create table directory_state (
    is_it boolean primary key default true check (is_it),
    revision bigint not null default 0,
    file_digest text
  )`,
  `insert into directory_state default values`,

  // Which unit of the holder has it; with another holder nobody's.
  `alter table case_file add column unit_id text references unit (id)`,
  `create function forget_unit() returns trigger language plpgsql as $$
    begin
      new.unit_id := null;
      return new;
    end
  $$`,
  `create trigger case_file_forget_unit before update of institution_id on case_file for each row
    when (old.institution_id is distinct from new.institution_id) execute function forget_unit()`,

  // The terms of src/domain/turkish-search, apart from the application: acceptance writes none of it.
  `create table case_search (
    application_id uuid primary key references application (id),
    document tsvector not null
  )`,
  `create index case_search_document on case_search using gin (document) with (fastupdate = off)`,
  // More of its words are known by frequency than PostgreSQL's default: suggestions leave the common ones out.
  `alter table case_search alter column document set statistics 500`,
  `insert into job (kind, application_id, run_after) select 'index', id, now() from application`,
];
