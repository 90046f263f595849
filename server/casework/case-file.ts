// Cases under their locks: reads their events, lets the domain decide what they add up to, and appends to them.
// Several cases are read and written in as many statements as one: a round trip each would cost more than the work.
//
// Invariants: 1. Whoever changes a case holds the lock of its case_file row to the end of the transaction, so
// the next event's number and the state it starts from are both certain. Locks are taken in the order of the ids,
// so two who want the same cases wait for each other instead of deadlocking. 2. stepCase of the domain decides;
// nothing here does. 3. case_file says the same as the events, in the same transaction, and which hash is their newest
// (server/audit/chain.ts). 4. What an event brings or sends, its files or its reply, is written before it: the database makes
// the event's digests of it (store/migrations/0025).

import { type Kysely, sql, type Transaction } from 'kysely';
import { type CaseEvent, type CaseState, holderOf, stepCase } from '../../src/domain/case.ts';
import { newsOf } from '../../src/domain/case-news.ts';
import { bringsNews } from '../../src/domain/notice.ts';
import { oweNotices } from '../notify/write-notices.ts';
import type { Database, EventPayload } from '../store/schema.ts';

export interface LockedCase {
  applicationId: string;
  state: CaseState;
  /** Its whole history. */
  history: readonly CaseEvent[];
  lastSequence: number;
}

export interface CaseChange {
  locked: LockedCase;
  /** Found to fit by stateAfter; at least one. */
  events: readonly CaseEvent[];
}

/**
 * @returns undefined when there is no such case
 * @throws Error as lockCases
 */
export async function lockCase(
  transaction: Transaction<Database>,
  applicationId: string,
): Promise<LockedCase | undefined> {
  const [locked] = await lockCases(transaction, [applicationId]);
  // Row-level security: who has the lock may finish what they do, even where it gives the case to another institution.
  if (locked) await sql`select set_config('kopru.cases', ${applicationId}, true)`.execute(transaction);
  return locked;
}

/**
 * Of a case that is known to be there.
 * @throws Error where it is not, which is a bug, and as lockCases
 */
export async function lockedCase(
  transaction: Transaction<Database>,
  applicationId: string,
): Promise<LockedCase> {
  const locked = await lockCase(transaction, applicationId);
  if (!locked) throw new Error('An act of a case that does not exist');
  return locked;
}

/**
 * @returns those of the cases that exist, each once, in the order of their ids
 * @throws Error when the stored events do not add up to a state: they are append-only, so that is a bug
 */
export async function lockCases(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
): Promise<LockedCase[]> {
  const files = await transaction
    .selectFrom('case_file')
    .select(['application_id', 'state'])
    .where('application_id', '=', anyOf(applicationIds))
    .orderBy('application_id')
    .forUpdate()
    .execute();
  // A statement of its own: it must see what the former holder of a lock has appended.
  const rows = await transaction
    .selectFrom('case_event')
    .select(['application_id', 'id', 'sequence', 'kind', 'at', 'institution_id', 'reply_id', 'payload'])
    .where('application_id', '=', anyOf(applicationIds))
    .orderBy('sequence')
    .execute();
  const rowsOfCase = Map.groupBy(rows, ({ application_id }) => application_id);
  return files.map((file) => toLockedCase(file, rowsOfCase.get(file.application_id) ?? []));
}

function toLockedCase(
  { application_id, state: stored }: Pick<Database['case_file'], 'application_id' | 'state'>,
  rows: readonly EventRow[],
): LockedCase {
  const history = rows.map(toEvent);
  const state = stateAfter(undefined, history);
  if (state?.state !== stored) {
    throw new Error(`The events of a case add up to ${state?.state ?? 'nothing'}, its file says ${stored}`);
  }
  return { applicationId: application_id, state, history, lastSequence: rows.at(-1)?.sequence ?? 0 };
}

