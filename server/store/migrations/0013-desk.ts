// Whose desk a case lies on, and what officers keep for themselves: units of accounts, presence in a case, saved views, and
// groups of applications that are like each other.
//
// Who may read a row: `case_presence` and `case_likeness` as the case itself (its holder, whoever was asked for an opinion, the
// centre); `likeness` whoever may read one of its cases; `saved_view` its account alone.

import { type Kysely, sql } from 'kysely';
import { IS_SYSTEM, OWN_ACCOUNT, ofVisibleCase, protect, REACHES_ALL } from './row-security.ts';

export const desk = { number: 13, name: 'desk', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  'alter table staff_account add column unit_id text references unit (id)',
  'alter table case_file add column colleague_id uuid references staff_account (id)',
  `create index case_file_unit on case_file (unit_id, due_on, application_id) where is_open and unit_id is not null`,
  `create index case_file_colleague on case_file (colleague_id, due_on, application_id)
    where is_open and colleague_id is not null`,
  // With another holder nobody's, as the unit is.
  `create or replace function forget_unit() returns trigger language plpgsql as $$
    begin
      new.unit_id := null;
      new.colleague_id := null;
      return new;
    end
  $$`,

  // Lost in a crash, and made again within half a minute by whoever is there: no heartbeat waits for a disk.
  `create unlogged table case_presence (
    application_id uuid not null,
    account_id uuid not null,
    expires_at timestamptz not null,
    primary key (application_id, account_id)
  )`,
  'create index case_presence_by_expiry on case_presence (expires_at)',

  `create table saved_view (
    id uuid primary key,
    account_id uuid not null references staff_account (id),
    name text not null,
    address text not null,
    created_at timestamptz not null
  )`,
  'create index saved_view_by_account on saved_view (account_id, created_at, id)',

  // A group of applications that are like its first one (server/casework/likeness). New ones are compared with the first ones
  // only, and only with those of some days: `document` is a copy, so that the index holds no others.
  `create table likeness (
    id uuid primary key references application (id),
    province text,
    topic_id text,
    begun_at timestamptz not null,
    size integer not null default 1,
    document tsvector not null
  )`,
  'create index likeness_document on likeness using gin (document) with (fastupdate = off)',
  'create index likeness_by_size on likeness (size desc, begun_at desc) where size > 2',
  // Which case belongs to which group; each case once.
  `create table case_likeness (
    application_id uuid primary key references application (id),
    likeness_id uuid not null references likeness (id)
  )`,
  'create index case_likeness_by_group on case_likeness (likeness_id, application_id)',

  ...protect('case_presence', `${REACHES_ALL} or ${ofVisibleCase('case_presence')}`),
  ...protect('saved_view', `${IS_SYSTEM} or account_id = ${OWN_ACCOUNT}`),
  ...protect('case_likeness', `${REACHES_ALL} or ${ofVisibleCase('case_likeness')}`),
  // By one of its cases: the words of the first one may be another institution's.
  ...protect(
    'likeness',
    `${REACHES_ALL} or exists (select from case_likeness where case_likeness.likeness_id = likeness.id)`,
  ),
];
