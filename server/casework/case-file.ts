// Cases under their locks: reads their events, lets the domain decide what they add up to, and appends to them.
// Several cases are read and written in as many statements as one: a round trip each would cost more than the work.
//
// Invariants: 1. Whoever changes a case holds the lock of its case_file row to the end of the transaction, so
// the next event's number and the state it starts from are both certain. Locks are taken in the order of the ids,
// so two who want the same cases wait for each other instead of deadlocking. 2. stepCase of the domain decides;
// nothing here does. 3. case_file says the same as the events, in the same transaction.

import { sql, type Transaction } from 'kysely';
import { type CaseEvent, type CaseState, stepCase } from '../../src/domain/case.ts';
import type { Database } from '../store/schema.ts';

export interface LockedCase {
  applicationId: string;
  state: CaseState;
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
    .select(['application_id', 'sequence', 'kind', 'at', 'institution_id', 'reply_id'])
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
  const state = stateAfter(undefined, rows.map(toEvent));
  if (state?.state !== stored) {
    throw new Error(`The events of a case add up to ${state?.state ?? 'nothing'}, its file says ${stored}`);
  }
  return { applicationId: application_id, state, lastSequence: rows.at(-1)?.sequence ?? 0 };
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
    events.map((event, index) => ({
      application_id: locked.applicationId,
      sequence: locked.lastSequence + 1 + index,
      kind: event.kind,
      at: event.at,
      institution_id: event.kind === 'received' ? null : event.institutionId,
      reply_id: event.kind === 'answered' ? event.replyId : null,
    })),
  );
  await sql`
    insert into case_event (application_id, sequence, kind, at, institution_id, reply_id, actor_id)
    select application_id, sequence, kind, at, institution_id, reply_id, ${actorId}::uuid
    from json_to_recordset(${JSON.stringify(events)}::json) as event (application_id uuid, sequence integer,
      kind text, at timestamptz, institution_id text, reply_id uuid)`.execute(transaction);
  await sql`
    update case_file
    set state = file.state, institution_id = file.institution_id, changed_at = file.changed_at
    from json_to_recordset(${JSON.stringify(files)}::json) as file (application_id uuid, state text,
      institution_id text, changed_at timestamptz)
    where case_file.application_id = file.application_id`.execute(transaction);
}

/** What case_file says after a change. */
function toFile({ locked, events }: CaseChange) {
  const state = stateAfter(locked.state, events);
  const changedAt = events.at(-1)?.at;
  if (!state || changedAt === undefined) throw new Error('These events do not fit the case');
  return {
    application_id: locked.applicationId,
    state: state.state,
    institution_id: state.state === 'received' ? null : state.institutionId,
    changed_at: changedAt,
  };
}

interface EventRow {
  sequence: number;
  kind: CaseEvent['kind'];
  at: Date;
  institution_id: string | null;
  reply_id: string | null;
}

function toEvent({ kind, at: instant, institution_id, reply_id }: EventRow): CaseEvent {
  const at = instant.toISOString();
  if (kind === 'received') return { kind, at };
  if (institution_id === null) throw new Error(`An event '${kind}' without its institution`);
  if (kind === 'assigned') return { kind, at, institutionId: institution_id };
  if (reply_id === null) throw new Error("An event 'answered' without its reply");
  return { kind, at, institutionId: institution_id, replyId: reply_id };
}

/** The one institution that takes what nobody else takes. */
export async function findCentre(transaction: Transaction<Database>): Promise<string> {
  const centre = await transaction
    .selectFrom('institution')
    .select('id')
    .where('is_centre', '=', true)
    .executeTakeFirstOrThrow();
  return centre.id;
}
