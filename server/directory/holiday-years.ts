// The holidays by year as the database keeps them: first filled from the file, then kept by an administrator in the console.
//
// Invariants: 1. A year that nobody has changed follows the file; one that somebody has changed stays. 2. A change names the version
// that it was made from, so that two administrators cannot overwrite each other. 3. With the change stand, in one transaction, its
// history, its audit entry, and the order to count deadlines anew (server/casework/recount-deadlines.ts).

import { type Kysely, sql, type Transaction } from 'kysely';
import type { CivilDate, HolidayCalendar } from '../../src/domain/calendar.ts';
import { differingDays, type HolidayDay, sortDays, toCalendar } from '../../src/domain/holidays.ts';
import type { Database } from '../store/schema.ts';
import { lockDirectory, raiseRevision } from './csv/directory-rows.ts';
import { writeChanges } from './directory-changes.ts';
import type { HolidayYears } from './holidays.ts';

export interface KeptYear {
  year: number;
  days: HolidayDay[];
  version: number;
  /** null while it is as the file has it. */
  changed: { at: Date; by: string | null } | null;
}

/** Other servers read the calendar anew within this time (calendar-keeper.ts); deadlines are counted when all have. */
const ALL_KNOW_MS = 15_000;

/** The first filling, and later what the file says of years that nobody has changed. Several servers may do so at once. */
export async function storeHolidays(
  database: Kysely<Database>,
  years: HolidayYears,
  nowMs: number,
): Promise<void> {
  const rows = Object.entries(years).map(([year, days]) => ({ year: Number(year), days }));
  if (rows.length === 0) return;
  const { numAffectedRows } = await sql`
    insert into holiday_year (year, days, changed_at)
    select year, days, ${new Date(nowMs)}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as file (year integer, days jsonb)
    on conflict (year) do update set days = excluded.days, version = holiday_year.version + 1
      where holiday_year.changed_by is null and holiday_year.days <> excluded.days`.execute(database);
  if (numAffectedRows) await database.transaction().execute(raiseRevision);
}

export async function readHolidayYears(database: Kysely<Database>): Promise<KeptYear[]> {
  const rows = await database
    .selectFrom('holiday_year')
    .leftJoin('staff_account', 'staff_account.id', 'holiday_year.changed_by')
    .select(['year', 'days', 'version', 'changed_at', 'changed_by', 'staff_account.name'])
    .orderBy('year')
    .execute();
  return rows.map(({ year, days, version, changed_at, changed_by, name }) => ({
    year,
    days,
    version,
    changed: changed_by === null ? null : { at: changed_at, by: name },
  }));
}

export async function readCalendar(database: Kysely<Database>): Promise<HolidayCalendar> {
  const rows = await database.selectFrom('holiday_year').select(['year', 'days']).execute();
  return toCalendar(Object.fromEntries(rows.map(({ year, days }) => [String(year), days])));
}

export interface YearToKeep {
  year: number;
  days: readonly HolidayDay[];
  /** From which it was made; null for a year that is new. */
  version: number | null;
}

export type KeptHolidays =
  | { ok: true; year: KeptYear; differing: CivilDate[] }
  | { ok: false; code: 'directory-conflict' };

/** @param days without a fault (judgeHolidays) */
export function keepHolidayYear(
  database: Kysely<Database>,
  { year, days, version }: YearToKeep,
  actor: { accountId: string; name: string },
  nowMs: number,
): Promise<KeptHolidays> {
  const sorted = sortDays(days);
  const at = new Date(nowMs);
  return database.transaction().execute(async (transaction): Promise<KeptHolidays> => {
    await lockDirectory(transaction);
    const known = await transaction
      .selectFrom('holiday_year')
      .select(['days', 'version'])
      .where('year', '=', year)
      .executeTakeFirst();
    if ((known?.version ?? null) !== version) return { ok: false, code: 'directory-conflict' };
    const next = {
      days: JSON.stringify(sorted),
      version: (version ?? 0) + 1,
      changed_at: at,
      changed_by: actor.accountId,
    };
    await transaction
      .insertInto('holiday_year')
      .values({ year, ...next })
      .onConflict((conflict) => conflict.column('year').doUpdateSet(next))
      .execute();
    const change = { table: 'holidays' as const, rowId: String(year), before: known?.days, after: sorted };
    await writeChanges(transaction, [change], actor.accountId, nowMs);
    await raiseRevision(transaction);
    await transaction
      .insertInto('audit_entry')
      .values({ at, action: 'holidays-changed', actor_id: actor.accountId, application_id: null })
      .execute();
    // No clock can have counted by a year that was not there.
    const differing = known ? differingDays(known.days, sorted) : [];
    await orderRecount(transaction, differing, actor.accountId, nowMs);
    const kept = { year, days: sorted, version: next.version, changed: { at, by: actor.name } };
    return { ok: true, year: kept, differing };
  });
}

async function orderRecount(
  transaction: Transaction<Database>,
  differing: readonly CivilDate[],
  actorId: string,
  nowMs: number,
): Promise<void> {
  const [first] = differing;
  const last = differing.at(-1);
  if (first === undefined || last === undefined) return;
  await transaction
    .insertInto('holiday_recount')
    .values({
      first_day: first,
      last_day: last,
      actor_id: actorId,
      run_after: new Date(nowMs + ALL_KNOW_MS),
    })
    .execute();
}
