// Counts the cases that have changed, for the figures (src/domain/figures.ts says as what).
//
// Invariants: 1. figure_count is always the sum over figure_case: what a case was counted as is taken off in the transaction
// that counts it anew. So it may come as often and as late as it will, and a crash undoes both. 2. One counts at a time, on
// whichever server. 3. A note of a change is deleted only by a transaction that has read the case after it.

import { type Kysely, sql, type Transaction } from 'kysely';
import { outcomeOf, preferencesOf } from '../../src/domain/figures.ts';
import { anyOf, toEvent } from '../casework/case-file.ts';
import type { Database, EventPayload } from '../store/schema.ts';

/** Cases of one transaction: some tenths of a second. */
const BATCH_SIZE = 2_000;
/** Any 64-bit number that nobody else locks: "figure" in ASCII. */
const LOCK_KEY = 0x666967757265;

/** @returns how many notes of changes were worked off */
export async function countChangedCases(database: Kysely<Database>, nowMs: number): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await database.transaction().execute((transaction) => countSome(transaction, nowMs));
    total += done;
    if (done < BATCH_SIZE) return total;
  }
}

async function countSome(transaction: Transaction<Database>, nowMs: number): Promise<number> {
  const { rows } = await sql<{ is_ours: boolean }>`
    select pg_try_advisory_xact_lock(${LOCK_KEY}) as is_ours`.execute(transaction);
  if (rows[0]?.is_ours !== true) return 0;
  const changes = await transaction
    .selectFrom('figure_change')
    .select(['id', 'application_id'])
    .orderBy('id')
    .limit(BATCH_SIZE)
    .execute();
  const noted = changes.map(({ id }) => id);
  await transaction
    .deleteFrom('figure_change')
    .where('id', '=', sql<string>`any(${noted}::bigint[])`)
    .execute();
  const ids = [...new Set(changes.map(({ application_id }) => application_id))];
  await count(transaction, await readCounted(transaction, ids));
  if (changes.length < BATCH_SIZE)
    await transaction
      .updateTable('figure_state')
      .set({ counted_at: new Date(nowMs) })
      .execute();
  return changes.length;
}

/** In place of a number of days, where no answer is owed any more (figure_case, figure_count). */
export const WITHDRAWN_DAYS = -2;

interface Counted {
  application_id: string;
  /** The first of the month. */
  month: string;
  kind: string;
  province: string;
  institution: string;
  language: string;
  preferences: string[];
  days: number | null;
  is_in_time: boolean;
}

async function readCounted(transaction: Transaction<Database>, ids: readonly string[]): Promise<Counted[]> {
  const cases = await transaction
    .selectFrom('case_file')
    .innerJoin('application', 'application.id', 'case_file.application_id')
    .select([
      'application.id',
      'application.kind',
      'application.province',
      'application.locale',
      'application.formats',
      'application.received_at',
      'application.due_on',
      'case_file.institution_id',
    ])
    .where('application.id', '=', anyOf(ids))
    .execute();
  // What moves the clock, and what ends a case: without texts of any length.
  const rows = await transaction
    .selectFrom('case_event')
    .select(['application_id', 'id', 'kind', 'at', 'institution_id', 'reply_id'])
    .select(
      sql<EventPayload>`jsonb_strip_nulls(jsonb_build_object('dueOn', payload -> 'dueOn', 'fee', payload -> 'fee'))`.as(
        'payload',
      ),
    )
    .where('application_id', '=', anyOf(ids))
    .where(({ or, eb }) =>
      or([eb('kind', 'in', ['answered', 'not-examined', 'withdrawn']), sql<boolean>`payload ? 'dueOn'`]),
    )
    .orderBy('sequence')
    .execute();
  const eventsOf = Map.groupBy(rows, ({ application_id }) => application_id);
  return cases.map((row): Counted => {
    const events = (eventsOf.get(row.id) ?? []).map(toEvent);
    const subject = { kind: row.kind, receivedAtMs: row.received_at.getTime(), dueOn: row.due_on };
    const { month, days, isInTime, isWithdrawn } = outcomeOf(subject, events);
    return {
      application_id: row.id,
      month: `${month}-01`,
      kind: row.kind,
      province: row.province ?? '',
      institution: row.institution_id ?? '',
      language: row.locale,
      preferences: preferencesOf(row.formats),
      days: isWithdrawn ? WITHDRAWN_DAYS : days,
      is_in_time: isInTime,
    };
  });
}

async function count(transaction: Transaction<Database>, counted: readonly Counted[]): Promise<void> {
  if (counted.length === 0) return;
  await sql`
    with incoming as materialized (
      select * from json_to_recordset(${JSON.stringify(counted)}::json) as incoming (application_id uuid, month date,
        kind text, province text, institution text, language text, preferences text[], days integer, is_in_time boolean)
    ), change as (
      select 1 as sign, incoming.* from incoming
      union all
      select -1, figure_case.* from figure_case
      where application_id = any(array(select application_id from incoming))
    ), cell as (
      select scope, dimension, month, value, coalesce(days, -1) as days, is_in_time, sum(sign) as count
      from change
      cross join lateral (select '' union select institution) as scopes (scope)
      cross join lateral (
        values ('total', ''), ('kind', kind), ('province', province), ('institution', institution), ('language', language)
        union all select 'preference', unnest(preferences)
      ) as dimensions (dimension, value)
      where not (dimension = 'institution' and scope <> '')
      group by 1, 2, 3, 4, 5, 6 having sum(sign) <> 0
    ), counted as (
      insert into figure_count as kept (scope, dimension, month, value, days, is_in_time, count)
      select * from cell order by 1, 2, 3, 4, 5, 6
      on conflict (scope, dimension, month, value, days, is_in_time) do update set count = kept.count + excluded.count
    )
    insert into figure_case select * from incoming order by application_id
    on conflict (application_id) do update set month = excluded.month, kind = excluded.kind,
      province = excluded.province, institution = excluded.institution, language = excluded.language,
      preferences = excluded.preferences, days = excluded.days, is_in_time = excluded.is_in_time`.execute(
    transaction,
  );
}
