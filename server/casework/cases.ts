// What officers read of one case: all of it.
//
// Invariants: 1. A case that is not theirs does not exist for them (visibility.ts). 2. Whoever reads an identity is
// written down in the same transaction: no entry, no identity.

import type { Kysely } from 'kysely';
import { PROVINCES } from '../../src/domain/places.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { ThreadReply } from '../../src/domain/wire.ts';
import { SEALED_COLUMNS, type SealedCase, type SealedIdentity } from '../applicant/identity-cipher.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { countAlike } from './likeness/likenesses.ts';
import type { Moment } from './moment.ts';
import { readReplyDraft } from './reply-drafts.ts';
import { toStaffLife } from './staff-life-rows.ts';
import {
  inSnapshot,
  selectAttachments,
  selectEvents,
  selectReplies,
  selectThreads,
  toThread,
} from './thread-rows.ts';
import { maySeeIdentity, visibleTo } from './visibility.ts';

/**
 * Whom it is of stays sealed, and is not read at all for those who may not know.
 * @returns undefined when there is no such case, or it is not theirs: the two cannot be told apart
 */
export async function readCase(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
  moment: Moment,
): Promise<SealedCase | undefined> {
  if (!isUuidv7(applicationId)) return undefined;
  return inSnapshot(database, async (snapshot) => {
    const row = await selectThreads(snapshot)
      .leftJoin('sealed_delivery', 'sealed_delivery.application_id', 'application.id')
      .select([
        'sealed_delivery.may_be_carried',
        'sealed_delivery.agreed_at',
        'application.formats',
        'application.locale',
        'application.addressed_name',
        'application.province',
        'application.district',
        'application.place_detail',
        'application.coordinates',
        'application.before_court',
        'application.hide_identity',
        'case_file.due_soon_at',
        'case_file.escalated_at',
        'case_file.event_count',
      ])
      .where('application.id', '=', applicationId)
      .where(visibleTo(officer))
      .executeTakeFirst();
    if (!row) return undefined;
    const events = await selectEvents(snapshot).where('application.id', '=', applicationId).execute();
    const replies = await selectReplies(snapshot).where('application.id', '=', applicationId).execute();
    const attachments = await selectAttachments(snapshot)
      .where('application.id', '=', applicationId)
      .execute();
    const thread = toThread(row, { events, replies, attachments }, moment);
    return {
      ...thread,
      replies: thread.replies.map((reply) => withSource(reply, replies)),
      changes: row.event_count,
      life: await toStaffLife(snapshot, officer, { row, events, life: thread.life, moment }),
      formats: row.formats,
      locale: row.locale,
      addressedTo: row.addressed_name,
      place: placeInWords(row.province, row.district),
      placeDetail: row.place_detail,
      coordinates: row.coordinates,
      beforeCourt: row.before_court,
      hideIdentity: row.hide_identity,
      ...(row.may_be_carried !== null && {
        sealed: {
          mayBeCarried: row.may_be_carried,
          ...(row.agreed_at !== null && { agreedAt: row.agreed_at.toISOString() }),
        },
      }),
      ...(await readReplyDraft(snapshot, officer, applicationId)),
      ...(await countAlike(snapshot, officer, applicationId, moment.nowMs)),
      applicant: maySeeIdentity(officer, row.hide_identity)
        ? await readIdentity(snapshot, officer, applicationId, moment.nowMs)
        : null,
    };
  });
}

/** As the officer wrote it: an answer that is the same as a draft in the console is told by it. */
function withSource(reply: ThreadReply, rows: readonly { id: string; source: string | null }[]) {
  const source = rows.find(({ id }) => id === reply.id)?.source ?? null;
  return { ...reply, ...(source !== null && { source }) };
}

async function readIdentity(
  snapshot: Kysely<Database>,
  officer: Officer,
  applicationId: string,
  nowMs: number,
): Promise<SealedIdentity | null> {
  const applicant = await snapshot
    .selectFrom('applicant')
    .select(['application_id', 'address_kind', 'key_id', ...SEALED_COLUMNS])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!applicant) return null;
  await snapshot
    .insertInto('audit_entry')
    .values({
      at: new Date(nowMs),
      action: 'identity-read',
      actor_id: officer.accountId,
      application_id: applicationId,
    })
    .execute();
  return applicant;
}

/** "District, Province", as addresses are written in Türkiye's forms from the smaller to the larger. */
function placeInWords(plate: string | null, district: string | null): string | null {
  const province = PROVINCES.find((candidate) => candidate.plate === plate)?.province;
  if (province === undefined) return null;
  return district === null ? province : `${district}, ${province}`;
}
