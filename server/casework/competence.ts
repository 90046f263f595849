// What decides where a case goes, read from the directory: rules, topics, which institutions are in use, the centre.

import type { Kysely } from 'kysely';
import type { AssignmentDirectory } from '../../src/domain/assignment.ts';
import { createTopicFinder, type Topic, type TopicFinder } from '../../src/domain/topic.ts';
import type { Database } from '../store/schema.ts';

export interface Competence extends AssignmentDirectory {
  findTopics: TopicFinder;
}

export async function readCompetence(database: Kysely<Database>): Promise<Competence> {
  const institutions = await database
    .selectFrom('institution')
    .select(['id', 'is_centre'])
    .where('is_retired', '=', false)
    .execute();
  const centreId = institutions.find((institution) => institution.is_centre)?.id;
  if (centreId === undefined) throw new Error('A directory without its centre');
  const inUse = new Set(institutions.map(({ id }) => id));
  const rules = await database
    .selectFrom('competence_rule')
    .select([
      'competence_rule.id',
      'competence_rule.kind',
      'competence_rule.topic_id as topicId',
      'competence_rule.province',
      'competence_rule.district',
      'competence_rule.institution_id as institutionId',
      'competence_rule.unit_id as unitId',
      'competence_rule.priority',
    ])
    .where('competence_rule.is_retired', '=', false)
    .execute();
  const units = await database
    .selectFrom('unit')
    .select(['id', 'institution_id as institutionId', 'province', 'district'])
    .where('is_retired', '=', false)
    .execute();
  const findTopics = await readTopicFinder(database);
  const unitIds = new Set(units.map(({ id }) => id));
  return {
    centreId,
    isInUse: (id) => inUse.has(id),
    rules: rules.map((rule) => (unitIds.has(rule.unitId ?? '') ? rule : { ...rule, unitId: null })),
    units,
    findTopics,
  };
}

export async function readTopicFinder(database: Kysely<Database>): Promise<TopicFinder> {
  const topics = await database
    .selectFrom('topic')
    .select(['id', 'name', 'keywords'])
    .where('is_retired', '=', false)
    .orderBy('id')
    .execute();
  return finderFor(topics);
}

/** Preparing hundreds of topics takes longer than reading them; they change once in a while, cases come all day. */
let latest: { key: string; find: TopicFinder } | undefined;

function finderFor(topics: readonly Topic[]): TopicFinder {
  const key = JSON.stringify(topics);
  if (latest?.key !== key) latest = { key, find: createTopicFinder(topics) };
  return latest.find;
}
