// Which event an action is: pure. That it is possible has been found before (src/domain/staff-action.ts); what stands in it
// and does not fit the case is a violation.

import { istanbulDate } from '../../../src/domain/calendar.ts';
import { type CaseEvent, holderOf, type SentDocument } from '../../../src/domain/case.ts';
import { type Ground, groundsFor } from '../../../src/domain/case-ground.ts';
import {
  dueAfterExtension,
  dueAfterTransfer,
  dueWhileUnpaid,
  feeToAsk,
  isForfeited,
} from '../../../src/domain/deadline.ts';
import { openErasure } from '../../../src/domain/erasure.ts';
import type { ApplicationKind } from '../../../src/domain/kinds.ts';
import { openOpinions, opinionsToGive } from '../../../src/domain/opinion.ts';
import {
  type Actor,
  type CaseFacts,
  mayPlaceWith,
  type StaffAction,
  whoseOpinion,
} from '../../../src/domain/staff-action.ts';
import { normaliseText } from '../../../src/domain/text.ts';
import type { Violation } from '../../../src/domain/violation.ts';
import type { Moment } from '../moment.ts';
import { feeQuestion } from './fee-question.ts';

export interface ActionContext {
  /** Of the action, and so of its event. */
  id: string;
  actor: Actor;
  facts: CaseFacts;
  /** Of the application. */
  kind: ApplicationKind;
  moment: Moment;
}

export type MadeEvent = { ok: true; event: CaseEvent } | { ok: false; violations: Violation[] };

export function toEvent(action: StaffAction, context: ActionContext): MadeEvent {
  const { id, actor, facts, moment } = context;
  const { nowMs, calendar } = moment;
  const happened = { id, at: new Date(nowMs).toISOString() };
  // The centre acts for whoever holds the case, and for itself before somebody does (P1).
  const institutionId = holderOf(facts.state) ?? facts.centreId;
  const made = (event: CaseEvent): MadeEvent => ({ ok: true, event });
  switch (action.kind) {
    case 'transfer':
    case 'assign': {
      if (action.to === holderOf(facts.state)) return wrong('to');
      const unit = action.unitId !== undefined && { unitId: action.unitId };
      const dueOn = dueAfterTransfer(facts.clock, facts.history, { to: action.to, atMs: nowMs }, calendar);
      return action.kind === 'assign'
        ? made({ ...happened, kind: 'assigned', institutionId: action.to, ...unit, dueOn })
        : made({
            ...happened,
            kind: 'transferred',
            from: institutionId,
            institutionId: action.to,
            ...unit,
            reason: normaliseText(action.reason),
            dueOn,
          });
    }
    case 'ask-information':
      return made({
        ...happened,
        kind: 'information-asked',
        institutionId,
        question: normaliseText(action.question),
      });
    case 'ask-fee':
      return made({ ...happened, institutionId, ...feeAsked(action, facts, moment) });
    case 'ask-opinion':
      return askOpinion(action, happened, institutionId, facts);
    case 'give-opinion':
      return giveOpinion(action, happened, actor, facts);
    case 'extend': {
      const dueOn = dueAfterExtension(facts.clock, istanbulDate(nowMs), calendar);
      if (dueOn === undefined) return wrong('kind');
      return made({
        ...happened,
        kind: 'extended',
        institutionId,
        reason: normaliseText(action.reason),
        dueOn,
      });
    }
    case 'approve':
    case 'send-back': {
      const { replyId } = action;
      // Another draft than the one that was read is approved by nobody (C3).
      if (facts.state.state !== 'drafted' || facts.state.replyId !== replyId) return wrong('replyId');
      return action.kind === 'approve'
        ? made({ ...happened, institutionId, ...approved(facts, replyId) })
        : made({
            ...happened,
            kind: 'draft-returned',
            institutionId,
            replyId,
            reason: normaliseText(action.reason),
            questionId: facts.state.costId,
          });
    }
    case 'close':
      return made({ ...happened, kind: 'closed', institutionId });
    case 'not-examined': {
      const { ground } = action;
      const grounds = groundsFor(context.kind, isForfeited(facts.clock, istanbulDate(nowMs), calendar));
      if (!grounds.includes(ground)) return wrong('ground');
      const refusal = {
        ground,
        explanation: normaliseText(action.explanation),
        ...(action.override && { reason: normaliseText(action.override.reason) }),
      };
      // P3 of staff-action.ts. The draft has the action's id.
      return facts.needsApproval
        ? made({ ...happened, kind: 'drafted', institutionId, replyId: id, ...refusal })
        : made({ ...happened, kind: 'not-examined', institutionId, ...refusal });
    }
    case 'place': {
      const { unitId, colleagueId } = action;
      if (!mayPlaceWith(colleagueId, actor, facts)) return wrong('colleagueId');
      return made({ ...happened, kind: 'placed', institutionId, unitId, colleagueId });
    }
    case 'grant-erasure':
    case 'refuse-erasure': {
      const requestId = openErasure(facts.history)?.id;
      if (requestId === undefined) return wrong('kind');
      if (action.kind === 'grant-erasure')
        return made({ ...happened, kind: 'erasure-granted', institutionId, requestId });
      const reason = normaliseText(action.reason);
      return made({ ...happened, kind: 'erasure-refused', institutionId, requestId, reason });
    }
    case 'note':
      return made({ ...happened, kind: 'noted', text: normaliseText(action.text) });
  }
}

