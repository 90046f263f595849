// What each case is about: the topic of the directory whose words its application says, kept on the case, so that lists are narrowed by
// it. Where several are as clear as each other, the first in the order of their ids, as in groups of like cases.

import { type Kysely, sql, type Transaction } from 'kysely';
import type { CaseTopic } from '../../src/domain/desk-wire.ts';
import type { Database } from '../store/schema.ts';
import { anyOf } from './case-file.ts';
import { readCompetence } from './competence.ts';

/** Of each case all topics that it is most clearly about. */
export type TopicsOfCases = ReadonlyMap<string, readonly string[]>;

export async function recogniseTopics(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
): Promise<TopicsOfCases> {
  const { findTopics } = await readCompetence(transaction);
  const texts = await transaction
    .selectFrom('application')
    .select(['id', 'subject', 'description'])
    .where('id', '=', anyOf(applicationIds))
    .execute();
  return new Map(texts.map(({ id, subject, description }) => [id, findTopics(subject, description)]));
}

/** In the order of their names. */
export async function readTopics(database: Kysely<Database>): Promise<CaseTopic[]> {
  const topics = await database.selectFrom('topic').select(['id', 'name', 'keywords']).execute();
  return topics.sort((one, other) => one.name.localeCompare(other.name, 'tr'));
}

/** What a case is told of itself; a unit that is null leaves the one it has. */
export interface Sorted {
  application_id: string;
  topic_id: string | null;
  unit_id: string | null;
}

export async function sortCases(transaction: Transaction<Database>, rows: readonly Sorted[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update case_file set topic_id = row.topic_id, unit_id = coalesce(row.unit_id, case_file.unit_id)
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (application_id uuid, topic_id text, unit_id text)
    where case_file.application_id = row.application_id`.execute(transaction);
}

/** The job 'topic', for what was there before cases had one. Repeating it changes nothing. */
export async function noteTopics(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
): Promise<void> {
  const topics = await recogniseTopics(transaction, applicationIds);
  await sortCases(
    transaction,
    [...topics].map(([application_id, [topic_id = null]]) => ({ application_id, topic_id, unit_id: null })),
  );
}
