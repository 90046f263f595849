// Recordings and files of an application: what its manifest announces, what has come of it, and what was made of that.
// The bytes are in the blob store; here is everything that says which of them count.

import { type Kysely, sql } from 'kysely';

export const attachments = { number: 3, name: 'attachments', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table attachment (
    id uuid primary key,
    application_id uuid not null references application (id),
    kind text not null,
    role text not null check (role in ('description', 'supporting')),
    media_type text not null,
    byte_length bigint not null check (byte_length > 0),
    digest bytea not null check (length(digest) = 32),
    duration_ms integer,
    state text not null default 'expected'
      check (state in ('expected', 'uploading', 'stored', 'ready', 'rejected', 'original-only')),
    problem text,
    position integer not null,
    stored_at timestamptz,
    created_at timestamptz not null
  )`,
  `create unique index attachment_by_application on attachment (application_id, position)`,

  // The state of a resumable upload. The lease is the lock: whoever holds it may move received_bytes, on whichever server.
  // What is stored does not expire any more.
  `create table upload (
    attachment_id uuid primary key references attachment (id),
    received_bytes bigint not null default 0,
    expires_at timestamptz,
    lease uuid,
    lease_until timestamptz,
    is_lease_wanted boolean not null default false,
    created_at timestamptz not null
  )`,
  `create index upload_by_expiry on upload (expires_at)`,
  // Where the bytes are that are counted in received_bytes, in the order of first_byte, without a gap.
  `create table upload_part (
    attachment_id uuid not null references upload (attachment_id) on delete cascade,
    first_byte bigint not null,
    byte_length bigint not null check (byte_length > 0),
    name text not null,
    primary key (attachment_id, first_byte)
  )`,

  // What is kept and served of an attachment: 'original', and what was made of it.
  `create table rendition (
    attachment_id uuid not null references attachment (id),
    name text not null,
    media_type text not null,
    byte_length bigint not null,
    blob_key text not null,
    duration_ms integer,
    width integer,
    height integer,
    created_at timestamptz not null,
    primary key (attachment_id, name)
  )`,
  `create index rendition_by_blob on rendition (blob_key)`,

  // A job may concern one attachment. Such jobs take minutes, so they are not done in the transaction that ends them.
  `alter table job add column attachment_id uuid references attachment (id)`,
];
