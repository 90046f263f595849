// Reminds officers of answers that are due (src/domain/reminder.ts): one row for each of whom it reminds, which stands on their list
// until the answer is given, the day has moved or the case has gone. Nobody is told outside of the console: accounts have no address.
//
// Invariants: 1. A step is done once for each due date, by one server (the case's row is locked). 2. A reminder is of somebody who may
// see the case when it is made; row-level security asks again when it is read.

import { type Kysely, sql } from 'kysely';
import { istanbulDate } from '../../src/domain/calendar.ts';
import { REMINDER_STEPS, type ReminderStep, remindedUntil } from '../../src/domain/reminder.ts';
import { may, STAFF_ROLES } from '../../src/domain/role.ts';
import type { Database } from '../store/schema.ts';
import { findCentre } from './case-file.ts';
import type { Moment } from './moment.ts';

/** Cases reminded of by one statement: their locks are held so long. */
const BATCH_SIZE = 500;
const ASSIGNING = STAFF_ROLES.filter((role) => may(role, 'case.assign'));

/** @returns of how many cases */
export async function remind(database: Kysely<Database>, { nowMs, calendar }: Moment): Promise<number> {
  const today = istanbulDate(nowMs);
  const centreId = await findCentre(database);
  let reminded = 0;
  for (const step of REMINDER_STEPS) {
    const until = remindedUntil(step, today, calendar);
    for (;;) {
      const count = await remindSome(database, step, { until, centreId, now: new Date(nowMs) });
      reminded += count;
      if (count < BATCH_SIZE) break;
    }
  }
  await dropSettled(database);
  return reminded;
}

interface Round {
  until: string;
  centreId: string;
  now: Date;
}

/** Accounts of the centre name no institution. */
async function remindSome(
  database: Kysely<Database>,
  { step, toHead, toCentre }: ReminderStep,
  { until, centreId, now }: Round,
): Promise<number> {
  const { rows } = await sql`
    with recursive above (unit_id, over) as (
      select id, id from unit
      union select above.unit_id, unit.parent_id from above join unit on unit.id = above.over
        where unit.parent_id is not null
    ), due as (
      select application_id from case_file
      where is_open and due_on <= ${until}::date and reminder_step < ${step}
      order by due_on limit ${BATCH_SIZE} for update skip locked
    ), marked as (
      update case_file set reminder_step = ${step}
      from due where case_file.application_id = due.application_id
      returning case_file.application_id, due_on, unit_id, colleague_id,
        nullif(case_file.institution_id, ${centreId}) as of_institution
    ), heads as (
      select marked.application_id, account.id
      from marked join staff_account as account on account.disabled_at is null
        and (${toHead} or marked.colleague_id is null) and account.role = any(${ASSIGNING}::text[])
        and account.institution_id is not distinct from marked.of_institution
        and (account.unit_id is null or marked.unit_id is null
          or exists (select from above where above.unit_id = marked.unit_id and above.over = account.unit_id))
    ), told as (
      insert into staff_reminder (account_id, application_id, due_on, step, at)
      select account.id, marked.application_id, due_on, ${step}, ${now}
      from marked join staff_account as account on account.disabled_at is null and (
        account.id = marked.colleague_id
        or exists (select from heads
          where heads.application_id = marked.application_id and heads.id = account.id)
        or account.role = 'coordinator' and account.institution_id is null and (${toCentre}
          or (${toHead} or marked.colleague_id is null)
            and not exists (select from heads where heads.application_id = marked.application_id)))
      on conflict do nothing
    )
    select application_id from marked`.execute(database);
  return rows.length;
}

async function dropSettled(database: Kysely<Database>): Promise<void> {
  await sql`
    delete from staff_reminder using case_file
    where case_file.application_id = staff_reminder.application_id
      and (not is_open or case_file.due_on <> staff_reminder.due_on)`.execute(database);
}
