// The effect of a citizen's word on the text of their recording (src/domain/transcript.ts), within the act that brings it
// (acts.ts).

import type { Transaction } from 'kysely';
import { normaliseText } from '../../src/domain/text.ts';
import { attachmentsOfAct, type TranscriptVerdict } from '../../src/domain/thread-act.ts';
import type { Violation } from '../../src/domain/violation.ts';
import type { Database } from '../store/schema.ts';
import type { ActUnderWay, RefusedAct } from './acts.ts';
import { anyOf } from './case-file.ts';
import { isSettled } from './transcripts.ts';

/** However often recordings are made again: so many rows has one application at most. */
const MOST_ATTACHMENTS = 100;

export async function findObstacleToVerdict(
  transaction: Transaction<Database>,
  act: TranscriptVerdict,
  { applicationId, limits }: ActUnderWay,
): Promise<RefusedAct | undefined> {
  const transcript = await transaction
    .selectFrom('transcript')
    .innerJoin('attachment', 'attachment.id', 'transcript.attachment_id')
    .select('transcript.id')
    .where('transcript.id', '=', act.transcriptId)
    .where('attachment.id', '=', act.attachmentId)
    .where('attachment.application_id', '=', applicationId)
    .executeTakeFirst();
  if (!transcript) return notValid('transcriptId', 'not-in-list');
  if (await isSettled(transaction, act.attachmentId)) return { kind: 'refused', code: 'transcript-settled' };
  const recordings = attachmentsOfAct(act);
  if (recordings.length === 0) return undefined;
  if (recordings.some(({ kind, byteLength }) => byteLength > limits.bytes[kind]))
    return notValid('attachments', 'format');
  const known = await transaction
    .selectFrom('attachment')
    .select(['id', 'application_id'])
    .where(({ or, eb }) =>
      or([eb('application_id', '=', applicationId), eb('id', '=', anyOf(recordings.map(({ id }) => id)))]),
    )
    .execute();
  // An id that is there already: no honest device makes one twice.
  if (known.some(({ id }) => recordings.some((recording) => recording.id === id)))
    return { kind: 'refused', code: 'act-conflict' };
  return known.length + recordings.length > MOST_ATTACHMENTS
    ? notValid('attachments', 'too-long')
    : undefined;
}

function notValid(field: string, code: Violation['code']): RefusedAct {
  return { kind: 'refused', code: 'act-not-valid', violations: [{ field, code }] };
}

export async function carryOutVerdict(
  transaction: Transaction<Database>,
  act: TranscriptVerdict,
  underWay: ActUnderWay,
): Promise<void> {
  const { id, applicationId, at } = underWay;
  await transaction
    .insertInto('transcript_verdict')
    .values({
      act_id: id,
      transcript_id: act.transcriptId,
      kind: act.verdict,
      text: act.verdict === 'corrected' ? normaliseText(act.text) : null,
      at,
    })
    .execute();
  await addRecordings(transaction, act, underWay);
  await transaction
    .insertInto('audit_entry')
    .values({ at, action: `transcript-${act.verdict}`, application_id: applicationId })
    .execute();
}

/** Rows of the new recordings, in the role of the one that they replace. Their bytes come as any attachment's. */
async function addRecordings(
  transaction: Transaction<Database>,
  act: TranscriptVerdict,
  { id: actId, applicationId, at }: ActUnderWay,
): Promise<void> {
  const recordings = attachmentsOfAct(act);
  if (recordings.length === 0) return;
  const { role, position } = await transaction
    .selectFrom('attachment')
    .select(({ selectFrom }) => [
      'role',
      selectFrom('attachment as other')
        .select(({ fn }) => fn.max('other.position').as('last'))
        .where('other.application_id', '=', applicationId)
        .where('other.role', '<>', 'answer')
        .$asScalar()
        .as('position'),
    ])
    .where('id', '=', act.attachmentId)
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('attachment')
    .values(
      recordings.map(({ id, kind, mediaType, byteLength, digest, durationMs }, index) => ({
        id,
        application_id: applicationId,
        kind,
        role,
        media_type: mediaType,
        byte_length: byteLength,
        digest: Buffer.from(digest, 'base64url'),
        duration_ms: durationMs ?? null,
        position: (position ?? 0) + 1 + index,
        created_at: at,
        act_id: actId,
        replaces_id: act.attachmentId,
      })),
    )
    .execute();
}
