// What officers do in a case beside answering it (wire-staff.ts): one kind of action is one variant, and each is possible
// where the state, the officer's institution and the officer's role allow it. The console shows what is possible, the server
// asks again under the case's lock.
//
// P1  Whoever holds the case acts for it; the centre (an officer without institution) acts for whoever holds it. From its own
//     pool it assigns; from another holder a case is forwarded by nobody without a reason (Law 3071 art. 5).
// P2  Nobody approves their own draft. Its author may take it back.
// P3  Where four eyes are wanted, not examining a case wants them, too: it is an answer that refuses, so it is drafted by one
//     and approved by another, as P2 has it.
// P4  On whose desk a case lies within its holder is decided by who assigns; others take what lies on nobody's, and give away
//     what lies on theirs.

import * as v from 'valibot';
import { OVERRIDE_REASON_LENGTH } from './answer-limits.ts';
import type { CivilDate } from './calendar.ts';
import { type CaseEvent, type CaseState, holderOf, isAtWork } from './case.ts';
import { GROUNDS } from './case-ground.ts';
import { type Clock, canBeExtended, canBeStopped } from './deadline.ts';
import { lacksReason } from './ending-in-kind.ts';
import { openErasure } from './erasure.ts';
import { feeAmount, wasFeeAsked } from './fee.ts';
import type { AnswerFormat } from './kinds.ts';
import { type AskedOf, opinionsToGive } from './opinion.ts';
import { may, type StaffRole } from './role.ts';
import { codePointCount, isSafeText, isVisible } from './text.ts';
import { isUuidv7 } from './uuid.ts';

export const STAFF_ACTION_PATH = '/api/staff/cases/:id/actions/:actionId';

/** Longest text of an action, in code points; so long may an act of the citizen be, too. */
export const ACTION_TEXT_MAX_LENGTH = 5_000;

const textOf = ({ min, max }: { min: number; max: number }) =>
  v.pipe(
    v.string(),
    v.check((given) => isVisible(given) && codePointCount(given.trim()) >= min, 'required'),
    v.check((given) => codePointCount(given) <= max, 'too-long'),
    v.check(isSafeText, 'forbidden-characters'),
  );
const text = textOf({ min: 1, max: ACTION_TEXT_MAX_LENGTH });
const institution = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/));
/** Of the institution to which it goes; absent: its pool. */
const unitThere = v.optional(institution);
const replyId = v.pipe(v.string(), v.check(isUuidv7));

/** PUT …/actions/:actionId. The officer's device makes the id, so a repeated PUT is the same action. */
export const staffActionSchema = v.variant('kind', [
  /** To whom it belongs (Law 3071 art. 5). The citizen reads from whom, to whom and why. */
  v.object({ kind: v.literal('transfer'), to: institution, unitId: unitThere, reason: text }),
  /** The centre's: without a reason, because nobody has refused it. */
  v.object({ kind: v.literal('assign'), to: institution, unitId: unitThere }),
  v.object({ kind: v.literal('ask-information'), question: text }),
  /** What access costs (fee.ts), and how it is paid. */
  v.object({ kind: v.literal('ask-fee'), amount: feeAmount, text }),
  v.object({ kind: v.literal('ask-opinion'), institutionId: institution, question: text }),
  /** Of a unit of whoever holds the case. */
  v.object({ kind: v.literal('ask-opinion'), unitId: institution, question: text }),
  v.object({ kind: v.literal('give-opinion'), text }),
  v.object({ kind: v.literal('extend'), reason: text }),
  v.object({ kind: v.literal('approve'), replyId }),
  v.object({ kind: v.literal('send-back'), replyId, reason: text }),
  v.object({ kind: v.literal('close') }),
  /** `override`: a coordinator's, where the citizen asked for a form that a text is not (ending-in-kind.ts); they read it. */
  v.object({
    kind: v.literal('not-examined'),
    ground: v.picklist(GROUNDS),
    explanation: text,
    override: v.optional(v.object({ reason: textOf(OVERRIDE_REASON_LENGTH) })),
  }),
  v.object({ kind: v.literal('note'), text }),
  /** The citizen's wish that all be erased (Law 6698 art. 7); refusing it needs a reason, which the citizen reads. */
  v.object({ kind: v.literal('grant-erasure') }),
  v.object({ kind: v.literal('refuse-erasure'), reason: text }),
  /** Within its holder: a unit, a colleague's desk, both; neither is the pool of all. */
  v.object({
    kind: v.literal('place'),
    unitId: v.nullable(institution),
    colleagueId: v.nullable(v.pipe(v.string(), v.check(isUuidv7))),
  }),
]);
export type StaffAction = v.InferOutput<typeof staffActionSchema>;

export const STAFF_ACTION_KINDS = [
  'transfer',
  'assign',
  'ask-information',
  'ask-fee',
  'ask-opinion',
  'give-opinion',
  'extend',
  'approve',
  'send-back',
  'close',
  'not-examined',
  'note',
  'place',
  'grant-erasure',
  'refuse-erasure',
] as const satisfies StaffAction['kind'][];
export type StaffActionKind = StaffAction['kind'];

