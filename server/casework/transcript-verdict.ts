// The effect of a citizen's word on the text of their recording (src/domain/transcript.ts), within the act that brings it
// (acts.ts).

import type { Transaction } from 'kysely';
import type { AttachmentRole } from '../../src/domain/attachment.ts';
import { normaliseText } from '../../src/domain/text.ts';
import type { TranscriptVerdict } from '../../src/domain/thread-act.ts';
import type { Database } from '../store/schema.ts';
import { addAttachments, findObstacleToAttachments } from './act-attachments.ts';
import { type ActUnderWay, actNotValid, type RefusedAct } from './act-under-way.ts';
import { appendEvents, lockedCase } from './case-file.ts';
import { isSettled } from './transcripts.ts';

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
  if (!transcript) return actNotValid('transcriptId', 'not-in-list');
  if (await isSettled(transaction, act.attachmentId)) return { kind: 'refused', code: 'transcript-settled' };
  return findObstacleToAttachments(transaction, act, { applicationId, limits });
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
      is_told: true,
    })
    .execute();
  const { role } = await transaction
    .selectFrom('attachment')
    .select('role')
    .where('id', '=', act.attachmentId)
    .$narrowType<{ role: AttachmentRole }>()
    .executeTakeFirstOrThrow();
  // In the role of the recording that they replace.
  await addAttachments(transaction, act, underWay, { role, replacesId: act.attachmentId });
  // After what it tells of: the database makes its digests.
  const locked = await lockedCase(transaction, applicationId);
  const { transcriptId, verdict } = act;
  await appendEvents(
    transaction,
    locked,
    [{ id, at, kind: 'transcript-judged', transcriptId, verdict }],
    null,
  );
  await transaction
    .insertInto('audit_entry')
    .values({ at, action: `transcript-${act.verdict}`, application_id: applicationId })
    .execute();
}
