// Closes cases that were answered and can no longer be objected to (deadline.ts): the thread says that it was the time that closed
// them. Repeating it changes nothing, so several servers may do it; what an earlier version left answered is closed little by little.

import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { addDays, istanbulDate, istanbulMidnight } from '../../src/domain/calendar.ts';
import { objectionsOverSince } from '../../src/domain/deadline.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import type { Database } from '../store/schema.ts';
import { type CaseChange, changeCases, lockCases } from './case-file.ts';
import type { Moment } from './moment.ts';

/** Cases of one transaction: their locks are held so long. */
const BATCH_SIZE = 200;
/** Of one round of the clock (server/watch.ts): 5,000 cases. */
const BATCHES_AT_ONCE = 25;

/** @returns how many were closed */
export async function closeAnswered(
  database: Kysely<Database>,
  { nowMs, calendar }: Moment,
): Promise<number> {
  const newest = objectionsOverSince(istanbulDate(nowMs), calendar);
  const before = new Date(istanbulMidnight(addDays(newest, 1)));
  let closed = 0;
  for (let batch = 0; batch < BATCHES_AT_ONCE; batch++) {
    const found = await database
      .transaction()
      .execute((transaction) => closeSome(transaction, before, nowMs));
    closed += found;
    if (found < BATCH_SIZE) break;
  }
  return closed;
}

async function closeSome(transaction: Transaction<Database>, before: Date, nowMs: number): Promise<number> {
  const { rows } = await sql<{ application_id: string }>`
    select application_id from case_file where state = 'answered' and answered_at < ${before}
    order by answered_at limit ${BATCH_SIZE} for update skip locked`.execute(transaction);
  const locked = await lockCases(
    transaction,
    rows.map(({ application_id }) => application_id),
  );
  const at = new Date(nowMs).toISOString();
  const changes = locked.flatMap((file): CaseChange[] => {
    if (file.state.state !== 'answered') return [];
    const { institutionId } = file.state;
    const id = uuidv7(nowMs, randomBytes(10));
    return [{ locked: file, events: [{ kind: 'closed', id, at, institutionId, cause: 'time' }] }];
  });
  await changeCases(transaction, changes, null);
  if (changes.length > 0) {
    const entries = changes.map(({ locked: { applicationId } }) => ({
      at,
      action: 'case-closed-by-time',
      actor_id: null,
      application_id: applicationId,
    }));
    await transaction.insertInto('audit_entry').values(entries).execute();
  }
  return changes.length;
}
