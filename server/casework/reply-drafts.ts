// The answer that an officer is writing in a case, kept for them alone: the newest of what their console has saved. What is in it only the
// console knows; row-level security and the triggers of migration 0028 say when it is there.

import type { Kysely } from 'kysely';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { visibleTo } from './visibility.ts';

/** @returns whether it is a case of theirs */
export async function keepReplyDraft(
  database: Kysely<Database>,
  officer: Officer,
  { applicationId, content }: { applicationId: string; content: string },
  nowMs: number,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const found = await findCase(transaction, officer, applicationId);
    if (!found) return false;
    const kept = { content, changed_at: new Date(nowMs) };
    await transaction
      .insertInto('reply_draft')
      .values({ application_id: applicationId, account_id: officer.accountId, ...kept })
      .onConflict((conflict) => conflict.columns(['application_id', 'account_id']).doUpdateSet(kept))
      .execute();
    return true;
  });
}

/** @returns whether it is a case of theirs, with a draft or without */
export async function dropReplyDraft(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
): Promise<boolean> {
  if (!(await findCase(database, officer, applicationId))) return false;
  await database
    .deleteFrom('reply_draft')
    .where('application_id', '=', applicationId)
    .where('account_id', '=', officer.accountId)
    .execute();
  return true;
}

/** Of a case that they may see. */
export async function readReplyDraft(
  database: Kysely<Database>,
  { accountId }: Officer,
  applicationId: string,
): Promise<{ replyDraft?: string }> {
  const row = await database
    .selectFrom('reply_draft')
    .select('content')
    .where('application_id', '=', applicationId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ? { replyDraft: row.content } : {};
}

async function findCase(database: Kysely<Database>, officer: Officer, applicationId: string) {
  if (!isUuidv7(applicationId)) return undefined;
  return database
    .selectFrom('case_file')
    .select('application_id')
    .where('application_id', '=', applicationId)
    .where(visibleTo(officer))
    .executeTakeFirst();
}
