// Applications, their cases, replies, jobs, audit, and the first officers.
// Content and identity are kept in two tables from the first day: who may read a text need not know who wrote it.

import { type Kysely, sql } from 'kysely';

export const applicationsAndCases = { number: 1, name: 'applications-and-cases', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table institution (
    id text primary key,
    name text not null,
    keywords text[] not null,
    scope text not null check (scope in ('national', 'province', 'district')),
    province text,
    is_centre boolean not null default false
  )`,
  `create unique index institution_only_one_centre on institution (is_centre) where is_centre`,

  `create table application (
    id uuid primary key,
    number text not null unique,
    digest bytea not null check (length(digest) = 32),
    tracking_mac bytea not null check (length(tracking_mac) = 32),
    kind text not null,
    subject text not null,
    description text not null,
    addressed_to text,
    addressed_name text,
    province text,
    district text,
    place_detail text,
    coordinates jsonb,
    before_court boolean,
    hide_identity boolean not null,
    formats text[] not null,
    locale text not null,
    notice_version text not null,
    written_at timestamptz not null,
    received_at timestamptz not null,
    due_on date not null,
    receipt text not null
  )`,
  `create index application_by_tracking_mac on application (tracking_mac)`,

  `create table applicant (
    application_id uuid primary key references application (id),
    full_name text,
    identity_number text,
    address_kind text,
    address_text text,
    phone text,
    email text
  )`,

  `create table case_file (
    application_id uuid primary key references application (id),
    state text not null check (state in ('received', 'assigned', 'answered')),
    institution_id text references institution (id),
    received_at timestamptz not null,
    due_on date not null,
    changed_at timestamptz not null
  )`,
  `create index case_file_desk on case_file (institution_id, due_on, application_id) where state <> 'answered'`,
  `create index case_file_centre on case_file (due_on, application_id) where state <> 'answered'`,
  `create index case_file_answered on case_file (institution_id, changed_at desc, application_id) where state = 'answered'`,

  `create table staff_account (
    id uuid primary key,
    name text not null,
    institution_id text references institution (id),
    created_at timestamptz not null
  )`,
  `create table staff_invitation (
    token_hash bytea primary key check (length(token_hash) = 32),
    account_id uuid not null references staff_account (id),
    expires_at timestamptz not null,
    redeemed_at timestamptz
  )`,
  `create table staff_session (
    token_hash bytea primary key check (length(token_hash) = 32),
    account_id uuid not null references staff_account (id),
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null
  )`,

  `create table reply (
    id uuid primary key,
    application_id uuid not null references application (id),
    institution_id text not null references institution (id),
    author_id uuid not null references staff_account (id),
    text text not null,
    written_at timestamptz not null
  )`,
  `create index reply_by_application on reply (application_id)`,

  `create table case_event (
    application_id uuid not null references application (id),
    sequence integer not null,
    kind text not null,
    at timestamptz not null,
    institution_id text references institution (id),
    reply_id uuid references reply (id),
    actor_id uuid references staff_account (id),
    primary key (application_id, sequence)
  )`,

  `create table job (
    id bigint generated always as identity primary key,
    kind text not null,
    application_id uuid not null references application (id),
    run_after timestamptz not null,
    attempts integer not null default 0
  )`,
  `create index job_next on job (run_after, id)`,

  `create table audit_entry (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    action text not null,
    actor_id uuid,
    application_id uuid
  )`,

  // Nothing of a case's history is overwritten, whatever the code above it does.
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end
  $$`,
  `create trigger case_event_append_only before update or delete or truncate on case_event
    for each statement execute function refuse_change()`,
  `create trigger audit_entry_append_only before update or delete or truncate on audit_entry
    for each statement execute function refuse_change()`,

  // YYYY-NNNNNNN: one sequence a year, made when its year is first needed. A number is never given twice;
  // a transaction that fails leaves a gap, which is harmless because a number counts nothing.
  `create function next_application_number(year integer) returns text language plpgsql as $$
    begin
      return year || '-' || lpad(nextval('application_number_' || year)::text, 7, '0');
    exception when undefined_table then
      perform pg_advisory_xact_lock(hashtext('application_number'));
      execute format('create sequence if not exists %I', 'application_number_' || year);
      return year || '-' || lpad(nextval('application_number_' || year)::text, 7, '0');
    end
  $$`,
];
