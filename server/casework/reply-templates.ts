// The reply templates with which a case can be answered: of the institution that has it, and of everybody. They are kept in the
// directory (server/directory, the table `templates` of its files).

import type { Kysely } from 'kysely';
import type { ReplyTemplates } from '../../src/domain/reply-template.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { heldBy } from './visibility.ts';

/** @returns undefined where there is no such case, or it is not theirs to answer */
export async function listReplyTemplates(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
): Promise<ReplyTemplates | undefined> {
  const file = await database
    .selectFrom('case_file')
    .select('institution_id')
    .where('application_id', '=', applicationId)
    .where(heldBy(officer))
    .executeTakeFirst();
  if (!file) return undefined;
  const templates = await database
    .selectFrom('reply_template')
    .select(['id', 'name', 'text'])
    .where('is_retired', '=', false)
    .where(({ or, eb }) =>
      or([eb('institution_id', 'is', null), eb('institution_id', '=', file.institution_id)]),
    )
    .orderBy('institution_id', (order) => order.asc().nullsLast())
    .orderBy('name')
    .execute();
  return { templates };
}
