// The life of a case, from acceptance on. Events are appended, never changed; the state is what they add up to.
//
//  received ─assigned─▶ assigned ─────────────────answered─▶ answered ─closed─▶ closed
//                        │  ▲ │  ▲                   ▲        │  ▲                │
//     information-asked ─┘  │ │  └─draft-returned─┐  │        └──┼── objected ────┘
//     information-given ────┘ └─────drafted──▶ drafted┘       objected ─▶ as assigned is, but it cannot be withdrawn
//
//     withdrawn: until it is answered.   not-examined: instead of the first answer, with a ground (case-ground.ts).
//     Transfer, place, opinion, extension, recount, addition, rating, note, what a recording says (transcript.ts) and what has to do
//     with erasing (erasure.ts) happen in a state and leave it as it is.
//
// C1  A state's holder alone asks, drafts, answers, extends, transfers and closes; time closes for it.
// C2  Withdrawn and not examined are ends: nothing follows but notes, what a recording says, and erasing. Of a closed case an objection opens it again.
// C3  What is drafted is answered by that very draft: whoever approves cannot be given another text. A draft that refuses
//     (with a ground) is no answer: approved, it is not examined, for that ground.
// C4  A question of the citizen's is answered once; an answer that comes after another step is an addition. What was asked is a cost:
//     then it waits on while an answer is drafted, and where the draft is sent back (F3 of fee.ts).

import type { CivilDate } from './calendar.ts';
import type { Ground } from './case-ground.ts';
import type { Fee } from './fee.ts';
import type { Verdict } from './transcript.ts';

/** What every event carries. The id is that of the citizen's act or the officer's action where there was one. */
interface Happened {
  id: string;
  /** ISO 8601. */
  at: string;
}

/** `dueOn` where the event moves the day on which the answer is due (deadline.ts). */
interface MovesClock {
  dueOn?: CivilDate | undefined;
}

/** A document that goes with an answer. `digest`: SHA-256 of what the citizen gets of it, hexadecimal. */
export interface SentDocument {
  id: string;
  digest: string;
}

export type CaseEvent = Happened &
  (
    | { kind: 'received' }
    /** `unitId`: of the institution, where whoever gave it to them has named one. */
    | ({ kind: 'assigned'; institutionId: string; unitId?: string | undefined } & MovesClock)
    | ({
        kind: 'transferred';
        from: string;
        institutionId: string;
        unitId?: string | undefined;
        reason: string;
      } & MovesClock)
    /** `fee`: what is asked for is a cost, which stops the clock (fee.ts); its answer lets it go on. */
    | ({
        kind: 'information-asked';
        institutionId: string;
        question: string;
        fee?: Fee | undefined;
      } & MovesClock)
    | ({ kind: 'information-given'; questionId: string; text: string } & MovesClock)
    /** `unitId`: of a unit of theirs (opinion.ts). */
    | {
        kind: 'opinion-asked';
        institutionId: string;
        askedOf: string;
        unitId?: string | undefined;
        question: string;
      }
    | {
        kind: 'opinion-given';
        institutionId: string;
        unitId?: string | undefined;
        opinionId: string;
        text: string;
      }
    | { kind: 'extended'; institutionId: string; reason: string; dueOn: CivilDate }
    /** `ground`, `explanation`, `reason`: of a draft that refuses (not-examined), which needs four eyes like an answer. */
    | {
        kind: 'drafted';
        institutionId: string;
        replyId: string;
        documents?: SentDocument[] | undefined;
        ground?: Ground | undefined;
        explanation?: string | undefined;
        reason?: string | undefined;
      }
    /** `questionId`: of the cost that waits again (C4). Missing in older histories, whose question was over. */
    | {
        kind: 'draft-returned';
        institutionId: string;
        replyId: string;
        reason: string;
        questionId?: string | undefined;
      }
    | { kind: 'answered'; institutionId: string; replyId: string; documents?: SentDocument[] | undefined }
    | { kind: 'objected'; replyId: string; text: string; dueOn: CivilDate }
    | { kind: 'added'; text: string }
    | { kind: 'rated'; replyId: string; score: number; reason?: string | undefined }
    | { kind: 'noted'; text: string }
    /** What a recording says, in writing, and the citizen's word on it. The words lie beside, under the event's id. */
    | { kind: 'transcript-offered'; institutionId: string; attachmentId: string }
    | { kind: 'transcript-judged'; transcriptId: string; verdict: Verdict }
    | { kind: 'placed'; institutionId: string; unitId: string | null; colleagueId: string | null }
    | { kind: 'withdrawn'; reason?: string | undefined }
    /** `cause`: nobody closed it, the time for an objection is over. */
    | { kind: 'closed'; institutionId: string; cause?: 'time' | undefined }
    /** The holidays by which the clock is counted have changed (deadline.ts). */
    | { kind: 'recounted'; dueOn: CivilDate }
    /** `reason`: why not in the form that the citizen asked for (ending-in-kind.ts). */
    | {
        kind: 'not-examined';
        institutionId: string;
        ground: Ground;
        explanation: string;
        reason?: string | undefined;
      }
    | { kind: 'erasure-asked'; reason?: string | undefined }
    | { kind: 'erasure-granted'; institutionId: string; requestId: string }
    | { kind: 'erasure-refused'; institutionId: string; requestId: string; reason: string }
    /** All texts are gone (server/retention); that they were there is what remains. */
    | { kind: 'erased'; cause: 'request' | 'time' }
  );

