// What an action's event does beside the event itself: a draft is sent or given back, an opinion opens the case to whom it is
// asked of, a case lies on a desk, what was prepared for an answer does not go along.

import { sql, type Transaction } from 'kysely';
import type { CaseEvent } from '../../../src/domain/case.ts';
import { removeUnsentOf } from '../../attachments/answer-media-removal.ts';
import type { Officer } from '../../identity/officer.ts';
import type { Database } from '../../store/schema.ts';

/**
 * Before the event, which refers to it: a draft that refuses is a reply that nobody has sent, and the citizen reads none.
 * @returns false where the id is another reply's
 */
export async function keepDraft(
  transaction: Transaction<Database>,
  officer: Officer,
  applicationId: string,
  event: CaseEvent,
): Promise<boolean> {
  if (event.kind !== 'drafted') return true;
  const { replyId: id, institutionId: institution_id, explanation: text = '', at: written_at } = event;
  const override_reason = event.reason ?? null;
  const kept = await transaction
    .insertInto('reply')
    .values({
      id,
      application_id: applicationId,
      institution_id,
      author_id: officer.accountId,
      text,
      override_reason,
      written_at,
      is_draft: true,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

export async function carryOut(
  transaction: Transaction<Database>,
  officer: Officer,
  applicationId: string,
  event: CaseEvent,
): Promise<void> {
  switch (event.kind) {
    case 'assigned':
    case 'transferred':
      await removeUnsentOf(transaction, officer, applicationId, event.at);
      // A new holder has forgotten the unit (0013-desk.ts), but for the one that was named with it.
      if (event.unitId === undefined) return;
      await transaction
        .updateTable('case_file')
        .set({ unit_id: event.unitId })
        .where('application_id', '=', applicationId)
        .execute();
      return;
    case 'answered':
      await transaction
        .updateTable('reply')
        .set({ is_draft: false, sent_at: event.at })
        .where('id', '=', event.replyId)
        .execute();
      return;
    case 'draft-returned':
      // Its media can be sent with the next draft, and its captions are its author's until somebody goes on with them.
      await sql`
        update attachment set reply_id = null,
          captions_by = case when captions is not null then reply.author_id end,
          captions_at = case when captions is not null then ${event.at}::timestamptz end
        from reply where reply.id = attachment.reply_id and reply.id = ${event.replyId}::uuid`.execute(
        transaction,
      );
      return;
    case 'opinion-asked':
      await transaction
        .insertInto('case_opinion')
        .values({
          event_id: event.id,
          application_id: applicationId,
          ...(event.unitId === undefined ? { asked_of: event.askedOf } : { asked_of_unit: event.unitId }),
          asked_at: event.at,
        })
        .execute();
      return;
    case 'opinion-given':
      await transaction
        .updateTable('case_opinion')
        .set({ given_at: event.at })
        .where('event_id', '=', event.opinionId)
        .execute();
      return;
    case 'placed':
      await transaction
        .updateTable('case_file')
        .set({ unit_id: event.unitId, colleague_id: event.colleagueId })
        .where('application_id', '=', applicationId)
        .execute();
      return;
    case 'erasure-granted':
    case 'erasure-refused':
      // What was granted is carried out by the clock (server/retention), as soon as nothing is owed any more.
      await transaction
        .updateTable('case_file')
        .set({
          erasure_due_on: null,
          ...(event.kind === 'erasure-granted' && { erasure_granted_at: event.at }),
        })
        .where('application_id', '=', applicationId)
        .execute();
      return;
    default:
      return;
  }
}
