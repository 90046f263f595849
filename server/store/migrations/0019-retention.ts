// What makes content erasable, and the history of a case still provable (docs/decisions/0039).
//
// Of an event the texts are hashed apart, with a salt: `content_digest` = SHA-256(salt ‖ texts). The chain is made over the
// digest, and over the rest of the row. Texts and salt may go, and the chain stays as it was; without the salt nobody can try
// out which text it was. Only `erase_case` takes them away, and only of a case whose chain says so itself (`erased`).
//
// Who may read the new columns: whoever reads the row.

import { type Kysely, sql } from 'kysely';

export const retention = { number: 19, name: 'retention', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

/** What people wrote, of whatever event; all else of an event is what the case's state is made of. */
const TEXT_KEYS = `array['text', 'reason', 'question', 'explanation', 'documents']`;

/** As long as this is set, and by nobody but `erase_case`, rows that are only ever added to may go. */
const ERASING = `current_setting('kopru.erasing', true)`;

const STATEMENTS = [
  // Null in the rows of before, whose hash is made over the whole payload; empty in those of them that were erased.
  `alter table case_event
    add column content_salt uuid,
    add column content_digest bytea check (length(content_digest) in (0, 32))`,
  `create function case_event_texts(payload jsonb) returns text language sql immutable as $$
    select coalesce(jsonb_object_agg(key, value)::text, '') from jsonb_each(payload) where key = any(${TEXT_KEYS})
  $$`,
  `create function case_event_rest(payload jsonb) returns jsonb language sql immutable as $$
    select nullif(payload - ${TEXT_KEYS}, '{}')
  $$`,
  // One line more than that of before: no row gives the bytes of another.
  `create function case_event_hash_salted(previous bytea, event case_event) returns bytea language sql stable as $$
    select sha256(convert_to(concat_ws(E'\\n',
      coalesce(encode(previous, 'hex'), ''), event.application_id, event.sequence, event.id, event.kind,
      (extract(epoch from event.at) * 1000000)::bigint, coalesce(event.institution_id, ''),
      coalesce(event.reply_id::text, ''), coalesce(event.actor_id::text, ''),
      coalesce(case_event_rest(event.payload)::text, ''), encode(event.content_digest, 'hex'), event.position
    ), 'UTF8'))
  $$`,
  `create or replace function chain_case_event() returns trigger language plpgsql as $$
    declare
      previous bytea;
    begin
      if new.sequence > 1 then
        select hash into strict previous from case_event
        where application_id = new.application_id and sequence = new.sequence - 1;
      end if;
      new.content_salt := gen_random_uuid();
      new.content_digest := sha256(uuid_send(new.content_salt) || convert_to(case_event_texts(new.payload), 'UTF8'));
      new.hash := case_event_hash_salted(previous, new);
      return new;
    end
  $$`,

  `create or replace function refuse_change() returns trigger language plpgsql as $$
    begin
      if ${ERASING} = 'yes' and tg_op <> 'TRUNCATE' then return null; end if;
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end
  $$`,

  // `read_at`: of the newest event that a device has fetched. `erasure_due_on`: a request for erasure waits for a word until then.
  `alter table case_file
    add column read_at timestamptz,
    add column erasure_due_on date,
    add column erasure_granted_at timestamptz,
    add column erased_at timestamptz,
    add column identity_erased_at timestamptz`,
  `create index case_file_erasure on case_file (due_on, application_id) where erasure_due_on is not null`,
  `create index case_file_to_erase on case_file (application_id)
    where erased_at is null and (erasure_due_on is not null or erasure_granted_at is not null)`,
  `create index case_file_over on case_file (application_id)
    where erased_at is null and state in ('closed', 'withdrawn', 'not-examined')`,

  // As its owner: what the program works as may take none of this away. Policies hold for it all the same, so that only the
  // program itself, and no officer's or citizen's request, gets anywhere with it.
  `create function erase_identity(target uuid) returns void language plpgsql security definer set search_path from current as $$
    begin
      update applicant set full_name = null, identity_number = null, address_kind = null, address_text = null,
        phone = null, email = null where application_id = target;
      delete from notice_subscription where application_id = target;
    end
  $$`,
  `create function erase_case(target uuid) returns void language plpgsql security definer set search_path from current as $$
    begin
      if not exists (select from case_event where application_id = target and kind = 'erased') then
        raise exception 'the history of this case does not say that it is erased' using errcode = 'insufficient_privilege';
      end if;
      perform set_config('kopru.erasing', 'yes', true);
      perform erase_identity(target);
      delete from transcript_verdict using transcript, attachment
        where transcript.id = transcript_id and attachment.id = transcript.attachment_id and application_id = target;
      delete from transcript using attachment where attachment.id = attachment_id and application_id = target;
      delete from rendition using attachment where attachment.id = attachment_id and application_id = target;
      delete from upload using attachment where attachment.id = attachment_id and application_id = target;
      delete from job where application_id = target and attachment_id is not null;
      delete from attachment where application_id = target;
      -- The request's own row stays: a device that has not heard yet is told the same as before.
      delete from thread_act where application_id = target and kind <> 'erasure';
      delete from staff_action where application_id = target;
      delete from case_opinion where application_id = target;
      update reply set text = '', source = null, blocks = null, summary = null, override_reason = null
        where application_id = target;
      delete from case_search where application_id = target;
      delete from case_presence where application_id = target;
      delete from case_likeness where application_id = target;
      update likeness set document = '' where id = target;
      delete from likeness where id = target
        and not exists (select from case_likeness where likeness_id = likeness.id);
      -- The figures that it was counted in stay; that it was this case goes.
      delete from figure_case where application_id = target;
      delete from figure_change where application_id = target;
      -- A heading is needed wherever it is shown; the number says nothing of it.
      update application set subject = number, description = '', addressed_to = null, addressed_name = null,
        province = null, district = null, place_detail = null, coordinates = null, before_court = null,
        formats = '{}', written_at = received_at where id = target;
      update case_event set payload = case_event_rest(payload), content_salt = null,
        content_digest = coalesce(content_digest, '')
        where application_id = target
          and (content_salt is not null or content_digest is null and case_event_texts(payload) <> '');
      update case_file set unit_id = null, colleague_id = null, erasure_due_on = null, erased_at = erased.at,
        identity_erased_at = erased.at
        from (select at from case_event where application_id = target and kind = 'erased') as erased
        where application_id = target;
      perform set_config('kopru.erasing', '', true);
    end
  $$`,
  'revoke all on function erase_case(uuid), erase_identity(uuid) from public',
];
