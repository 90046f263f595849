// How the files of an answer that was not sent go: an officer takes one away, nobody sends it in time, or the case goes to
// another institution, whose answer they are not. Their blobs go with the next sweep (blob-sweep.ts).
//
// Invariants: 1. What was sent stays. 2. Rows are taken in the order job, attachment, rendition, as the media job takes them.

import { type Kysely, sql, type Transaction } from 'kysely';
import { heldBy } from '../casework/visibility.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';

/** @returns false where it is not there, not theirs, or sent */
export async function removeMedium(
  database: Kysely<Database>,
  officer: Officer,
  { applicationId, attachmentId }: { applicationId: string; attachmentId: string },
  nowMs: number,
): Promise<boolean> {
  const row = await database
    .selectFrom('attachment')
    .innerJoin('case_file', 'case_file.application_id', 'attachment.application_id')
    .select('attachment.id')
    .where('attachment.id', '=', attachmentId)
    .where('attachment.application_id', '=', applicationId)
    .where('attachment.role', '=', 'answer')
    .where('attachment.reply_id', 'is', null)
    .where(heldBy(officer))
    .executeTakeFirst();
  if (!row) return false;
  return database.transaction().execute(async (transaction) => {
    const removed = await removeRows(transaction, [attachmentId]);
    const audited = removed.map((application_id) => ({
      at: new Date(nowMs),
      action: 'answer-media-removed',
      actor_id: officer.accountId,
      application_id,
    }));
    if (audited.length > 0) await transaction.insertInto('audit_entry').values(audited).execute();
    return audited.length > 0;
  });
}

/**
 * Forgets media that nobody has sent since.
 * @returns how many
 */
export function removeUnsentMedia(
  database: Kysely<Database>,
  { beforeMs, nowMs, limit }: { beforeMs: number; nowMs: number; limit: number },
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const old = await transaction
      .selectFrom('attachment')
      .select('id')
      .where('role', '=', 'answer')
      .where('reply_id', 'is', null)
      .where('created_at', '<', new Date(beforeMs))
      .limit(limit)
      .execute();
    const removed = await removeRows(
      transaction,
      old.map(({ id }) => id),
    );
    const audited = removed.map((application_id) => ({
      at: new Date(nowMs),
      action: 'answer-media-expired',
      actor_id: null,
      application_id,
    }));
    if (audited.length > 0) await transaction.insertInto('audit_entry').values(audited).execute();
    return removed.length;
  });
}

/**
 * The case goes to another institution, and what its old holder has prepared does not go along. Whoever calls holds the
 * case's lock, which who adds a file waits for.
 */
export async function removeUnsentOf(
  transaction: Transaction<Database>,
  officer: Officer,
  applicationId: string,
  at: string,
): Promise<void> {
  const unsent = await transaction
    .selectFrom('attachment')
    .select('id')
    .where('application_id', '=', applicationId)
    .where('role', '=', 'answer')
    .where('reply_id', 'is', null)
    .execute();
  const removed = await removeRows(
    transaction,
    unsent.map(({ id }) => id),
  );
  if (removed.length === 0) return;
  const entry = {
    at,
    action: 'answer-media-left-behind',
    actor_id: officer.accountId,
    application_id: applicationId,
  };
  await transaction
    .insertInto('audit_entry')
    .values(removed.map(() => entry))
    .execute();
}

/** @returns the application of each that was still unsent and is gone */
async function removeRows(transaction: Transaction<Database>, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const all = sql<string>`any(${[...ids]}::uuid[])`;
  const jobs = await sql<{ id: string }>`
    select id from job where attachment_id = ${all} order by id for update`.execute(transaction);
  // Whoever sends the reply holds these rows; what was sent meanwhile no longer fits.
  const unsent = await transaction
    .selectFrom('attachment')
    .select(['id', 'application_id'])
    .where('id', '=', all)
    .where('role', '=', 'answer')
    .where('reply_id', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const gone = sql<string>`any(${unsent.map(({ id }) => id)}::uuid[])`;
  if (jobs.rows.length > 0) await transaction.deleteFrom('job').where('attachment_id', '=', gone).execute();
  await transaction.deleteFrom('rendition').where('attachment_id', '=', gone).execute();
  await transaction.deleteFrom('attachment').where('id', '=', gone).execute();
  return unsent.map(({ application_id }) => application_id);
}
