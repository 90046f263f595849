// What a citizen does in a case, within the act that brings it (acts.ts): each is one event, judged by what the device was told
// it may do (src/domain/thread-life.ts), and by stepCase.

import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { type CivilDate, istanbulDate } from '../../src/domain/calendar.ts';
import { type CaseEvent, type CaseState, holderOf } from '../../src/domain/case.ts';
import { actsIn, openQuestion, rightsOf } from '../../src/domain/case-rights.ts';
import { dueAfterObjection, dueAfterPayment } from '../../src/domain/deadline.ts';
import { erasureDueOn } from '../../src/domain/erasure.ts';
import { type Fee, feeOf } from '../../src/domain/fee.ts';
import { normaliseText } from '../../src/domain/text.ts';
import type { CaseAct } from '../../src/domain/thread-act.ts';
import { obstacleTo } from '../../src/domain/thread-life.ts';
import { holdDirectory } from '../directory/csv/directory-rows.ts';
import type { Database } from '../store/schema.ts';
import { translateFor } from '../texts.ts';
import { addAttachments, findObstacleToAttachments } from './act-attachments.ts';
import type { ActUnderWay, RefusedAct } from './act-under-way.ts';
import { appendEvents, findCentre, lockedCase } from './case-file.ts';

export async function findObstacleToCaseAct(
  transaction: Transaction<Database>,
  act: CaseAct,
  underWay: ActUnderWay,
): Promise<RefusedAct | undefined> {
  // Held by acts.ts already; here it is read.
  const { state, history } = await lockedCase(transaction, underWay.applicationId);
  const { nowMs, calendar } = underWay.moment;
  const asked = openQuestion(state, history);
  const question = asked && { id: asked.id, text: asked.question, at: asked.at, by: '' };
  const rights = rightsOf(state, history, question, istanbulDate(nowMs), calendar);
  const code = obstacleTo({ ...rights, acts: actsIn(history) }, act, nowMs);
  if (code) return { kind: 'refused', code };
  return findObstacleToAttachments(transaction, act, underWay);
}

export async function carryOutCaseAct(
  transaction: Transaction<Database>,
  act: CaseAct,
  underWay: ActUnderWay,
): Promise<void> {
  const { applicationId, at } = underWay;
  const locked = await lockedCase(transaction, applicationId);
  // Before the event, which holds their digests.
  await addAttachments(transaction, act, underWay, { role: 'supporting' });
  const events = [toEvent(act, underWay, locked.history)];
  // Nobody works there any more: it would lie until its last day.
  if (act.kind === 'objection') events.push(...(await takenFromRetired(transaction, locked.state, at)));
  await appendEvents(transaction, locked, events, null);
  if (act.kind === 'erasure')
    await transaction
      .updateTable('case_file')
      .set({ erasure_due_on: erasureDueOn(underWay.moment.nowMs) })
      .where('application_id', '=', applicationId)
      .execute();
  await transaction
    .insertInto('audit_entry')
    .values({ at, action: `citizen-${act.kind}`, application_id: applicationId })
    .execute();
}

/** To the centre, by the clock that runs: what has come to an institution that is no longer in use. */
async function takenFromRetired(
  transaction: Transaction<Database>,
  state: CaseState,
  at: string,
): Promise<CaseEvent[]> {
  const from = holderOf(state);
  if (from === null) return [];
  await holdDirectory(transaction);
  const { is_retired } = await transaction
    .selectFrom('institution')
    .select('is_retired')
    .where('id', '=', from)
    .executeTakeFirstOrThrow();
  if (!is_retired) return [];
  const institutionId = await findCentre(transaction);
  const reason = translateFor('tr')('server.holderRetired');
  return [{ id: randomUUID(), at, kind: 'transferred', from, institutionId, reason }];
}

function toEvent(act: CaseAct, { id, at, moment }: ActUnderWay, history: readonly CaseEvent[]): CaseEvent {
  switch (act.kind) {
    case 'addition':
      return { id, at, kind: 'added', text: normaliseText(act.text) };
    case 'information':
      return {
        id,
        at,
        kind: 'information-given',
        questionId: act.questionId,
        text: normaliseText(act.text),
        ...afterPayment(feeOf(history, act.questionId), moment),
      };
    case 'withdrawal':
      return { id, at, kind: 'withdrawn', ...reasonOf(act) };
    case 'erasure':
      return { id, at, kind: 'erasure-asked', ...reasonOf(act) };
    case 'rating':
      return { id, at, kind: 'rated', replyId: act.replyId, score: act.score, ...reasonOf(act) };
    case 'objection': {
      const dueOn = dueAfterObjection(moment.nowMs, moment.calendar);
      return { id, at, kind: 'objected', replyId: act.replyId, text: normaliseText(act.text), dueOn };
    }
  }
}

/** The document of a payment lets the clock go on. */
function afterPayment(
  fee: Fee | undefined,
  { nowMs, calendar }: ActUnderWay['moment'],
): { dueOn?: CivilDate } {
  return fee ? { dueOn: dueAfterPayment(fee, nowMs, calendar) } : {};
}

function reasonOf({ reason }: { reason?: string | undefined }): { reason?: string } {
  return reason === undefined ? {} : { reason: normaliseText(reason) };
}
