// Groups of open applications that are like each other, as an officer may see them: counted and told by their own cases only,
// because the first one of a group may lie with somebody else.
//
// Cost: the list joins the members of the groups of some months with the open cases of whoever reads; with 50,000 open ones that
// is one pass over them. A single case counts to COUNTED_MAX.

import { type Kysely, sql } from 'kysely';
import { LIKENESS_LEAST, type Likeness } from '../../../src/domain/desk-wire.ts';
import { yesterdayBegan } from '../../../src/domain/likeness.ts';
import { PROVINCES } from '../../../src/domain/places.ts';
import type { StaffCase } from '../../../src/domain/wire-staff.ts';
import type { Officer } from '../../identity/officer.ts';
import type { Database } from '../../store/schema.ts';
import { visibleTo } from '../visibility.ts';

const LISTED_MAX = 50;
const COUNTED_MAX = 5_000;
/** What is open for longer is not a wave any more, and stands in every other list. */
const LISTED_DAYS = 90;
const DAY_MS = 86_400_000;

/** Most since yesterday first. */
export async function listLikenesses(
  database: Kysely<Database>,
  officer: Officer,
  nowMs: number,
): Promise<Likeness[]> {
  const { rows } = await sql<{
    id: string;
    subject: string;
    province: string | null;
    topic: string | null;
    open: number;
    since_yesterday: number;
    first_at: Date;
    due_on: string;
  }>`
    with counted as materialized (
      select likeness.id, likeness.province, likeness.topic_id, count(*)::int as open,
        (count(*) filter (where case_file.received_at >= ${new Date(yesterdayBegan(nowMs))}))::int as since_yesterday,
        min(case_file.received_at) as first_at, min(case_file.due_on) as due_on,
        (array_agg(case_file.application_id order by case_file.received_at, case_file.application_id))[1] as first_id
      from likeness
      join case_likeness on case_likeness.likeness_id = likeness.id
      join case_file on case_file.application_id = case_likeness.application_id
      where likeness.size >= ${LIKENESS_LEAST} and likeness.begun_at > ${new Date(nowMs - LISTED_DAYS * DAY_MS)}
        and case_file.is_open
        and (${officer.institutionId}::text is null or case_file.institution_id = ${officer.institutionId})
      group by likeness.id
      having count(*) >= ${LIKENESS_LEAST}
      order by since_yesterday desc, open desc, likeness.id
      limit ${LISTED_MAX}
    )
    select counted.*, application.subject, topic.name as topic
    from counted
    join application on application.id = counted.first_id
    left join topic on topic.id = counted.topic_id
    order by since_yesterday desc, open desc, counted.id`.execute(database);
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    province: PROVINCES.find(({ plate }) => plate === row.province)?.province ?? null,
    topic: row.topic,
    open: row.open,
    sinceYesterday: row.since_yesterday,
    firstAt: row.first_at.toISOString(),
    dueOn: row.due_on,
  }));
}

/** How many are like this one, itself among them; nothing where that is no group. */
export async function countAlike(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
  nowMs: number,
): Promise<Pick<StaffCase, 'likeness'>> {
  const own = await database
    .selectFrom('case_likeness')
    .innerJoin('likeness', 'likeness.id', 'case_likeness.likeness_id')
    .select('likeness.id')
    .where('case_likeness.application_id', '=', applicationId)
    .where('likeness.size', '>=', LIKENESS_LEAST)
    .executeTakeFirst();
  if (!own) return {};
  const members = database
    .selectFrom('case_likeness')
    .innerJoin('case_file', 'case_file.application_id', 'case_likeness.application_id')
    .select('case_file.received_at')
    .where('case_likeness.likeness_id', '=', own.id)
    .where('case_file.is_open', '=', true)
    .where(visibleTo(officer))
    .limit(COUNTED_MAX);
  const counted = await database
    .selectFrom(members.as('member'))
    .select(({ fn }) => [
      fn.countAll<string>().as('open'),
      sql<string>`count(*) filter (where received_at >= ${new Date(yesterdayBegan(nowMs))})`.as('since'),
    ])
    .executeTakeFirstOrThrow();
  const open = Number(counted.open);
  return open < LIKENESS_LEAST
    ? {}
    : { likeness: { id: own.id, open, sinceYesterday: Number(counted.since) } };
}
