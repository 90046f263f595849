// Deadlines under other holidays (D4 of src/domain/deadline.ts): how many a change would move, before it is kept; and, when it has
// been kept, the moving itself: an event in each case, which its citizen reads, and an entry in the audit.
//
// Invariants: 1. What is told before and what is done after is the same function over the same cases. 2. Repeating it changes nothing:
// a case that was counted anew already is as its calendar has it. How far an order is stands in the transaction that went so far;
// several servers may work on the same one.

import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type CivilDate, type HolidayCalendar, istanbulDate } from '../../src/domain/calendar.ts';
import { isAtWork } from '../../src/domain/case.ts';
import { clockOf, recount } from '../../src/domain/deadline.ts';
import type { ApplicationKind } from '../../src/domain/kinds.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import { readCalendar } from '../directory/holiday-years.ts';
import type { Database } from '../store/schema.ts';
import { anyOf, type CaseChange, changeCases, type LockedCase, lockCases, toEvent } from './case-file.ts';
import type { Moment } from './moment.ts';

/** Cases of one transaction: their locks are held so long. */
const BATCH_SIZE = 200;
/** Of one look at the orders; the rest waits for the next, some seconds later. */
const BATCHES_AT_ONCE = 25;
/** Nothing is locked to count. */
const COUNTED_AT_ONCE = 1_000;

export interface MovedDeadlines {
  later: number;
  earlier: number;
}

interface Days {
  first: CivilDate;
  last: CivilDate;
}

/** How many open cases would be due on another day. @param differing the days that are holidays before or after, and not both */
export async function countMoved(
  database: Kysely<Database>,
  differing: readonly CivilDate[],
  { nowMs, calendar }: Moment,
): Promise<MovedDeadlines> {
  const [first] = differing;
  const last = differing.at(-1);
  if (first === undefined || last === undefined) return { later: 0, earlier: 0 };
  const moved = { later: 0, earlier: 0 };
  let after: string | undefined;
  for (;;) {
    const ids = await findTouched(database, { first, last }, after, COUNTED_AT_ONCE);
    const cases = await readCases(database, ids);
    for (const one of cases) {
      const due = recountCase(one, nowMs, calendar);
      if (due !== undefined) moved[due > one.told ? 'later' : 'earlier'] += 1;
    }
    if (ids.length < COUNTED_AT_ONCE) return moved;
    after = ids.at(-1);
  }
}

/** Does what changes of the holidays have ordered. @returns how many deadlines were moved */
export async function recountDeadlines(database: Kysely<Database>, nowMs: number): Promise<number> {
  const orders = await database
    .selectFrom('holiday_recount')
    .selectAll()
    .where('run_after', '<=', new Date(nowMs))
    .orderBy('id')
    .execute();
  if (orders.length === 0) return 0;
  const calendar = await readCalendar(database);
  let moved = 0;
  let left = BATCHES_AT_ONCE;
  for (const order of orders) {
    const days = { first: order.first_day, last: order.last_day };
    let after = order.done_up_to;
    let isEnded = false;
    while (!isEnded) {
      if (left-- === 0) return moved;
      const ids = await findTouched(database, days, after, BATCH_SIZE);
      after = ids.at(-1) ?? after;
      isEnded = ids.length < BATCH_SIZE;
      moved += await database.transaction().execute(async (transaction) => {
        const count = await moveDeadlines(transaction, ids, order.actor_id, { nowMs, calendar });
        const file = transaction.updateTable('holiday_recount').set({ done_up_to: after });
        await file.where('id', '=', order.id).execute();
        return count;
      });
    }
    await database.deleteFrom('holiday_recount').where('id', '=', order.id).execute();
  }
  return moved;
}

/** Open cases whose clock can run over these days, in the order of their ids. */
async function findTouched(
  database: Kysely<Database>,
  { first, last }: Days,
  after: string | null | undefined,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ application_id: string }>`
    select application_id from case_file
    where is_open and due_on >= ${first}::date and received_at < ${last}::date + 1
      and application_id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by application_id limit ${limit}`.execute(database);
  return rows.map(({ application_id }) => application_id);
}

interface CountedCase {
  kind: ApplicationKind;
  receivedAtMs: number;
  /** As the receipt has it. */
  dueOn: CivilDate;
  history: LockedCase['history'];
  /** As the clock stands. */
  told: CivilDate;
}

function recountCase(one: CountedCase, nowMs: number, calendar: HolidayCalendar): CivilDate | undefined {
  return recount(one, one.history, istanbulDate(nowMs), calendar);
}

async function moveDeadlines(
  transaction: Transaction<Database>,
  ids: readonly string[],
  actorId: string | null,
  { nowMs, calendar }: Moment,
): Promise<number> {
  const locked = await lockCases(transaction, ids);
  const counted = new Map((await readCases(transaction, ids)).map((one) => [one.id, one]));
  const at = new Date(nowMs).toISOString();
  const changes = locked.flatMap((file): CaseChange[] => {
    const one = counted.get(file.applicationId);
    // Answered meanwhile, say.
    if (!one || !(file.state.state === 'received' || isAtWork(file.state))) return [];
    const dueOn = recountCase({ ...one, history: file.history }, nowMs, calendar);
    if (dueOn === undefined) return [];
    return [{ locked: file, events: [{ kind: 'recounted', id: uuidv7(nowMs, randomBytes(10)), at, dueOn }] }];
  });
  await changeCases(transaction, changes, null);
  await writeAudit(transaction, changes, actorId, at);
  return changes.length;
}

async function writeAudit(
  transaction: Transaction<Database>,
  changes: readonly CaseChange[],
  actorId: string | null,
  at: string,
): Promise<void> {
  if (changes.length === 0) return;
  await transaction
    .insertInto('audit_entry')
    .values(
      changes.map(({ locked }) => ({
        at,
        action: 'deadline-recounted',
        actor_id: actorId,
        application_id: locked.applicationId,
      })),
    )
    .execute();
}

async function readCases(
  database: Kysely<Database>,
  ids: readonly string[],
): Promise<(CountedCase & { id: string })[]> {
  if (ids.length === 0) return [];
  const rows = await database
    .selectFrom('application')
    .select(['id', 'kind', 'received_at', 'due_on'])
    .where('id', '=', anyOf(ids))
    .execute();
  const moving = await readMovingEvents(database, ids);
  return rows.map(({ id, kind, received_at, due_on }) => {
    const subject = { kind, receivedAtMs: received_at.getTime(), dueOn: due_on };
    const history = moving.get(id) ?? [];
    return { id, ...subject, history, told: clockOf(subject, history).dueOn };
  });
}

/** Of most cases there are none. */
async function readMovingEvents(
  database: Kysely<Database>,
  ids: readonly string[],
): Promise<Map<string, LockedCase['history']>> {
  const rows = await database
    .selectFrom('case_event')
    .select(['application_id', 'id', 'kind', 'at', 'institution_id', 'reply_id', 'payload'])
    .where('application_id', '=', anyOf(ids))
    .where(sql<boolean>`payload ? 'dueOn'`)
    .orderBy('application_id')
    .orderBy('sequence')
    .execute();
  const grouped = Map.groupBy(rows, ({ application_id }) => application_id);
  return new Map([...grouped].map(([id, events]) => [id, events.map(toEvent)]));
}