/** `objectedTo`: the reply against which the citizen objected; null before the first answer. */
export type CaseState =
  | { state: 'received' }
  | { state: 'assigned'; institutionId: string }
  | {
      state: 'information-asked';
      institutionId: string;
      questionId: string;
      objectedTo: string | null;
      isCost?: true;
    }
  | {
      state: 'drafted';
      institutionId: string;
      replyId: string;
      objectedTo: string | null;
      /** Of a draft that refuses. */
      ground?: Ground;
      /** The question for a cost that waits meanwhile. */
      costId?: string;
    }
  | { state: 'answered'; institutionId: string; replyId: string; isRated: boolean }
  | { state: 'objected'; institutionId: string; objectedTo: string }
  | { state: 'closed'; institutionId: string; replyId: string; isRated: boolean }
  | { state: 'withdrawn'; institutionId: string | null }
  | { state: 'not-examined'; institutionId: string; ground: Ground };

export const CASE_STATES = [
  'received',
  'assigned',
  'information-asked',
  'drafted',
  'answered',
  'objected',
  'closed',
  'withdrawn',
  'not-examined',
] as const satisfies CaseState['state'][];

/** The state after an event, or undefined when the event does not fit the state. */
export function stepCase(state: CaseState | undefined, event: CaseEvent): CaseState | undefined {
  if (!state) return event.kind === 'received' ? { state: 'received' } : undefined;
  switch (event.kind) {
    case 'received':
      return undefined;
    case 'assigned':
      return state.state === 'received'
        ? { state: 'assigned', institutionId: event.institutionId }
        : moveTo(state, event.institutionId);
    case 'transferred':
      return isHeldBy(state, event.from) ? moveTo(state, event.institutionId) : undefined;
    case 'information-asked': {
      if (state.state !== 'assigned' && state.state !== 'objected') return undefined;
      if (!isHeldBy(state, event.institutionId)) return undefined;
      const { institutionId } = event;
      return {
        state: 'information-asked',
        institutionId,
        questionId: event.id,
        objectedTo: objectedTo(state),
        ...(event.fee && { isCost: true }),
      };
    }
    case 'information-given':
      return takeAnswer(state, event);
    case 'opinion-asked':
      return isAtWork(state) && isHeldBy(state, event.institutionId) && isOfAnother(event)
        ? state
        : undefined;
    case 'opinion-given':
      return isAtWork(state) ? state : undefined;
    case 'extended':
      return isAtWork(state) && isHeldBy(state, event.institutionId) ? state : undefined;
    case 'drafted':
      return draft(state, event);
    case 'draft-returned':
      return isDraft(state, event) ? takeBack(state, event) : undefined;
    case 'answered':
      return isAtWork(state) &&
        isHeldBy(state, event.institutionId) &&
        (state.state !== 'drafted' || (isDraft(state, event) && state.ground === undefined))
        ? {
            state: 'answered',
            institutionId: event.institutionId,
            replyId: event.replyId,
            isRated: false,
          }
        : undefined;
    case 'objected':
      return isAnswered(state) && state.replyId === event.replyId
        ? { state: 'objected', institutionId: state.institutionId, objectedTo: event.replyId }
        : undefined;
    case 'added':
      return isOver(state) || state.state === 'closed' ? undefined : state;
    case 'rated':
      return isAnswered(state) && state.replyId === event.replyId && !state.isRated
        ? { ...state, isRated: true }
        : undefined;
    case 'noted':
    case 'transcript-offered':
    case 'transcript-judged':
      return state;
    case 'recounted':
      return state.state === 'received' || isAtWork(state) ? state : undefined;
    case 'placed':
      return isAtWork(state) && isHeldBy(state, event.institutionId) ? state : undefined;
    case 'withdrawn':
      return canBeWithdrawn(state)
        ? { state: 'withdrawn', institutionId: state.state === 'received' ? null : state.institutionId }
        : undefined;
    case 'closed':
      return state.state === 'answered' && isHeldBy(state, event.institutionId)
        ? { ...state, state: 'closed' }
        : undefined;
    case 'not-examined':
      return refuse(state, event);
    case 'erasure-asked':
      return isAnswered(state) || isOver(state) ? state : undefined;
    case 'erasure-granted':
    case 'erasure-refused':
      return state;
    case 'erased':
      return state.state === 'closed' || isOver(state) ? state : undefined;
  }
}

