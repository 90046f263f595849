// Watches the days on which answers are due: what is due soon is marked for whoever holds it, what is overdue for the centre's
// coordinators: each once for each due date. A case that moves on stays overdue (D5 of src/domain/deadline.ts), and is due soon, and
// overdue, by its new day again. Repeating it changes nothing, so several servers may watch.

import { type Kysely, sql } from 'kysely';
import { addWorkingDays, istanbulDate } from '../../src/domain/calendar.ts';
import { SOON_WORKING_DAYS } from '../../src/domain/reminder.ts';
import type { Database } from '../store/schema.ts';
import type { Moment } from './moment.ts';

/** Cases marked by one statement: their locks are held so long. */
const BATCH_SIZE = 500;

export interface Watched {
  dueSoon: number;
  overdue: number;
}

export async function watchDeadlines(
  database: Kysely<Database>,
  { nowMs, calendar }: Moment,
): Promise<Watched> {
  const today = istanbulDate(nowMs);
  const soon = addWorkingDays(today, SOON_WORKING_DAYS, calendar);
  const now = new Date(nowMs);
  const dueSoon = await markAll(database, { column: 'due_soon_at', before: soon, action: 'due-soon', now });
  // The day before today: on its last day an answer is in time.
  const before = istanbulDate(nowMs - 86_400_000);
  const overdue = await markAll(database, { column: 'escalated_at', before, action: 'escalated', now });
  return { dueSoon, overdue };
}

/**
 * Of a case: whether the day on which it is due now has not been found to be over. The index of what is due soon has the same words
 * (migrations/0033-own-rows.ts).
 */
export const NOT_LAPSED = sql<boolean>`(case_file.escalated_at is null
  or case_file.due_on >= (case_file.escalated_at at time zone 'Europe/Istanbul')::date)`;

interface Mark {
  column: 'due_soon_at' | 'escalated_at';
  /** The last due date that is meant. */
  before: string;
  action: string;
  now: Date;
}

async function markAll(database: Kysely<Database>, mark: Mark): Promise<number> {
  let total = 0;
  for (;;) {
    const marked = await markSome(database, mark);
    total += marked;
    if (marked < BATCH_SIZE) return total;
  }
}

async function markSome(database: Kysely<Database>, { column, before, action, now }: Mark): Promise<number> {
  const { rows } = await sql<{ application_id: string }>`
    with due as (
      select application_id from case_file
      where is_open and due_on <= ${before}::date and ${column === 'escalated_at' ? NOT_LAPSED : sql`due_soon_at is null`}
      order by due_on limit ${BATCH_SIZE} for update skip locked
    ), marked as (
      update case_file set ${sql.ref(column)} = ${now}
      from due where case_file.application_id = due.application_id
      returning case_file.application_id
    ), audit as (
      insert into audit_entry (at, action, application_id)
      select ${now}::timestamptz, ${action}, application_id from marked
    )
    select application_id from marked`.execute(database);
  return rows.length;
}
