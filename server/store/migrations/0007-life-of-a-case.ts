// The whole life of a case: what each event says, and a chain over a case's events that shows whether anything was changed.
//
// The database makes the chain, whoever writes an event: hash = SHA-256 over the hash before it and every column of the row
// (server/audit/chain.ts computes the same). `case_file` keeps the newest hash and how many events there are. `position` is
// the order in which events came to the table, over which the anchors are made (server/audit/anchors.ts).

import { type Kysely, sql } from 'kysely';

export const lifeOfACase = { number: 7, name: 'life-of-a-case', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  'alter table case_event disable trigger case_event_append_only',
  `alter table case_event
    add column id uuid not null default gen_random_uuid(),
    add column payload jsonb,
    add column hash bytea check (length(hash) = 32),
    add column position bigint generated always as identity`,

  // Instants as microseconds, so that no writer's format counts. No field but a text could hold a line feed, and one more of
  // them would be one line more: two different rows never give the same bytes.
  `create function case_event_hash(previous bytea, event case_event) returns bytea language sql stable as $$
    select sha256(convert_to(concat_ws(E'\\n',
      coalesce(encode(previous, 'hex'), ''), event.application_id, event.sequence, event.id, event.kind,
      (extract(epoch from event.at) * 1000000)::bigint, coalesce(event.institution_id, ''),
      coalesce(event.reply_id::text, ''), coalesce(event.actor_id::text, ''), coalesce(event.payload::text, ''),
      event.position
    ), 'UTF8'))
  $$`,
  `create function chain_case_event() returns trigger language plpgsql as $$
    declare
      previous bytea;
    begin
      if new.sequence > 1 then
        select hash into strict previous from case_event
        where application_id = new.application_id and sequence = new.sequence - 1;
      end if;
      new.hash := case_event_hash(previous, new);
      return new;
    end
  $$`,
  `do $$
    declare
      event case_event;
      previous bytea;
    begin
      for event in select * from case_event order by application_id, sequence loop
        if event.sequence = 1 then previous := null; end if;
        previous := case_event_hash(previous, event);
        update case_event set hash = previous
        where application_id = event.application_id and sequence = event.sequence;
      end loop;
    end
  $$`,
  'alter table case_event alter column hash set not null',
  'alter table case_event enable trigger case_event_append_only',
  `create trigger case_event_chain before insert on case_event
    for each row execute function chain_case_event()`,
  'create unique index case_event_by_position on case_event (position)',

  'drop index case_file_desk, case_file_centre, case_file_answered',
  'alter table case_file drop constraint case_file_state_check',
  `alter table case_file
    add constraint case_file_state_check check (state in ('received', 'assigned', 'information-asked', 'drafted',
      'answered', 'objected', 'closed', 'withdrawn', 'not-examined')),
    add column is_open boolean not null generated always as (
      state in ('received', 'assigned', 'information-asked', 'drafted', 'objected')) stored,
    add column head bytea check (length(head) = 32),
    add column event_count integer not null default 0,
    add column due_soon_at timestamptz,
    add column escalated_at timestamptz`,
  `update case_file set head = newest.hash, event_count = newest.sequence
    from (select distinct on (application_id) application_id, hash, sequence from case_event
      order by application_id, sequence desc) as newest
    where newest.application_id = case_file.application_id`,
  'create index case_file_desk on case_file (institution_id, due_on, application_id) where is_open',
  'create index case_file_centre on case_file (due_on, application_id) where is_open',
  `create index case_file_done on case_file (institution_id, changed_at desc, application_id) where not is_open`,

  'alter table institution add column needs_approval boolean not null default false',

  // A draft is a reply that nobody has sent yet; the citizen reads no draft.
  `alter table reply
    add column is_draft boolean not null default false,
    add column sent_at timestamptz`,

  `create table staff_action (
    id uuid primary key,
    application_id uuid not null references application (id),
    actor_id uuid not null references staff_account (id),
    kind text not null,
    digest bytea not null check (length(digest) = 32),
    at timestamptz not null
  )`,
  `create trigger staff_action_append_only before update or delete or truncate on staff_action
    for each statement execute function refuse_change()`,

  // Whoever was asked sees the case while it is open.
  `create table case_opinion (
    event_id uuid primary key,
    application_id uuid not null references application (id),
    asked_of text not null references institution (id),
    asked_at timestamptz not null,
    given_at timestamptz
  )`,
  `create index case_opinion_by_institution on case_opinion (asked_of, application_id)`,
];