/** Who acts, as far as it matters. */
export interface Actor {
  accountId: string;
  role: StaffRole;
  /** null is the centre. */
  institutionId: string | null;
  /** In which they work; absent or null: for all of it. */
  unitId?: string | null;
}

export interface CaseFacts {
  state: CaseState;
  history: readonly CaseEvent[];
  clock: Clock;
  /** Whether the institution that holds it wants four eyes. */
  needsApproval: boolean;
  /** Of the draft that waits. */
  draftAuthorId: string | null;
  /** On whose desk it lies. */
  colleagueId: string | null;
  /** In which the citizen wants to be answered. */
  formats: readonly AnswerFormat[];
  centreId: string;
}

/** `forbidden`: not for this role. `own-draft`: P2. `action-not-possible`: not as the case stands, or not for them. */
export type ActionObstacle = 'forbidden' | 'own-draft' | 'action-not-possible';

/** What keeps the actor from it; undefined where nothing does. */
export function obstacleToAction(
  kind: StaffActionKind,
  actor: Actor,
  facts: CaseFacts,
  today: CivilDate,
): ActionObstacle | undefined {
  const { state } = facts;
  const isAuthor = facts.draftAuthorId === actor.accountId;
  if (!isAllowed(kind, actor, facts, isAuthor)) return 'forbidden';
  if (kind === 'note') return undefined;
  if (kind === 'give-opinion') {
    const asked = opinionsToGive(facts.history, whoseOpinion(actor, facts.centreId));
    return isAtWork(state) && asked.length > 0 ? undefined : 'action-not-possible';
  }
  const isTheirs = actor.institutionId === null || actor.institutionId === holderOf(state);
  if (!isTheirs || !fits(kind, facts, today)) return 'action-not-possible';
  return kind === 'approve' && isAuthor ? 'own-draft' : undefined;
}

/** In whose name the actor gives an opinion. */
export function whoseOpinion({ institutionId, unitId = null }: Actor, centreId: string): AskedOf {
  return { institutionId: institutionId ?? centreId, unitId };
}

function isAllowed(
  kind: StaffActionKind,
  { accountId, role, institutionId }: Actor,
  { colleagueId }: CaseFacts,
  isAuthor: boolean,
): boolean {
  switch (kind) {
    case 'transfer':
      return may(role, 'case.transfer');
    case 'assign':
      return institutionId === null && may(role, 'case.assign');
    case 'approve':
    case 'grant-erasure':
    case 'refuse-erasure':
      return may(role, 'case.approve');
    case 'send-back':
      return may(role, 'case.approve') || isAuthor;
    case 'note':
      return may(role, 'case.note');
    case 'place': {
      const isFree = colleagueId === null || colleagueId === accountId;
      return may(role, 'case.assign') || (may(role, 'case.answer') && isFree);
    }
    case 'ask-information':
    case 'ask-fee':
    case 'ask-opinion':
    case 'give-opinion':
    case 'extend':
    case 'close':
    case 'not-examined':
      return may(role, 'case.answer');
  }
}

function fits(
  kind: Exclude<StaffActionKind, 'note' | 'give-opinion'>,
  { state, clock, history, needsApproval, formats, centreId }: CaseFacts,
  today: CivilDate,
): boolean {
  switch (kind) {
    case 'transfer':
      return isAtWork(state) && state.state !== 'drafted' && !clock.stop;
    case 'assign':
      return (
        state.state === 'received' ||
        (isAtWork(state) && state.state !== 'drafted' && state.institutionId === centreId && !clock.stop)
      );
    case 'ask-information':
      return state.state === 'assigned' || state.state === 'objected';
    case 'ask-fee':
      return state.state === 'assigned' && canBeStopped(clock, today) && !wasFeeAsked(history);
    case 'ask-opinion':
    case 'place':
      return isAtWork(state);
    case 'extend':
      return isAtWork(state) && canBeExtended(clock, today);
    case 'approve':
      return (
        state.state === 'drafted' &&
        // F3 of fee.ts.
        !(state.ground === 'fee-not-paid' && !clock.stop) &&
        !history.some(
          (event) =>
            event.kind === 'drafted' && event.replyId === state.replyId && lacksReason(event, formats),
        )
      );
    case 'send-back':
      return state.state === 'drafted';
    case 'close':
      return state.state === 'answered';
    case 'grant-erasure':
    case 'refuse-erasure':
      return openErasure(history) !== undefined;
    case 'not-examined':
      return (
        isAtWork(state) &&
        (state.state === 'assigned' || state.objectedTo === null) &&
        // What waits for its approval is not overtaken by what would wait, too.
        !(needsApproval && state.state === 'drafted')
      );
  }
}

/** P4: on whose desk the actor can lay it. */
export function mayPlaceWith(
  colleagueId: string | null,
  { accountId, role }: Actor,
  now: Pick<CaseFacts, 'colleagueId'>,
): boolean {
  return may(role, 'case.assign') || now.colleagueId === accountId || colleagueId === accountId;
}

/** What the actor can do in the case as it stands. */
export function possibleActions(actor: Actor, facts: CaseFacts, today: CivilDate): StaffActionKind[] {
  return STAFF_ACTION_KINDS.filter((kind) => obstacleToAction(kind, actor, facts, today) === undefined);
}
