// Clips in sign language that the console records and publishes for the places of the app.

import { type Kysely, sql } from 'kysely';

export const signClips = { number: 6, name: 'sign-clips', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table sign_clip (
    id uuid primary key,
    slot text not null,
    media_type text not null,
    byte_length bigint not null check (byte_length > 0),
    digest bytea not null check (length(digest) = 32),
    state text not null default 'stored' check (state in ('stored', 'ready', 'rejected', 'original-only')),
    problem text,
    captions jsonb,
    author_id uuid not null references staff_account (id),
    stored_at timestamptz not null,
    published_at timestamptz,
    removed_at timestamptz
  )`,
  // Of a place, citizens see one clip, and one more is being made; what was replaced or taken back stays as history.
  `create unique index sign_clip_published on sign_clip (slot) where published_at is not null and removed_at is null`,
  `create unique index sign_clip_draft on sign_clip (slot) where published_at is null and removed_at is null`,

  `create table sign_clip_rendition (
    clip_id uuid not null references sign_clip (id),
    name text not null,
    media_type text not null,
    byte_length bigint not null,
    blob_key text not null,
    duration_ms integer,
    width integer,
    height integer,
    primary key (clip_id, name)
  )`,
  `create index sign_clip_rendition_by_blob on sign_clip_rendition (blob_key)`,

  // The media jobs work on clips as on attachments; a clip belongs to no application.
  `alter table job alter column application_id drop not null`,
  `alter table job add column clip_id uuid references sign_clip (id)`,
  `alter table job add constraint job_of_something check (application_id is not null or clip_id is not null)`,
  `alter table audit_entry add column clip_id uuid`,
];