type AtWork = Extract<CaseState, { state: 'assigned' | 'information-asked' | 'drafted' | 'objected' }>;
type Drafted = Extract<CaseState, { state: 'drafted' }>;
type Answered = Extract<CaseState, { state: 'answered' | 'closed' }>;

/** Somebody holds it and owes an answer. */
export function isAtWork(state: CaseState): state is AtWork {
  return ['assigned', 'information-asked', 'drafted', 'objected'].includes(state.state);
}

/** The citizen has an answer, and no objection of theirs waits for another. */
export function isAnswered(state: CaseState): state is Answered {
  return state.state === 'answered' || state.state === 'closed';
}

/** The citizen can still say: I no longer want this. */
export function canBeWithdrawn(state: CaseState): boolean {
  return state.state === 'received' || (isAtWork(state) && objectedTo(state) === null);
}

/** Id of the question that waits for the citizen (C4). */
export function awaitedQuestion(state: CaseState): string | undefined {
  if (state.state === 'information-asked') return state.questionId;
  return state.state === 'drafted' ? state.costId : undefined;
}

/** C2. */
function isOver(state: CaseState): boolean {
  return state.state === 'withdrawn' || state.state === 'not-examined';
}

/** Who has the case in hand, or had it when it ended. */
export function holderOf(state: CaseState): string | null {
  return state.state === 'received' ? null : state.institutionId;
}

/** A unit is asked within the institution, an institution as a whole by another. */
function isOfAnother({ institutionId, askedOf, unitId }: Of<'opinion-asked'>): boolean {
  return (askedOf === institutionId) === (unitId !== undefined);
}

function isHeldBy(state: CaseState, institutionId: string): boolean {
  return holderOf(state) === institutionId;
}

type Of<Kind extends CaseEvent['kind']> = Extract<CaseEvent, { kind: Kind }>;

function draft(state: CaseState, { institutionId, replyId, ground }: Of<'drafted'>): CaseState | undefined {
  if (!isAtWork(state) || state.state === 'drafted' || !isHeldBy(state, institutionId)) return undefined;
  const drafted = { state: 'drafted', institutionId, replyId, objectedTo: objectedTo(state) } as const;
  const waiting = state.state === 'information-asked' && state.isCost && { costId: state.questionId };
  if (ground === undefined) return { ...drafted, ...waiting };
  return drafted.objectedTo === null ? { ...drafted, ground, ...waiting } : undefined;
}

/** C4. */
function takeAnswer(state: CaseState, { questionId }: Of<'information-given'>): CaseState | undefined {
  if (awaitedQuestion(state) !== questionId) return undefined;
  if (state.state === 'information-asked') return atWork(state);
  if (state.state !== 'drafted') return undefined;
  const { costId: _paid, ...drafted } = state;
  return drafted;
}

function takeBack(state: Drafted, { questionId }: Of<'draft-returned'>): CaseState {
  const { institutionId, costId } = state;
  return costId !== undefined && costId === questionId
    ? { state: 'information-asked', institutionId, questionId, objectedTo: state.objectedTo, isCost: true }
    : atWork(state);
}

function refuse(state: CaseState, { institutionId, ground }: Of<'not-examined'>): CaseState | undefined {
  if (!isAtWork(state) || objectedTo(state) !== null || !isHeldBy(state, institutionId)) return undefined;
  const drafted = state.state === 'drafted' ? state.ground : undefined;
  return drafted === undefined || drafted === ground
    ? { state: 'not-examined', institutionId, ground }
    : undefined;
}

function isDraft(
  state: CaseState,
  { institutionId, replyId }: { institutionId: string; replyId: string },
): state is Drafted {
  return state.state === 'drafted' && state.institutionId === institutionId && state.replyId === replyId;
}

/** A draft moves with nobody: it is sent back before. A question moves along, and its answer goes to the new holder. */
function moveTo(state: CaseState, institutionId: string): CaseState | undefined {
  return isAtWork(state) && state.state !== 'drafted' && state.institutionId !== institutionId
    ? { ...state, institutionId }
    : undefined;
}

function objectedTo(state: AtWork): string | null {
  return state.state === 'assigned' ? null : state.objectedTo;
}

/** Back from a question or a draft. */
function atWork(state: AtWork): CaseState {
  const { institutionId } = state;
  const objected = objectedTo(state);
  return objected === null
    ? { state: 'assigned', institutionId }
    : { state: 'objected', institutionId, objectedTo: objected };
}
