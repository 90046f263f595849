// The job 'assign': each new case gets its holder by the rule of src/domain/assignment.ts, and the words by which it is
// found. A case that somebody has taken meanwhile is left alone.

import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { type Assignment, assign } from '../../src/domain/assignment.ts';
import type { Database } from '../store/schema.ts';
import { anyOf, type CaseChange, changeCases, lockCases } from './case-file.ts';
import { indexCases } from './case-search.ts';
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
  const unassigned = locked.filter(({ state }) => state.state === 'received');
  if (unassigned.length === 0) return;
  const decided = await decide(
    transaction,
    unassigned.map(({ applicationId }) => applicationId),
  );
  const at = new Date(nowMs).toISOString();
  const changes = unassigned.map((one): CaseChange => {
    const assignment = decided.get(one.applicationId);
    if (!assignment) throw new Error('A case without its application');
    const { institutionId } = assignment;
    return { locked: one, events: [{ id: randomUUID(), kind: 'assigned', at, institutionId }] };
  });
  await changeCases(transaction, changes, null);
  await assignUnits(transaction, decided);
}

async function decide(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
): Promise<Map<string, Assignment>> {
  const competence = await readCompetence(transaction);
  const applications = await transaction
    .selectFrom('application')
    .select(['id', 'kind', 'subject', 'description', 'province', 'district', 'addressed_to as addressedTo'])
    .where('id', '=', anyOf(applicationIds))
    .execute();
  return new Map(applications.map((application) => [application.id, decideOne(application, competence)]));
}

type Application = Pick<
  Database['application'],
  'kind' | 'subject' | 'description' | 'province' | 'district'
> & {
  addressedTo: string | null;
};

function decideOne({ subject, description, ...facts }: Application, competence: Competence): Assignment {
  const isChosen = facts.addressedTo !== null && competence.isInUse(facts.addressedTo);
  const topicIds = isChosen ? [] : competence.findTopics(subject, description);
  return assign({ ...facts, topicIds }, competence);
}

async function assignUnits(
  transaction: Transaction<Database>,
  decided: ReadonlyMap<string, Assignment>,
): Promise<void> {
  const rows = [...decided].flatMap(([application_id, { unitId }]) =>
    unitId === null ? [] : [{ application_id, unit_id: unitId }],
  );
  if (rows.length === 0) return;
  await sql`
    update case_file set unit_id = row.unit_id
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (application_id uuid, unit_id text)
    where case_file.application_id = row.application_id`.execute(transaction);
}
