// The reply templates with which a case can be answered: of the institution that has it, and of everybody; of a unit only where the
// case or the officer is that unit's. Those of the matter that the application is about come first. They are kept in the directory
// (server/directory, the table `templates`).

import { type Kysely, sql } from 'kysely';
import { type ReplyTemplates, rankTemplate } from '../../src/domain/reply-template.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { readCompetence } from './competence.ts';
import { heldBy } from './visibility.ts';

/** @returns undefined where there is no such case, or it is not theirs to answer */
export async function listReplyTemplates(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
): Promise<ReplyTemplates | undefined> {
  const file = await database
    .selectFrom('case_file')
    .innerJoin('application', 'application.id', 'case_file.application_id')
    .select(['institution_id', 'unit_id', 'subject', 'description'])
    .where('application_id', '=', applicationId)
    .where(heldBy(officer))
    .executeTakeFirst();
  if (!file) return undefined;
  const units = [file.unit_id, officer.unitId ?? null].filter((unit) => unit !== null);
  const found = await database
    .selectFrom('reply_template')
    .select(['id', 'name', 'text', 'institution_id', 'topic_id'])
    .where('is_retired', '=', false)
    .where(({ or, eb }) =>
      or([eb('institution_id', 'is', null), eb('institution_id', '=', file.institution_id)]),
    )
    .where(({ or, eb }) => or([eb('unit_id', 'is', null), eb('unit_id', '=', sql<string>`any(${units})`)]))
    .orderBy('institution_id', (order) => order.asc().nullsLast())
    .orderBy('name')
    .execute();
  const hasTopics = found.some(({ topic_id }) => topic_id !== null);
  const topics = hasTopics ? (await readCompetence(database)).findTopics(file.subject, file.description) : [];
  return {
    templates: found
      .toSorted((a, b) => rankTemplate(a.topic_id, topics) - rankTemplate(b.topic_id, topics))
      .map(({ id, name, text }) => ({ id, name, text })),
  };
}
