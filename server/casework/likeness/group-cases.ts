// Puts each new case into the group of those that are like it, or lets it begin one. A task of the clock and not of the
// acceptance: nobody waits for it.
//
//     open, indexed, in no group yet ──rare terms──▶ first ones of the same province and topic ──alike?──▶ joins · begins
//
// Cost: a case is compared with at most COMPARED texts, found by the index over the first ones of the last LIKENESS_DAYS, so
// that it does not grow with how many cases are open: 50,000 new ones are 50,000 times the same few milliseconds.
//
// Invariants: 1. Each case is in one group, once: several servers may run, of which one at a time does this. 2. Repeating it changes
// nothing.

import { type Kysely, sql, type Transaction } from 'kysely';
import { COMPARED_LENGTH, findLikeness, LIKENESS_DAYS } from '../../../src/domain/likeness.ts';
import type { TopicFinder } from '../../../src/domain/topic.ts';
import { termsOf } from '../../../src/domain/turkish-search/search.ts';
import { shapeOf } from '../../../src/domain/turkish-search/similarity.ts';
import type { Database } from '../../store/schema.ts';
import { quote } from '../case-search.ts';
import { readCompetence } from '../competence.ts';
import { chooseTerms } from '../similar-cases.ts';

/** Of the groups that share rare terms, so many are compared as texts. */
const COMPARED = 20;
const BATCH_SIZE = 100;
/** A round ends after so long; the next one goes on. */
const BUDGET_MS = 30_000;
const DAY_MS = 86_400_000;

/** @returns how many cases have their group now */
export async function groupCases(
  database: Kysely<Database>,
  nowMs: number,
  elapsed: () => number = stopwatch(),
): Promise<number> {
  let total = 0;
  while (elapsed() < BUDGET_MS) {
    const grouped = await database.transaction().execute((transaction) => groupSome(transaction, nowMs));
    total += grouped;
    if (grouped < BATCH_SIZE) break;
  }
  return total;
}

function stopwatch(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}

async function groupSome(transaction: Transaction<Database>, nowMs: number): Promise<number> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('likeness')) as mine`.execute(transaction);
  if (!rows[0]?.mine) return 0;
  const since = new Date(nowMs - LIKENESS_DAYS * DAY_MS);
  const cases = await transaction
    .selectFrom('case_file')
    .innerJoin('application', 'application.id', 'case_file.application_id')
    .innerJoin('case_search', 'case_search.application_id', 'case_file.application_id')
    .leftJoin('case_likeness', 'case_likeness.application_id', 'case_file.application_id')
    .select(['application.id', 'application.subject', 'application.description', 'application.province'])
    .where('case_file.is_open', '=', true)
    .where('case_file.received_at', '>', since)
    .where('case_likeness.application_id', 'is', null)
    .orderBy('case_file.received_at')
    .orderBy('application.id')
    .limit(BATCH_SIZE)
    .execute();
  if (cases.length === 0) return 0;
  const { findTopics } = await readCompetence(transaction);
  for (const one of cases) await groupOne(transaction, one, { findTopics, since, nowMs });
  return cases.length;
}

interface Ungrouped {
  id: string;
  subject: string;
  description: string;
  province: string | null;
}

async function groupOne(
  transaction: Transaction<Database>,
  { id, subject, description, province }: Ungrouped,
  { findTopics, since, nowMs }: { findTopics: TopicFinder; since: Date; nowMs: number },
): Promise<void> {
  const topicId = findTopics(subject, description)[0] ?? null;
  const text = compared(subject, description);
  const terms = await chooseTerms(transaction, termsOf(text));
  const found =
    terms.length === 0
      ? undefined
      : findLikeness(shapeOf(text), await readCandidates(transaction, { terms, province, topicId, since }));
  if (found === undefined)
    await sql`
      insert into likeness (id, province, topic_id, begun_at, document)
      select ${id}::uuid, ${province}, ${topicId}, ${new Date(nowMs)}::timestamptz, document
      from case_search where application_id = ${id}::uuid`.execute(transaction);
  else
    await transaction
      .updateTable('likeness')
      .set(({ eb }) => ({ size: eb('size', '+', 1) }))
      .where('id', '=', found)
      .execute();
  await transaction
    .insertInto('case_likeness')
    .values({ application_id: id, likeness_id: found ?? id })
    .execute();
}

interface Wanted {
  terms: readonly string[];
  province: string | null;
  topicId: string | null;
  since: Date;
}

async function readCandidates(
  transaction: Transaction<Database>,
  { terms, province, topicId, since }: Wanted,
) {
  const query = terms.map(quote).join(' | ');
  const { rows } = await sql<{ id: string; size: number; subject: string; description: string }>`
    with near as materialized (
      select id, size from likeness
      where document @@ ${query}::tsquery and begun_at > ${since}
        and province is not distinct from ${province} and topic_id is not distinct from ${topicId}
      order by ts_rank(document, ${query}::tsquery) desc, size desc, id
      limit ${COMPARED}
    )
    select near.id, near.size, application.subject, left(application.description, ${COMPARED_LENGTH}) as description
    from near join application on application.id = near.id`.execute(transaction);
  return rows.map(({ id, size, subject, description }) => ({
    id,
    size,
    shape: shapeOf(compared(subject, description)),
  }));
}

function compared(subject: string, description: string): string {
  return `${subject} ${description.slice(0, COMPARED_LENGTH)}`;
}
