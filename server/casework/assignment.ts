// The job 'assign': each new case gets its holder by the rule of src/domain/assignment.ts, the words by which it is found, and the topic
// by which lists are narrowed. A case that somebody has taken meanwhile is left with them.

import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { type Assignment, assign } from '../../src/domain/assignment.ts';
import { holdDirectory } from '../directory/csv/directory-rows.ts';
import type { Database } from '../store/schema.ts';
import { anyOf, type CaseChange, changeCases, lockCases } from './case-file.ts';
import { indexCases } from './case-search.ts';
import { recogniseTopics, sortCases, type TopicsOfCases } from './case-topics.ts';
import { type Competence, readCompetence } from './competence.ts';

/** Repeating it changes nothing. */
export async function assignCases(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
  nowMs: number,
): Promise<void> {
  const locked = await lockCases(transaction, applicationIds);
  if (locked.length < new Set(applicationIds).size) throw new Error('A job for a case that does not exist');
  await indexCases(transaction, applicationIds);
  const topics = await recogniseTopics(transaction, applicationIds);
  const unassigned = locked.filter(({ state }) => state.state === 'received');
  const decided = await decide(
    transaction,
    unassigned.map(({ applicationId }) => applicationId),
    topics,
  );
  const at = new Date(nowMs).toISOString();
  const changes = unassigned.map((one): CaseChange => {
    const assignment = decided.get(one.applicationId);
    if (!assignment) throw new Error('A case without its application');
    const { institutionId } = assignment;
    return { locked: one, events: [{ id: randomUUID(), kind: 'assigned', at, institutionId }] };
  });
  await changeCases(transaction, changes, null);
  const sorted = [...topics].map(([application_id, [topic_id = null]]) => ({
    application_id,
    topic_id,
    unit_id: decided.get(application_id)?.unitId ?? null,
  }));
  await sortCases(
    transaction,
    sorted.filter(({ topic_id, unit_id }) => topic_id !== null || unit_id !== null),
  );
}

async function decide(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
  topics: TopicsOfCases,
): Promise<Map<string, Assignment>> {
  if (applicationIds.length === 0) return new Map();
  await holdDirectory(transaction);
  const competence = await readCompetence(transaction);
  const applications = await transaction
    .selectFrom('application')
    .select(['id', 'kind', 'province', 'district', 'addressed_to as addressedTo'])
    .where('id', '=', anyOf(applicationIds))
    .execute();
  return new Map(applications.map((one) => [one.id, decideOne(one, topics.get(one.id) ?? [], competence)]));
}

type Application = Pick<Database['application'], 'kind' | 'province' | 'district'> & {
  addressedTo: string | null;
};

function decideOne(facts: Application, topics: readonly string[], competence: Competence): Assignment {
  const isChosen = facts.addressedTo !== null && competence.isInUse(facts.addressedTo);
  return assign({ ...facts, topicIds: isChosen ? [] : topics }, competence);
}
