// What decides where a case goes, read from the directory: rules, topics, which institutions are in use, the centre.
//
// Kept until the directory's revision says that it has changed: to read and prepare a thousand rows was half of what a suggestion
// cost (`npm run bench -- casework`), and they change once in a while, while cases come all day.

import { type Kysely, sql } from 'kysely';
import type { AssignmentDirectory } from '../../src/domain/assignment.ts';
import { createTopicFinder, type TopicFinder } from '../../src/domain/topic.ts';
import type { Database } from '../store/schema.ts';

export interface Competence extends AssignmentDirectory {
  findTopics: TopicFinder;
}

let latest: { state: string; competence: Competence } | undefined;

export async function readCompetence(database: Kysely<Database>): Promise<Competence> {
  // First the revision, then the rows: what changes between is read again the next time.
  const state = await readState(database);
  if (latest?.state !== state) latest = { state, competence: await prepareCompetence(database) };
  return latest.competence;
}

/** One process may work on several databases, also of one name in several clusters, as tests do. */
async function readState(database: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select concat_ws(' ', pg_postmaster_start_time(), current_database(), revision) as state
    from directory_state`.execute(database);
  return rows[0]?.state ?? '';
}

async function prepareCompetence(database: Kysely<Database>): Promise<Competence> {
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
  const topics = await database
    .selectFrom('topic')
    .select(['id', 'name', 'keywords'])
    .where('is_retired', '=', false)
    .orderBy('id')
    .execute();
  const unitIds = new Set(units.map(({ id }) => id));
  return {
    centreId,
    isInUse: (id) => inUse.has(id),
    rules: rules.map((rule) => (unitIds.has(rule.unitId ?? '') ? rule : { ...rule, unitId: null })),
    units,
    findTopics: createTopicFinder(topics),
  };
}
