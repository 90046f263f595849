// The one answer to many that an officer is writing, kept for them alone, by the group: the newest of what their console has saved. What
// is in it only the console knows; row-level security and the triggers of migration 0032 say when it is there.

import type { Kysely } from 'kysely';
import { isUuidv7 } from '../../../src/domain/uuid.ts';
import type { Officer } from '../../identity/officer.ts';
import type { Database } from '../../store/schema.ts';
import { visibleTo } from '../visibility.ts';

/** @returns whether an open case of the group is theirs to see */
export async function keepGroupDraft(
  database: Kysely<Database>,
  officer: Officer,
  { likenessId, content }: { likenessId: string; content: string },
  nowMs: number,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    if (!(await isTheirs(transaction, officer, likenessId))) return false;
    const kept = { content, changed_at: new Date(nowMs) };
    await transaction
      .insertInto('group_draft')
      .values({ likeness_id: likenessId, account_id: officer.accountId, ...kept })
      .onConflict((conflict) => conflict.columns(['likeness_id', 'account_id']).doUpdateSet(kept))
      .execute();
    return true;
  });
}

/** Where there is none, too: what is to be gone is gone. */
export async function dropGroupDraft(
  database: Kysely<Database>,
  { accountId }: Officer,
  likenessId: string,
): Promise<void> {
  if (!isUuidv7(likenessId)) return;
  await database
    .deleteFrom('group_draft')
    .where('likeness_id', '=', likenessId)
    .where('account_id', '=', accountId)
    .execute();
}

export async function readGroupDraft(
  database: Kysely<Database>,
  { accountId }: Officer,
  likenessId: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('group_draft')
    .select('content')
    .where('likeness_id', '=', likenessId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.content;
}

async function isTheirs(database: Kysely<Database>, officer: Officer, likenessId: string): Promise<boolean> {
  if (!isUuidv7(likenessId)) return false;
  const found = await database
    .selectFrom('case_likeness')
    .innerJoin('case_file', 'case_file.application_id', 'case_likeness.application_id')
    .select('case_file.application_id')
    .where('case_likeness.likeness_id', '=', likenessId)
    .where('case_file.is_open', '=', true)
    .where(visibleTo(officer))
    .limit(1)
    // A case that is being answered now is the last one, or is not: the trigger comes after this, or has been.
    .forShare()
    .executeTakeFirst();
  return found !== undefined;
}
