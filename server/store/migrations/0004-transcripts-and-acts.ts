// What recordings say, in writing, and what citizens do in their threads: their word on such a text first of all.
// Texts and words are kept beside one another, so that nobody's text is ever replaced by another's.

import { type Kysely, sql } from 'kysely';

export const transcriptsAndActs = { number: 4, name: 'transcripts-and-acts', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  // The sequence, not a clock, says which is the newest.
  `create table transcript (
    id uuid primary key,
    attachment_id uuid not null references attachment (id),
    kind text not null check (kind in ('transcript', 'translation')),
    language text not null,
    cues jsonb not null,
    author_id uuid not null references staff_account (id),
    offered_at timestamptz not null,
    sequence bigint generated always as identity
  )`,
  `create index transcript_by_attachment on transcript (attachment_id, sequence desc)`,

  // The digest is that of the act's bytes, the receipt what the device was told: asked again, it is told the same.
  `create table thread_act (
    id uuid primary key,
    application_id uuid not null references application (id),
    kind text not null,
    digest bytea not null check (length(digest) = 32),
    locale text not null,
    written_at timestamptz not null,
    received_at timestamptz not null,
    receipt text not null
  )`,
  `create index thread_act_by_application on thread_act (application_id)`,

  `create table transcript_verdict (
    act_id uuid primary key references thread_act (id),
    transcript_id uuid not null references transcript (id),
    kind text not null check (kind in ('accepted', 'corrected', 'again')),
    text text check ((text is not null) = (kind = 'corrected')),
    at timestamptz not null,
    sequence bigint generated always as identity
  )`,
  `create index transcript_verdict_by_transcript on transcript_verdict (transcript_id, sequence desc)`,
  // What was accepted or corrected stands, whatever the code above it does.
  `create unique index transcript_settled_once on transcript_verdict (transcript_id)
    where kind in ('accepted', 'corrected')`,

  // A recording that came with an act, and the one instead of which it was made.
  `alter table attachment
    add column act_id uuid references thread_act (id),
    add column replaces_id uuid references attachment (id)`,
  `create index attachment_replacing on attachment (replaces_id) where replaces_id is not null`,
  `create index attachment_recorded on attachment (application_id)
    where kind in ('voice', 'sign-video', 'audio', 'video') and state in ('ready', 'original-only')`,

  ...['transcript', 'thread_act', 'transcript_verdict'].map(
    (table) => `create trigger ${table}_append_only before update or delete or truncate on ${table}
      for each statement execute function refuse_change()`,
  ),
];
