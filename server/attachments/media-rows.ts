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
  /** What is worked on: an attachment of an application, else a clip of the studio (server/sign-clips). */
  attachmentId: string | null;
  applicationId: string | null;
  clipId: string | null;
  kind: AttachmentKind;
  /** An officer's, for a citizen. */
  isAnswer: boolean;
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
  /** Pictures in a second. */
  frameRate: number | null;
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
        where kind = ${MEDIA_JOB} and (attachment_id is not null or clip_id is not null)
          and run_after <= ${new Date(nowMs)}
        order by run_after, id limit 1 for update skip locked
      )
      returning id, attempts, attachment_id, clip_id
    )
    select taken.id, taken.attempts as attempt, attachment.id as "attachmentId",
      attachment.application_id as "applicationId", sign_clip.id as "clipId",
      coalesce(attachment.kind, 'sign-video') as kind,
      coalesce(attachment.role = 'answer', false) as "isAnswer",
      encode(coalesce(attachment.digest, sign_clip.digest), 'hex') as "originalKey"
    from taken
      left join attachment on attachment.id = taken.attachment_id
      left join sign_clip on sign_clip.id = taken.clip_id`.execute(database);
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
  { attachmentId, applicationId, clipId }: MediaJob,
  finding: Finding,
  at: Date,
): Promise<void> {
  const found = { state: finding.state, problem: finding.state === 'ready' ? null : finding.problem };
  const subject = clipId === null ? 'attachment' : 'clip';
  await transaction
    .insertInto('audit_entry')
    .values({
      at,
      action: `${subject}-${finding.state}`,
      actor_id: null,
      application_id: applicationId,
      clip_id: clipId,
    })
    .execute();
  const renditions = finding.state === 'rejected' ? [] : finding.renditions;
  if (attachmentId !== null) {
    await transaction.updateTable('attachment').set(found).where('id', '=', attachmentId).execute();
    for (const rendition of renditions) {
      const measured = { ...toColumns(rendition), frame_rate: rendition.frameRate };
      // 'original' has a row since it was stored, with the type that its sender gave it.
      await transaction
        .insertInto('rendition')
        .values({ attachment_id: attachmentId, name: rendition.name, created_at: at, ...measured })
        .onConflict((conflict) => conflict.columns(['attachment_id', 'name']).doUpdateSet(measured))
        .execute();
    }
  }
  if (clipId !== null) {
    await transaction.updateTable('sign_clip').set(found).where('id', '=', clipId).execute();
    for (const rendition of renditions) {
      const measured = toColumns(rendition);
      await transaction
        .insertInto('sign_clip_rendition')
        .values({ clip_id: clipId, name: rendition.name, ...measured })
        .onConflict((conflict) => conflict.columns(['clip_id', 'name']).doUpdateSet(measured))
        .execute();
    }
  }
}

function toColumns({ mediaType, key, byteLength, durationMs, width, height }: StoredRendition) {
  return {
    media_type: mediaType,
    byte_length: byteLength,
    blob_key: key,
    duration_ms: durationMs,
    width,
    height,
  };
}
