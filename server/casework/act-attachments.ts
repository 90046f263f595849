// Recordings and files that an act announces: their rows are made with the act, their bytes come as any attachment's.

import type { Transaction } from 'kysely';
import type { AttachmentRole } from '../../src/domain/attachment.ts';
import { attachmentsOfAct, type ThreadAct } from '../../src/domain/thread-act.ts';
import { reachingAll } from '../store/reaching-all.ts';
import type { Database } from '../store/schema.ts';
import { type ActUnderWay, actNotValid, type RefusedAct } from './act-under-way.ts';
import { anyOf } from './case-file.ts';

/** However often something is added or recorded again: so many rows has one application at most. */
const MOST_ATTACHMENTS = 100;

export async function findObstacleToAttachments(
  transaction: Transaction<Database>,
  act: ThreadAct,
  { applicationId, limits }: Pick<ActUnderWay, 'applicationId' | 'limits'>,
): Promise<RefusedAct | undefined> {
  const attachments = attachmentsOfAct(act);
  if (attachments.length === 0) return undefined;
  if (attachments.some(({ kind, byteLength }) => byteLength > limits.bytes[kind]))
    return actNotValid('attachments', 'format');
  // Of anybody's: nothing is told but that an id is taken.
  const known = await reachingAll(transaction, () =>
    transaction
      .selectFrom('attachment')
      .select(['id', 'application_id'])
      .where(({ or, eb }) =>
        or([eb('application_id', '=', applicationId), eb('id', '=', anyOf(attachments.map(({ id }) => id)))]),
      )
      .execute(),
  );
  // An id that is there already: no honest device makes one twice.
  if (known.some(({ id }) => attachments.some((attachment) => attachment.id === id)))
    return { kind: 'refused', code: 'act-conflict' };
  return known.length + attachments.length > MOST_ATTACHMENTS
    ? actNotValid('attachments', 'too-long')
    : undefined;
}

/** @param as the role of all of them, and the recording instead of which they were made */
export async function addAttachments(
  transaction: Transaction<Database>,
  act: ThreadAct,
  { id: actId, applicationId, at }: ActUnderWay,
  as: { role: AttachmentRole; replacesId?: string },
): Promise<void> {
  const attachments = attachmentsOfAct(act);
  if (attachments.length === 0) return;
  const { last } = await transaction
    .selectFrom('attachment')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('application_id', '=', applicationId)
    .where('role', '<>', 'answer')
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('attachment')
    .values(
      attachments.map(({ id, kind, mediaType, byteLength, digest, durationMs }, index) => ({
        id,
        application_id: applicationId,
        kind,
        role: as.role,
        media_type: mediaType,
        byte_length: byteLength,
        digest: Buffer.from(digest, 'base64url'),
        duration_ms: durationMs ?? null,
        position: (last ?? 0) + 1 + index,
        created_at: at,
        act_id: actId,
        ...(as.replacesId !== undefined && { replaces_id: as.replacesId }),
      })),
    )
    .execute();
}
