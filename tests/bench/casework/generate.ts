// Fills a migrated database with open and closed cases, inside the server: applications, applicants, events with their hash
// chain, replies, terms, groups of like ones, and the case files that sum them up. The same seed and numbers give the same cases.
//
// Invariants: 1. The database's own trigger makes every hash; `npm run audit:verify` finds nothing. 2. While it loads, the
// indexes that only make things faster are away and references are not checked; both are back before it returns.
// 3. Works as the superuser of the embedded database: nobody else may do 2.

import type pg from 'pg';
import type { TopicFinder } from '../../../src/domain/topic.ts';
import {
  ASK_AND_REMIND,
  CENTRE_ACCOUNT,
  IS_ASKED,
  IS_ASKED_OF_UNIT,
  IS_GIVEN,
} from './asked-and-reminded.ts';
import { GROUP } from './groups.ts';
import { makePieces, type Piece } from './texts.ts';

export interface Numbers {
  open: number;
  closed: number;
}

/** Cases that are written in one transaction. */
const BATCH_SIZE = 50_000;
/** The tables whose size grows with the cases. */
export const LARGE_TABLES = [
  'application',
  'applicant',
  'case_file',
  'case_event',
  'case_search',
  'reply',
  'figure_case',
  'figure_count',
  'likeness',
  'case_likeness',
  'audit_entry',
  'case_opinion',
  'staff_reminder',
] as const;

export interface Making {
  findTopics: TopicFinder;
  /** The newest application is of then; the oldest is of two years before. */
  nowMs: number;
  tell: (line: string) => void;
}

export async function generateCases(
  superuser: pg.Client,
  { open, closed }: Numbers,
  { findTopics, nowMs, tell }: Making,
): Promise<void> {
  await superuser.query(
    `set maintenance_work_mem = '256MB'; set synchronous_commit = off; select setseed(0.29)`,
  );
  await prepare(superuser, findTopics, new Date(nowMs));
  const indexes = await takeIndexesAway(superuser);
  await superuser.query(`set session_replication_role = replica;
    alter table case_event enable always trigger case_event_chain`);
  for (let from = 1; from <= open + closed; from += BATCH_SIZE) {
    const to = Math.min(from + BATCH_SIZE - 1, open + closed);
    await superuser.query('begin');
    await superuser.query(DRAW, [from, to, open]);
    for (const statement of [...WRITE, ...GROUP, ...ASK_AND_REMIND]) await superuser.query(statement);
    await superuser.query('commit');
    tell(`${to.toLocaleString('en')} cases`);
  }
  await superuser.query(`alter table case_event enable trigger case_event_chain;
    set session_replication_role = origin`);
  for (const definition of indexes) await superuser.query(definition);
  tell('indexes');
  for (const table of LARGE_TABLES) await superuser.query(`vacuum (freeze, analyze) ${table}`);
  tell('statistics');
}