/** For `where id = any(…)`: one parameter, and one plan, however many ids there are. */
export function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids}::uuid[])`;
}

/** The state after several events, or undefined when one of them does not fit. */
export function stateAfter(
  state: CaseState | undefined,
  events: readonly CaseEvent[],
): CaseState | undefined {
  let next = state;
  for (const event of events) {
    next = stepCase(next, event);
    if (!next) return undefined;
  }
  return next;
}

/**
 * Appends events that stateAfter has found to fit.
 * @param actorId the officer; null for the program itself
 */
export async function appendEvents(
  transaction: Transaction<Database>,
  locked: LockedCase,
  events: readonly CaseEvent[],
  actorId: string | null,
): Promise<void> {
  await changeCases(transaction, [{ locked, events }], actorId);
}

/**
 * Appends to several cases, each of which occurs once.
 * @param actorId the officer; null for the program itself
 */
export async function changeCases(
  transaction: Transaction<Database>,
  changes: readonly CaseChange[],
  actorId: string | null,
): Promise<void> {
  if (changes.length === 0) return;
  const files = changes.map(toFile);
  const events = changes.flatMap(({ locked, events }) =>
    events.map((event, index) => toRow(locked.applicationId, locked.lastSequence + 1 + index, event)),
  );
  await sql`
    insert into case_event (application_id, sequence, id, kind, at, institution_id, reply_id, payload, actor_id, given)
    select application_id, sequence, id, kind, at, institution_id, reply_id, payload, ${actorId}::uuid, '{}'
    from json_to_recordset(${JSON.stringify(events)}::json) as event (application_id uuid, sequence integer,
      id uuid, kind text, at timestamptz, institution_id text, reply_id uuid, payload jsonb)
    order by application_id, sequence`.execute(transaction);
  await sql`
    update case_file
    set state = file.state, institution_id = file.institution_id, changed_at = file.changed_at,
      due_on = coalesce(file.due_on, case_file.due_on),
      due_soon_at = case when file.due_on is null then due_soon_at end,
      escalated_at = case when not file.is_asked_anew then escalated_at end,
      news = file.news, head = case_event.hash, event_count = case_event.sequence
    from json_to_recordset(${JSON.stringify(files)}::json) as file (application_id uuid, state text,
      institution_id text, changed_at timestamptz, due_on date, is_asked_anew boolean, news text,
      sequence integer)
    join case_event using (application_id, sequence)
    where case_file.application_id = file.application_id`.execute(transaction);
  const news = changes.filter(({ events }) => events.some((event) => bringsNews(event, actorId !== null)));
  const at = news[0]?.events.at(-1)?.at ?? '';
  await oweNotices(
    transaction,
    news.map(({ locked }) => locked.applicationId),
    at,
  );
}

/** What case_file says after a change. */
function toFile({ locked, events }: CaseChange) {
  const state = stateAfter(locked.state, events);
  const changedAt = events.at(-1)?.at;
  if (!state || changedAt === undefined) throw new Error('These events do not fit the case');
  return {
    application_id: locked.applicationId,
    state: state.state,
    institution_id: holderOf(state),
    changed_at: changedAt,
    // The last one that moved the clock.
    due_on: events.findLast(movesClock)?.dueOn ?? null,
    // A new clock does not undo a lapse (D5 of deadline.ts); what was asked after an answer has had none yet.
    is_asked_anew: events.some(({ kind }) => kind === 'objected'),
    news: newsOf([...locked.history, ...events].map(({ kind }) => kind)),
    sequence: locked.lastSequence + events.length,
  };
}

function movesClock(event: CaseEvent): event is CaseEvent & { dueOn: string } {
  return 'dueOn' in event && event.dueOn !== undefined;
}

interface EventRow {
  id: string;
  sequence: number;
  kind: CaseEvent['kind'];
  at: Date;
  institution_id: string | null;
  reply_id: string | null;
  payload: EventPayload | null;
}

/** What an event says where its texts are erased. */
const WITHOUT_TEXTS: Readonly<Partial<Record<CaseEvent['kind'], object>>> = {
  transferred: { reason: '' },
  'information-asked': { question: '' },
  'information-given': { text: '' },
  'opinion-asked': { question: '' },
  'opinion-given': { text: '' },
  extended: { reason: '' },
  'draft-returned': { reason: '' },
  objected: { text: '' },
  added: { text: '' },
  noted: { text: '' },
  'not-examined': { explanation: '' },
  'erasure-refused': { reason: '' },
};

/** As toRow has written it. */
export function toEvent({
  id,
  kind,
  at,
  institution_id,
  reply_id,
  payload,
}: Omit<EventRow, 'sequence'>): CaseEvent {
  const event = {
    id,
    kind,
    at: at.toISOString(),
    ...(institution_id !== null && { institutionId: institution_id }),
    ...(reply_id !== null && { replyId: reply_id }),
    ...WITHOUT_TEXTS[kind],
    ...payload,
  };
  return event as CaseEvent;
}

/** Columns of its own has what others join with; the rest of an event is its payload. */
function toRow(applicationId: string, sequence: number, event: CaseEvent) {
  const {
    id,
    kind,
    at,
    institutionId = null,
    replyId = null,
    ...payload
  } = { institutionId: null, replyId: null, ...event };
  return {
    application_id: applicationId,
    sequence,
    id,
    kind,
    at,
    institution_id: institutionId,
    reply_id: replyId,
    payload: Object.values(payload).some((value) => value !== undefined) ? payload : null,
  };
}

/** The one institution that takes what nobody else takes. */
export async function findCentre(transaction: Kysely<Database>): Promise<string> {
  const centre = await transaction
    .selectFrom('institution')
    .select('id')
    .where('is_centre', '=', true)
    .executeTakeFirstOrThrow();
  return centre.id;
}

/** Whether an answer of it waits for another officer's approval: four eyes. */
export async function needsApproval(database: Kysely<Database>, institutionId: string): Promise<boolean> {
  const { needs_approval } = await database
    .selectFrom('institution')
    .select('needs_approval')
    .where('id', '=', institutionId)
    .executeTakeFirstOrThrow();
  return needs_approval;
}
