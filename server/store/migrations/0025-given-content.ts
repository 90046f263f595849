// What the citizen is given, and what they gave, held by the chain of their case (docs/decisions/0056).
//
// `given` of an event is one digest for each part: SHA-256(salt ‖ part ':' ‖ content). The salt is the event's own, and goes when
// the case is erased; `accepted` alone is a bare one, that of the application's bytes, which stays. The database makes it, as it
// makes the chain: a server of the version before writes it, too. Rows from before have none, and their hash is as it was.
// That version adds a citizen's files after the event that brings them: of files a row tells only where it came with `given`, empty.
//
// Beside it: what was accepted or sent is not changed by anybody but `erase_case`, and nobody can pass for that.

import { type Kysely, sql } from 'kysely';

export const givenContent = { number: 25, name: 'given-content', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

/** Of an application that was accepted, all but under which secret its thread is found. */
const MOVABLE = `array['tracking_mac', 'tracking_secret']`;

/** Acts that may bring files: the event has the act's id. */
const BRINGING = `'added', 'information-given', 'objected'`;

/** Of a file of an answer that was sent. */
const SENT_COLUMNS = [
  'application_id',
  'kind',
  'role',
  'digest',
  'reply_id',
  'position',
  'name',
  'alternative',
];

const STATEMENTS = [
  // The setting anybody may make; to work as the owner, only `erase_case` and `erase_identity` let the program.
  `create function is_erasing() returns boolean language sql stable as $$
    select coalesce(current_setting('kopru.erasing', true), '') = 'yes' and current_user =
      (select pg_get_userbyid(relowner) from pg_class where oid = 'case_event'::regclass)
  $$`,
  `create or replace function refuse_change() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'TRUNCATE' and is_erasing() then return null; end if;
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end
  $$`,
  // Says itself that it did, whoever calls it.
  `create or replace function erase_identity(target uuid) returns void language plpgsql security definer set search_path from current as $$
    begin
      update applicant set full_name = null, identity_number = null, address_kind = null, address_text = null,
        phone = null, email = null where application_id = target;
      delete from notice_subscription where application_id = target;
      update case_file set identity_erased_at = now() where application_id = target and identity_erased_at is null;
    end
  $$`,

  'alter table case_event add column given jsonb',

  // A jsonb's text has one form: equal contents are equal texts. Null where there is nothing of which an event tells.
  `create function given_files(target uuid, act uuid) returns text language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_array(id, kind, role, media_type, byte_length, encode(digest, 'hex'), duration_ms,
      position, replaces_id) order by position, id), '[]')::text
    from attachment where application_id = target and role <> 'answer' and act_id is not distinct from act
  $$`,
  `create function application_parts(target uuid) returns jsonb language sql stable as $$
    select jsonb_build_object('files', given_files(target, null), 'application', jsonb_build_array(number, kind, subject, description, addressed_to,
      addressed_name, province, district, place_detail, coordinates, before_court, hide_identity, formats, locale,
      notice_version, (extract(epoch from written_at) * 1000000)::bigint,
      (extract(epoch from received_at) * 1000000)::bigint, due_on, receipt)::text)
    from application where id = target
  $$`,
  `create function reply_parts(target uuid) returns jsonb language sql stable as $$
    select jsonb_build_object(
      'text', jsonb_build_array(application_id, institution_id, author_id, text, source, blocks::jsonb, override_reason,
        (extract(epoch from written_at) * 1000000)::bigint)::text,
      'summary', jsonb_build_array(summary)::text,
      'captions', (select coalesce(jsonb_agg(jsonb_build_array(id, captions::jsonb) order by position, id), '[]')::text
        from attachment where reply_id = reply.id),
      'files', (select coalesce(jsonb_agg(jsonb_build_array(id, kind, encode(digest, 'hex'), name, alternative,
          (select jsonb_agg(jsonb_build_array(rendition.name, media_type, blob_key) order by rendition.name)
            from rendition where attachment_id = attachment.id))
        order by position, id), '[]')::text from attachment where reply_id = reply.id))
    from reply where id = target
  $$`,
  `create function case_event_parts(event case_event) returns jsonb language sql stable as $$
    select case
      when event.kind = 'received' then application_parts(event.application_id)
      when event.kind in ('drafted', 'answered') then reply_parts(event.reply_id)
      when event.kind in (${BRINGING}) then jsonb_build_object('files', given_files(event.application_id, event.id))
    end
  $$`,
  // One line more where there is one; without, what it was: concat_ws leaves out a null.
  `create or replace function case_event_hash_salted(previous bytea, event case_event) returns bytea language sql stable as $$
    select sha256(convert_to(concat_ws(E'\\n',
      coalesce(encode(previous, 'hex'), ''), event.application_id, event.sequence, event.id, event.kind,
      (extract(epoch from event.at) * 1000000)::bigint, coalesce(event.institution_id, ''),
      coalesce(event.reply_id::text, ''), coalesce(event.actor_id::text, ''),
      coalesce(case_event_rest(event.payload)::text, ''), encode(event.content_digest, 'hex'), event.position,
      event.given::text
    ), 'UTF8'))
  $$`,
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
      if parts is null and new.kind in ('drafted', 'answered') then
        raise exception 'there is nothing of which this event tells: %', new.kind;
      end if;
      if new.kind in ('received', ${BRINGING}) and not has_files then parts := parts - 'files'; end if;
      if parts <> '{}' then
        select jsonb_object_agg(key,
            encode(sha256(uuid_send(new.content_salt) || convert_to(key || ':' || value, 'UTF8')), 'hex'))
          into strict new.given from jsonb_each_text(parts);
      end if;
      -- Of the first releases, which write the application in the same moment, there is nothing yet: no acceptance fails for it.
      if new.kind = 'received' then
        new.given := new.given || (select jsonb_build_object('accepted', encode(digest, 'hex'))
          from application where id = new.application_id);
      end if;
      new.hash := case_event_hash_salted(previous, new);
      return new;
    end
  $$`,

  `create function keep_application() returns trigger language plpgsql as $$
    begin
      if not is_erasing() and to_jsonb(new) - ${MOVABLE} is distinct from to_jsonb(old) - ${MOVABLE} then
        raise exception 'an accepted application does not change' using errcode = 'insufficient_privilege';
      end if;
      return new;
    end
  $$`,
  `create trigger application_kept before update on application for each row execute function keep_application()`,
  // A draft becomes an answer once, word for word.
  `create function keep_reply() returns trigger language plpgsql as $$
    begin
      if is_erasing() then return new; end if;
      if not old.is_draft
        or to_jsonb(new) - array['is_draft', 'sent_at'] is distinct from to_jsonb(old) - array['is_draft', 'sent_at'] then
        raise exception 'a reply that was drafted or sent does not change' using errcode = 'insufficient_privilege';
      end if;
      return new;
    end
  $$`,
  `create trigger reply_kept before update on reply for each row execute function keep_reply()`,
  `create function keep_sent_file() returns trigger language plpgsql as $$
    begin
      if is_erasing() then return case when tg_op = 'DELETE' then old else new end; end if;
      if old.reply_id is null then
        if exists (select from case_event where application_id = new.application_id and kind = 'answered'
          and reply_id = new.reply_id) then
          raise exception 'a reply that was sent takes no more files' using errcode = 'insufficient_privilege';
        end if;
      elsif exists (select from reply where reply.id = old.reply_id and not is_draft) and (tg_op = 'DELETE'
        or row(${SENT_COLUMNS.map((name) => `new.${name}`)}) is distinct from row(${SENT_COLUMNS.map((name) => `old.${name}`)})
        or new.captions::text is distinct from old.captions::text) then
        raise exception 'a file that was sent with a reply does not change' using errcode = 'insufficient_privilege';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end
  $$`,
  `create trigger attachment_kept before delete on attachment for each row
    when (old.reply_id is not null) execute function keep_sent_file()`,
  `create trigger attachment_sent before update on attachment for each row
    when (old.reply_id is not null or new.reply_id is not null) execute function keep_sent_file()`,
];
