// What is said of a citizen's recording in writing, and the citizen's word on it, held by the chain of their case
// (docs/decisions/0062): `transcript-offered` and `transcript-judged` are events of it, with digests as 0025 makes them.
//
// `is_told`: an event tells of it. Rows from before have none, nor those of a server of the version before.

import { type Kysely, sql } from 'kysely';

export const transcriptsInTheChain = { number: 29, name: 'transcripts-in-the-chain', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  'alter table transcript add column is_told boolean not null default false',
  'alter table transcript_verdict add column is_told boolean not null default false',

  `create function transcript_parts(target uuid) returns jsonb language sql stable as $$
    select jsonb_build_object('transcript', jsonb_build_array(attachment_id, kind, language, cues, author_id,
      (extract(epoch from offered_at) * 1000000)::bigint)::text)
    from transcript where id = target
  $$`,
  // A recording that was made again comes with the act.
  `create function verdict_parts(target uuid, act uuid) returns jsonb language sql stable as $$
    select jsonb_build_object('files', given_files(target, act), 'verdict', jsonb_build_array(transcript_id, kind, text,
      (extract(epoch from at) * 1000000)::bigint)::text)
    from transcript_verdict where act_id = act
  $$`,
  `create or replace function case_event_parts(event case_event) returns jsonb language sql stable as $$
    select case
      when event.kind = 'received' then application_parts(event.application_id)
      when event.kind in ('drafted', 'answered') then reply_parts(event.reply_id)
      when event.kind in ('added', 'information-given', 'objected')
        then jsonb_build_object('files', given_files(event.application_id, event.id))
      when event.kind = 'transcript-offered' then transcript_parts(event.id)
      when event.kind = 'transcript-judged' then verdict_parts(event.application_id, event.id)
    end
  $$`,
  // As in 0025, but for what must be there before its event.
  `create or replace function chain_case_event() returns trigger language plpgsql as $$
    declare
      previous bytea;
      parts jsonb := case_event_parts(new);
      has_files boolean := new.given is not null;
    begin
      if new.sequence > 1 then
        select hash into strict previous from case_event
        where application_id = new.application_id and sequence = new.sequence - 1;
      end if;
      new.content_salt := gen_random_uuid();
      new.content_digest := sha256(uuid_send(new.content_salt) || convert_to(case_event_texts(new.payload), 'UTF8'));
      new.given := null;
      if parts is null and new.kind in ('drafted', 'answered', 'transcript-offered', 'transcript-judged') then
        raise exception 'there is nothing of which this event tells: %', new.kind;
      end if;
      if new.kind in ('received', 'added', 'information-given', 'objected') and not has_files then
        parts := parts - 'files';
      end if;
      if parts <> '{}' then
        select jsonb_object_agg(key,
            encode(sha256(uuid_send(new.content_salt) || convert_to(key || ':' || value, 'UTF8')), 'hex'))
          into strict new.given from jsonb_each_text(parts);
      end if;
      if new.kind = 'received' then
        new.given := new.given || (select jsonb_build_object('accepted', encode(digest, 'hex'))
          from application where id = new.application_id);
      end if;
      new.hash := case_event_hash_salted(previous, new);
      return new;
    end
  $$`,
];
