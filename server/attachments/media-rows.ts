// What the media jobs read and write in PostgreSQL, and nothing else does: the seam between the pipeline and the tables.
//
// Invariants: 1. A job is taken by moving its time ahead (the lease) and counting the attempt, in one statement; whoever
// holds attempt n of a job is the only one who may end or postpone it. 2. What an attempt has found and the end of its job
// are one commit. 3. No transaction is open while a file is worked on.

import { type Kysely, sql, type Transaction } from 'kysely';
import type { AttachmentKind } from '../../src/domain/attachment.ts';
import type { AttachmentProblem } from '../../src/domain/attachment-problem.ts';
import type { RenditionName } from '../../src/domain/attachment-rendition.ts';
import type { Database } from '../store/schema.ts';

const MEDIA_JOB = 'media';

export interface MediaJob {
  id: string;
  /** This one included; the first is 1. */
  attempt: number;
  attachmentId: string;
  applicationId: string;
  kind: AttachmentKind;
  originalKey: string;
}

export interface StoredRendition {
  name: RenditionName;
  mediaType: string;
  key: string;
  byteLength: number;
  durationMs: number | null;
  width: number | null;
  height: number | null;
}

export type Finding =
  | { state: 'ready'; renditions: readonly StoredRendition[] }
  | { state: 'original-only'; problem: AttachmentProblem; renditions: readonly StoredRendition[] }
  | { state: 'rejected'; problem: AttachmentProblem };

/** @returns the job that has been due longest, with its attempt begun; undefined where none is due */
export async function takeMediaJob(
  database: Kysely<Database>,
  nowMs: number,
  leaseMs: number,
): Promise<MediaJob | undefined> {
  const { rows } = await sql<MediaJob>`
    with taken as (
      update job set attempts = attempts + 1, run_after = ${new Date(nowMs + leaseMs)}
      where id = (
        select id from job
        where kind = ${MEDIA_JOB} and attachment_id is not null and run_after <= ${new Date(nowMs)}
        order by run_after, id limit 1 for update skip locked
      )
      returning id, attempts, attachment_id
    )
    select taken.id, taken.attempts as attempt, attachment.id as "attachmentId",
      attachment.application_id as "applicationId", attachment.kind, encode(attachment.digest, 'hex') as "originalKey"
    from taken join attachment on attachment.id = taken.attachment_id`.execute(database);
  return rows[0];
}

/** @returns false where the lease was lost, and another has the job */
export function renewMediaJob(database: Kysely<Database>, job: MediaJob, untilMs: number): Promise<boolean> {
  return moveJob(database, job, { untilMs, attempts: job.attempt });
}

/** To be tried again; the attempt counts. */
export async function postponeMediaJob(
  database: Kysely<Database>,
  job: MediaJob,
  untilMs: number,
): Promise<void> {
  await moveJob(database, job, { untilMs, attempts: job.attempt });
}

/** To be tried again as if it had not been tried: the fault was not the file's. */
export async function giveBackMediaJob(
  database: Kysely<Database>,
  job: MediaJob,
  untilMs: number,
): Promise<void> {
  await moveJob(database, job, { untilMs, attempts: job.attempt - 1 });
}

async function moveJob(
  database: Kysely<Database>,
  job: MediaJob,
  { untilMs, attempts }: { untilMs: number; attempts: number },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('job')
    .set({ run_after: new Date(untilMs), attempts })
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends the job. @returns false, and nothing is written, where the lease was lost */
export function finishMediaJob(
  database: Kysely<Database>,
  job: MediaJob,
  finding: Finding,
  nowMs: number,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('job')
      .where('id', '=', job.id)
      .where('attempts', '=', job.attempt)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    await recordFinding(transaction, job, finding, new Date(nowMs));
    return true;
  });
}

async function recordFinding(
  transaction: Transaction<Database>,
  { attachmentId, applicationId }: MediaJob,
  finding: Finding,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('attachment')
    .set({ state: finding.state, problem: finding.state === 'ready' ? null : finding.problem })
    .where('id', '=', attachmentId)
    .execute();
  await transaction
    .insertInto('audit_entry')
    .values({ at, action: `attachment-${finding.state}`, actor_id: null, application_id: applicationId })
    .execute();
  if (finding.state === 'rejected') return;
  for (const { name, mediaType, key, byteLength, durationMs, width, height } of finding.renditions) {
    const measured = {
      media_type: mediaType,
      byte_length: byteLength,
      blob_key: key,
      duration_ms: durationMs,
      width,
      height,
    };
    // 'original' has a row since it was stored, with the type that its sender gave it.
    await transaction
      .insertInto('rendition')
      .values({ attachment_id: attachmentId, name, created_at: at, ...measured })
      .onConflict((conflict) => conflict.columns(['attachment_id', 'name']).doUpdateSet(measured))
      .execute();
  }
}