interface Happened {
  id: string;
  at: string;
}

function askOpinion(
  action: Extract<StaffAction, { kind: 'ask-opinion' }>,
  happened: Happened,
  institutionId: string,
  { history }: CaseFacts,
): MadeEvent {
  const unitId = 'unitId' in action ? action.unitId : null;
  const askedOf = 'unitId' in action ? institutionId : action.institutionId;
  const isOwn = unitId === null && askedOf === institutionId;
  if (isOwn || openOpinions(history, { institutionId: askedOf, unitId }).length > 0)
    return wrong(unitId === null ? 'institutionId' : 'unitId');
  const asked = { institutionId, askedOf, ...(unitId !== null && { unitId }) };
  const question = normaliseText(action.question);
  return { ok: true, event: { ...happened, kind: 'opinion-asked', ...asked, question } };
}

function giveOpinion(
  action: Extract<StaffAction, { kind: 'give-opinion' }>,
  happened: Happened,
  actor: Actor,
  { history, centreId }: CaseFacts,
): MadeEvent {
  const [opinion] = opinionsToGive(history, whoseOpinion(actor, centreId));
  if (!opinion) return wrong('kind');
  const { id: opinionId, askedOf: institutionId, unitId } = opinion;
  const given = { institutionId, opinionId, ...(unitId !== undefined && { unitId }) };
  return {
    ok: true,
    event: { ...happened, kind: 'opinion-given', ...given, text: normaliseText(action.text) },
  };
}

function feeAsked(
  { amount, text }: Extract<StaffAction, { kind: 'ask-fee' }>,
  { clock }: CaseFacts,
  { nowMs, calendar }: Moment,
) {
  const fee = feeToAsk(clock, amount, istanbulDate(nowMs), calendar);
  const question = feeQuestion(fee, normaliseText(text));
  return { kind: 'information-asked' as const, question, fee, dueOn: dueWhileUnpaid(fee, calendar) };
}

type Approved =
  | { kind: 'answered'; replyId: string; documents?: SentDocument[] }
  | { kind: 'not-examined'; ground: Ground; explanation: string; reason?: string };

/** What is sent is what was drafted, document by document, or for the ground and in the words that were drafted (C3). */
function approved({ history }: ActionContext['facts'], replyId: string): Approved {
  const drafted = history.find((event) => event.kind === 'drafted' && event.replyId === replyId);
  const { documents, ground, explanation = '', reason } = drafted?.kind === 'drafted' ? drafted : {};
  return ground === undefined
    ? { kind: 'answered', replyId, ...(documents && { documents }) }
    : { kind: 'not-examined', ground, explanation, ...(reason !== undefined && { reason }) };
}

function wrong(field: string): MadeEvent {
  return { ok: false, violations: [{ field, code: 'not-in-list' }] };
}
