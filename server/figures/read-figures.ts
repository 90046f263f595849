// What was counted, as its readers see it: the centre sees all, or one institution; an institution itself alone. Whoever asks
// for another's gets nothing.
//
// Disability-related choices are not given of one institution to the centre: beside the whole's table that would be a second
// one, and the difference of all of them would tell what each hides (src/domain/small-cells.ts).

import { type Kysely, sql } from 'kysely';
import { istanbulDate } from '../../src/domain/calendar.ts';
import {
  type Figures,
  figuresOf,
  type Month,
  PREFERENCES,
  type Preference,
  preferenceTable,
  quartersWithin,
  shownLanguage,
  type Tally,
} from '../../src/domain/figures.ts';
import type { StaffFigures } from '../../src/domain/figures-wire.ts';
import { APPLICATION_KINDS } from '../../src/domain/kinds.ts';
import { inSnapshot } from '../casework/thread-rows.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { WITHDRAWN_DAYS } from './count.ts';

/** @returns undefined where it is not theirs, or there is no such institution */
export async function readFigures(
  database: Kysely<Database>,
  officer: Officer,
  { from, to, institution }: { from: Month; to: Month; institution?: string | undefined },
  nowMs: number,
): Promise<StaffFigures | undefined> {
  const asked = institution ?? officer.institutionId;
  if (officer.institutionId !== null && asked !== officer.institutionId) return undefined;
  return inSnapshot(database, async (snapshot) => {
    const institutions = await snapshot.selectFrom('institution').select(['id', 'name']).execute();
    const nameOf = new Map(institutions.map(({ id, name }) => [id, name]));
    if (asked !== null && !nameOf.has(asked)) return undefined;
    const thisMonth = istanbulDate(nowMs).slice(0, 7);
    const period = { scope: asked ?? '', from, to };
    const sums = await readSums(snapshot, period);
    const of = (dimension: string) => sums.get(dimension) ?? new Map<string, Tally[]>();
    const isOwn = asked === officer.institutionId;
    const state = await snapshot.selectFrom('figure_state').select('counted_at').executeTakeFirst();
    const kinds = of('kind');
    return {
      from,
      to,
      thisMonth,
      institution: asked === null ? null : (nameOf.get(asked) ?? asked),
      countedAt: state?.counted_at?.toISOString() ?? null,
      total: figuresOf([...of('month').values()].flat()),
      months: rowsOf(of('month')),
      kinds: APPLICATION_KINDS.flatMap((value) => {
        const tallies = kinds.get(value);
        return tallies ? [{ value, ...figuresOf(tallies) }] : [];
      }),
      provinces: rowsOf(of('province')),
      institutions: rowsOf(of('institution'))
        .map((row) => ({ ...row, name: nameOf.get(row.value) ?? row.value }))
        .sort((a, b) => b.received - a.received),
      languages: rowsOf(of('language')),
      preferences: isOwn ? await readPreferences(snapshot, period, thisMonth) : null,
    };
  });
}

interface Period {
  scope: string;
  from: string;
  to: string;
}

interface SumRow {
  dimension: string;
  value: string;
  days: number;
  is_in_time: boolean;
  count: number;
}

/** By dimension, and in it by value; a `month` is a value like others. */
async function readSums(
  database: Kysely<Database>,
  { scope, from, to }: Period,
): Promise<Map<string, Map<string, Tally[]>>> {
  const within = sql`month between ${`${from}-01`}::date and ${`${to}-01`}::date`;
  const { rows } = await sql<SumRow>`
    select dimension, value, days, is_in_time, sum(count)::integer as count from figure_count
    where scope = ${scope} and dimension in ('kind', 'province', 'institution', 'language') and ${within}
    group by dimension, value, days, is_in_time having sum(count) <> 0
    union all
    select 'month', to_char(month, 'YYYY-MM'), days, is_in_time, count from figure_count
    where scope = ${scope} and dimension = 'total' and ${within} and count <> 0`.execute(database);
  const sums = Map.groupBy(rows, ({ dimension }) => dimension);
  const shown = (row: SumRow): SumRow =>
    row.dimension === 'language' ? { ...row, value: shownLanguage(row.value) } : row;
  return new Map([...sums].map(([dimension, rowsOfIt]) => [dimension, talliesOf(rowsOfIt.map(shown))]));
}

async function readPreferences(
  database: Kysely<Database>,
  { scope, from, to }: Period,
  thisMonth: string,
): Promise<StaffFigures['preferences']> {
  const quarters = quartersWithin(from, to, thisMonth);
  const { rows } = await sql<SumRow & { quarter: string }>`
    select to_char(date_trunc('quarter', month), 'YYYY-MM') as quarter, value, days, is_in_time,
      sum(count)::integer as count
    from figure_count
    where scope = ${scope} and dimension = 'preference'
      and month between ${`${from}-01`}::date and ${`${to}-01`}::date
    group by 1, value, days, is_in_time having sum(count) <> 0`.execute(database);
  const tables = quarters.map((quarter) => talliesOf(rows.filter((row) => row.quarter === quarter)));
  return { quarters: quarters.length, rows: preferenceTable(tables.map(byPreference)) };
}

function talliesOf(rows: readonly SumRow[]): Map<string, Tally[]> {
  const byValue = Map.groupBy(rows, ({ value }) => value);
  const toTally = ({ days, is_in_time, count }: SumRow): Tally => ({
    days: days < 0 ? null : days,
    isInTime: is_in_time,
    isWithdrawn: days === WITHDRAWN_DAYS,
    count,
  });
  return new Map([...byValue].map(([value, ofValue]) => [value, ofValue.map(toTally)]));
}

function byPreference(tallies: ReadonlyMap<string, Tally[]>): Map<Preference, Tally[]> {
  return new Map(PREFERENCES.map((value) => [value, tallies.get(value) ?? []]));
}

function rowsOf(tallies: ReadonlyMap<string, Tally[]>): ({ value: string } & Figures)[] {
  return [...tallies]
    .map(([value, ofValue]) => ({ value, ...figuresOf(ofValue) }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