/** @returns the statements that bring them back; keys stay */
async function takeIndexesAway(superuser: pg.Client): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not indisunique`,
    [LARGE_TABLES],
  );
  for (const { name } of rows) await superuser.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

async function prepare(superuser: pg.Client, findTopics: TopicFinder, now: Date): Promise<void> {
  const { topics, details, places } = await makePieces();
  await superuser.query(`create temp table piece (sort text, nth integer, subject text, text text, document tsvector,
    topic_id text, primary key (sort, nth))`);
  for (const [sort, pieces] of Object.entries({ topics, details, places }))
    await storePieces(superuser, sort, pieces, findTopics);
  await superuser.query(`
    create temp table holder as
      select id, row_number() over (order by scope = 'national' desc, id) - 1 as nth, gen_random_uuid() as author_id,
        (select min(unit.id) from unit where unit.institution_id = institution.id) as unit_id
      from institution where not is_retired;
    insert into staff_account (id, name, institution_id, unit_id, created_at)
      select author_id, 'Ekin Deneme', id, unit_id, now() from holder;
    ${CENTRE_ACCOUNT};
    create temp table drawn (nth bigint primary key, id uuid, reply_id uuid, opinion_id uuid, received_at timestamptz, worked interval,
      state text, kind text, province text, holder text, other text, author_id uuid, unit_id text, locale text, formats text[],
      topic integer, detail integer, place integer, is_transferred boolean, due_on date)`);
  await superuser.query(`create temp table moment as select $1::timestamptz as now`, [now]);
}

async function storePieces(
  superuser: pg.Client,
  sort: string,
  pieces: readonly Piece[],
  findTopics: TopicFinder,
): Promise<void> {
  const found = pieces.map((piece) => ({
    ...piece,
    topic_id: sort === 'topics' ? findTopics(piece.subject, piece.text)[0] : undefined,
  }));
  await superuser.query(
    `insert into piece select $1, nth - 1, subject, text, array_to_tsvector(terms), topic_id
     from rows from (json_to_recordset($2::json) as (subject text, text text, terms text[], topic_id text))
       with ordinality as one (subject, text, terms, topic_id, nth)`,
    [sort, JSON.stringify(found)],
  );
}

/** One of an array, the first the likeliest. */
const pick = (array: string): string =>
  `(${array})[1 + floor(cardinality(${array}) * random() ^ 2)::integer]`;
const OPEN_STATES = `array['assigned', 'assigned', 'assigned', 'objected', 'information-asked', 'drafted', 'received']`;
const CLOSED_STATES = `array['closed', 'closed', 'answered', 'not-examined', 'withdrawn']`;
/** So long a cost that waits moves the last day. */
const FEE_DAYS = 30;
const KINDS = `array['complaint', 'request', 'information', 'tip-off', 'opinion', 'thanks', 'disaster']`;
const LOCALES = `array['tr', 'tr', 'tr', 'tr', 'tr', 'tr', 'tr', 'tr-simple', 'ar', 'en']`;
const id = (salt: string): string =>
  `(lpad(to_hex((extract(epoch from received_at) * 1000)::bigint), 12, '0') || '7' || substr(md5('${salt}' || die.nth), 1, 3)
    || 'a' || substr(md5('${salt}' || die.nth), 4, 15))::uuid`;

/** $1 to $2: which cases; up to $3 they are open. Few institutions and provinces have most of them, as in life. */
const DRAW = `
  with die as materialized (
    select nth, nth <= $3 as is_open, floor((select count(*) from holder) * random() ^ 3)::integer as holder,
      floor((select count(*) from holder) * random())::integer as other,
      moment.now - case when nth <= $3 then interval '45 days' else interval '730 days' end * random()
        - case when nth <= $3 then interval '0' else interval '2 days' end as received_at,
      interval '29 days' * random() * random() + case when random() < 0.08 then interval '20 days' else interval '0' end
        as worked
    from moment, generate_series($1::bigint, $2::bigint) as nth
  ), emptied as (delete from drawn)
  insert into drawn
  select die.nth, ${id('a')}, ${id('r')}, ${id('o')}, received_at,
    least(worked, moment.now - received_at), case when is_open then ${pick(OPEN_STATES)} else ${pick(CLOSED_STATES)} end,
    ${pick(KINDS)}, lpad((1 + floor(81 * random() ^ 2))::text, 2, '0'), holder.id, other.id, holder.author_id, holder.unit_id,
    (${LOCALES})[1 + floor(10 * random())::integer],
    case when random() < 0.9 then array['text'] when random() < 0.4 then array['plain-language']
      when random() < 0.5 then array['large-print', 'audio'] when random() < 0.5 then array['audio']
      else array['sign-language'] end,
    floor(200 * random() ^ 1.5), floor((select count(*) from piece where sort = 'details') * random()),
    floor((select count(*) from piece where sort = 'places') * random()),
    random() < 0.15 and holder.id <> other.id, (received_at at time zone 'Europe/Istanbul')::date + 30
  from moment, die join holder on holder.nth = die.holder join holder as other on other.nth = die.other`;

const event = (
  kind: string,
  fields: {
    at: string;
    where: string;
    by?: 'holder' | 'other';
    reply?: boolean;
    actor?: boolean;
    payload?: string;
    rank: number;
    id?: string;
  },
) =>
  `select id, ${fields.id ?? 'gen_random_uuid()'} as event_id, ${fields.rank} as rank, '${kind}' as kind, received_at + ${fields.at} as at,
     ${fields.by ?? 'null::text'} as institution_id, ${fields.reply ? 'reply_id' : 'null::uuid'} as reply_id,
     ${fields.actor ? 'author_id' : 'null::uuid'} as actor_id, ${fields.payload ?? 'null::jsonb'} as payload
   from drawn where ${fields.where}`;

const EVENTS = [
  event('received', { rank: 1, at: `interval '0'`, where: 'true' }),
  event('assigned', {
    rank: 2,
    at: `interval '1 second'`,
    where: `state <> 'received' and not is_transferred`,
    by: 'holder',
  }),
  event('assigned', {
    rank: 2,
    at: `interval '1 second'`,
    where: `state <> 'received' and is_transferred`,
    by: 'other',
  }),
  event('transferred', {
    rank: 3,
    at: 'worked / 4',
    where: `state <> 'received' and is_transferred`,
    by: 'holder',
    actor: true,
    payload: `jsonb_build_object('from', other, 'reason', 'Konu başka bir kurumun görevinde.')`,
  }),
  event('opinion-asked', {
    rank: 4,
    id: 'opinion_id',
    at: 'worked / 3',
    where: `${IS_ASKED} and unit_id is not null`,
    by: 'holder',
    actor: true,
    payload: `jsonb_strip_nulls(jsonb_build_object('askedOf', case when ${IS_ASKED_OF_UNIT} then holder else other end,
      'unitId', case when ${IS_ASKED_OF_UNIT} then unit_id end, 'question', 'Bu yer sizin bakımınızda mı?'))`,
  }),
  event('opinion-given', {
    rank: 5,
    at: 'worked / 2',
    where: `${IS_ASKED} and unit_id is not null and ${IS_GIVEN}`,
    by: 'other',
    actor: true,
    payload: `jsonb_strip_nulls(jsonb_build_object('opinionId', opinion_id,
      'unitId', case when ${IS_ASKED_OF_UNIT} then unit_id end, 'text', 'Evet, ekibimiz bu hafta orada.'))`,
  }),
  event('information-asked', {
    rank: 6,
    at: 'worked',
    where: `state = 'information-asked' and kind <> 'information'`,
    by: 'holder',
    actor: true,
    payload: `jsonb_build_object('question', 'Hangi sokaktan söz ediyorsunuz?')`,
  }),
  // A cost, which stops the clock.
  event('information-asked', {
    rank: 6,
    at: 'worked',
    where: `state = 'information-asked' and kind = 'information'`,
    by: 'holder',
    actor: true,
    payload: `jsonb_build_object('question', 'Bu bilgilere erişimin ücreti 45 TL.', 'dueOn', due_on + ${FEE_DAYS},
      'fee', jsonb_build_object('amount', 4500, 'until', due_on + ${FEE_DAYS - 10}, 'left', 3))`,
  }),
  event('drafted', {
    rank: 6,
    at: 'worked',
    where: `state = 'drafted'`,
    by: 'holder',
    reply: true,
    actor: true,
  }),
  event('answered', {
    rank: 6,
    at: 'worked',
    where: `state in ('answered', 'closed', 'objected')`,
    by: 'holder',
    reply: true,
    actor: true,
  }),
  event('objected', {
    rank: 7,
    at: `worked + interval '1 minute'`,
    where: `state = 'objected'`,
    reply: true,
    payload: `jsonb_build_object('text', 'Sorun sürüyor.', 'dueOn', due_on + 30)`,
  }),
  event('closed', {
    rank: 7,
    at: `worked + interval '1 minute'`,
    where: `state = 'closed'`,
    by: 'holder',
    actor: true,
  }),
  event('withdrawn', { rank: 6, at: 'worked', where: `state = 'withdrawn'` }),
  event('not-examined', {
    rank: 6,
    at: 'worked',
    where: `state = 'not-examined'`,
    by: 'holder',
    actor: true,
    payload: `jsonb_build_object('ground', case when kind = 'information' then 'already-public' else 'no-subject' end,
      'explanation', 'Başvuruda belirli bir konu yok.')`,
  }),
];

const WRITE = [
  `insert into application (id, number, digest, tracking_mac, kind, subject, description, province, before_court,
     hide_identity, formats, locale, notice_version, written_at, received_at, due_on, receipt)
   select id, '2024-' || lpad(drawn.nth::text, 7, '0'), sha256(id::text::bytea), sha256(reply_id::text::bytea), kind,
     topic.subject, topic.text || ' ' || detail.text || ' ' || place.text, province, false, drawn.nth % 20 = 0, formats,
     locale, '2026-11', received_at - interval '1 minute', received_at, due_on, repeat(md5(drawn.nth::text), 14)
   from drawn
   join piece as topic on topic.sort = 'topics' and topic.nth = drawn.topic
   join piece as detail on detail.sort = 'details' and detail.nth = drawn.detail
   join piece as place on place.sort = 'places' and place.nth = drawn.place
   order by id`,
  'insert into applicant (application_id) select id from drawn order by id',
  `insert into reply (id, application_id, institution_id, author_id, text, written_at, is_draft)
   select reply_id, id, holder, author_id, 'Bildirdiğiniz yere bir ekip gönderdik; sorun giderildi. ' || repeat(md5(nth::text), 12),
     received_at + worked, state = 'drafted'
   from drawn where state in ('answered', 'closed', 'objected', 'drafted') order by id`,
  `insert into case_event (application_id, sequence, id, kind, at, institution_id, reply_id, actor_id, payload, given)
   select id, row_number() over (partition by id order by rank), event_id, kind, at, institution_id, reply_id, actor_id, payload, '{}'
   from (${EVENTS.join(' union all ')}) as event order by id, rank`,
  // Of an institution's open cases every third lies with a unit, every sixth on somebody's desk.
  `insert into case_file (application_id, kind, province, topic_id, state, institution_id, unit_id, colleague_id, received_at, due_on, changed_at, head, event_count,
     due_soon_at, escalated_at)
   select id, kind, province, topic.topic_id, state, case when state <> 'received' then holder end,
     case when is_open and state <> 'received' and drawn.nth % 3 = 0 then unit_id end,
     case when is_open and state <> 'received' and drawn.nth % 6 = 0 then author_id end, received_at,
     moved.due_on, newest.at, newest.hash, newest.sequence,
     case when is_open and moved.due_on <= moment.now + interval '7 days' then moment.now end,
     case when is_open and moved.due_on < moment.now::date then moment.now end
   from moment, drawn
   join piece as topic on topic.sort = 'topics' and topic.nth = drawn.topic
   cross join lateral (select state in ('received', 'assigned', 'information-asked', 'drafted', 'objected') as is_open)
   cross join lateral (
     select drawn.due_on + case when state = 'objected' then 30
       when state = 'information-asked' and kind = 'information' then ${FEE_DAYS} else 0 end as due_on
   ) as moved
   cross join lateral (
     select at, hash, sequence from case_event where application_id = drawn.id order by sequence desc limit 1
   ) as newest
   order by id`,
  `insert into case_search (application_id, document, is_open)
   select id, topic.document || detail.document || place.document,
     state in ('received', 'assigned', 'information-asked', 'drafted', 'objected')
   from drawn
   join piece as topic on topic.sort = 'topics' and topic.nth = drawn.topic
   join piece as detail on detail.sort = 'details' and detail.nth = drawn.detail
   join piece as place on place.sort = 'places' and place.nth = drawn.place
   order by id`,
  `insert into audit_entry (at, action, actor_id, application_id)
   select received_at + worked, 'identity-read', author_id, id from drawn where state <> 'received' order by received_at`,
  'insert into figure_change (application_id) select id from drawn order by id',
  `insert into job (kind, application_id, run_after)
   select 'assign', id, moment.now + interval '1 day' from moment, drawn where state = 'received'`,
];
