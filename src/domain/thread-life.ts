// The whole life of a case as its thread tells it: what happened, who holds it, until when, what was asked, and what the
// citizen may do. Apart from wire.ts, whose parsers every phone carries at its start: what shows a thread reads it here.
//
// T1  What may be done is judged by the same function on the device, before an act is prepared or sent, and by the server,
//     when it has come. Both judge by the day in Istanbul.
// T2  The citizen's own acts stand in `acts` under the ids that their device gave them, all that the state did in `events`; beside
//     them their word on a text, which newer devices alone know.

import * as v from 'valibot';
import { type CivilDate, istanbulDate } from './calendar.ts';
import {
  awaitedQuestion,
  CASE_STATES,
  type CaseState,
  canBeWithdrawn,
  isAnswered,
  isAtWork,
} from './case.ts';
import { GROUNDS } from './case-ground.ts';
import { noticeOfferSchema } from './notice.ts';
import type { CaseAct } from './thread-act.ts';
import type { Verdict } from './transcript.ts';
import { civilDate, instant, type Thread } from './wire.ts';

/** What the state did, as the citizen is told it. `holder`: the institution that did it, or that has the case now. */
const event = { id: v.string(), at: instant, holder: v.string() };
/** Kinds that a newer server adds are passed over (readLife). */
const lifeEventSchema = v.variant('kind', [
  v.object({ kind: v.literal('received'), id: v.string(), at: instant }),
  v.object({ kind: v.literal('assigned'), ...event, dueOn: v.optional(civilDate) }),
  /** Law 3071 art. 5: from whom to whom, and why. */
  v.object({
    kind: v.literal('transferred'),
    ...event,
    from: v.string(),
    text: v.string(),
    dueOn: v.optional(civilDate),
  }),
  v.object({ kind: v.literal('information-asked'), ...event, text: v.string() }),
  /** What they are asked is between the two institutions. */
  v.object({ kind: v.literal('opinion-asked'), ...event, askedOf: v.string() }),
  v.object({ kind: v.literal('opinion-given'), ...event }),
  /** A recording was put into writing, or signs into Turkish; and the citizen's word on it. */
  v.object({ kind: v.literal('transcript-offered'), ...event }),
  v.object({
    kind: v.literal('transcript-judged'),
    id: v.string(),
    at: instant,
    verdict: v.picklist(['accepted', 'corrected', 'again'] satisfies Verdict[]),
  }),
  v.object({ kind: v.literal('extended'), ...event, text: v.string(), dueOn: civilDate }),
  v.object({ kind: v.literal('answered'), ...event, replyId: v.string() }),
  /** `cause` 'time': nobody closed it, the time for an objection is over. */
  v.object({ kind: v.literal('closed'), ...event, cause: v.optional(v.string()) }),
  /** Other holidays have moved the last day. */
  v.object({ kind: v.literal('recounted'), id: v.string(), at: instant, dueOn: civilDate }),
  /** `override`: why it is not told in the form that was asked for. */
  v.object({
    kind: v.literal('not-examined'),
    ...event,
    ground: v.picklist(GROUNDS),
    text: v.string(),
    override: v.optional(v.string()),
  }),
  v.object({ kind: v.literal('erasure-granted'), ...event }),
  v.object({ kind: v.literal('erasure-refused'), ...event, text: v.string() }),
  /** `cause` 'time': nobody asked for it, it was kept for long enough. */
  v.object({ kind: v.literal('erased'), id: v.string(), at: instant, cause: v.string() }),
]);
export type LifeEvent = v.InferOutput<typeof lifeEventSchema>;

/** What the citizen did. */
const lifeActSchema = v.object({
  id: v.string(),
  kind: v.picklist(['addition', 'information', 'withdrawal', 'rating', 'objection']),
  at: instant,
  text: v.optional(v.string()),
  score: v.optional(v.number()),
  questionId: v.optional(v.string()),
  replyId: v.optional(v.string()),
});
export type LifeAct = v.InferOutput<typeof lifeActSchema>;

/** A request for erasure; apart from the acts, of which older devices know the kinds. */
const lifeErasureSchema = v.object({
  id: v.string(),
  at: instant,
  text: v.optional(v.string()),
  /** Last day for the word on it; missing when there was one. */
  until: v.optional(civilDate),
});
export type LifeErasure = v.InferOutput<typeof lifeErasureSchema>;

const rights = {
  /** Who waits for what: the newest question that nobody has answered. */
  question: v.optional(
    v.object({
      id: v.string(),
      text: v.string(),
      at: instant,
      by: v.string(),
      /** It asks for a cost, in kuruş, and the clock stands still (fee.ts). `isForfeited`: not paid in time. */
      fee: v.optional(
        v.object({ amount: v.number(), until: civilDate, isForfeited: v.optional(v.literal(true)) }),
      ),
    }),
  ),
  canAdd: v.boolean(),
  canWithdraw: v.boolean(),
  canObject: v.optional(v.object({ replyId: v.string(), until: civilDate })),
  canRate: v.optional(v.object({ replyId: v.string() })),
  canErase: v.optional(v.literal(true)),
};

const lifeEntries = {
  state: v.picklist(CASE_STATES),
  /** Missing before it is assigned. */
  holder: v.optional(v.string()),
  /** When they work, in the directory's words; while an answer is owed. */
  hours: v.optional(v.string()),
  dueOn: civilDate,
  /** Why it is not the day of the receipt; `text` as whoever extended it gave the reason. */
  dueReason: v.optional(
    v.object({ kind: v.picklist(['extended', 'transferred', 'objected']), text: v.optional(v.string()) }),
  ),
  /** Holidays from Monday to Friday around the time that is left, to count it without a calendar (workingDaysLeft). */
  holidays: v.array(civilDate),
  acts: v.array(lifeActSchema),
  erasures: v.optional(v.array(lifeErasureSchema)),
  ...rights,
  /** Of information requests: by when the board can be asked, after a refusal, or silence (Law 4982 art. 13). */
  appeal: v.optional(
    v.object({
      body: v.literal('BEDK'),
      from: civilDate,
      until: civilDate,
      decidesUntil: civilDate,
      /** Against whom, where it is known: another may have the case by now. */
      institution: v.optional(v.string()),
    }),
  ),
  /** Missing where the operator has set up no way of telling that there is news. */
  notices: v.optional(noticeOfferSchema),
};
export const lifeSchema = v.object({ ...lifeEntries, events: v.array(lifeEventSchema) });
export type Life = v.InferOutput<typeof lifeSchema>;
export type LifeRights = Pick<Life, keyof typeof rights>;

const receivedLifeSchema = v.object({ ...lifeEntries, events: v.array(v.unknown()) });

/** The life that a thread tells. @returns undefined where an older server tells none, or a newer one tells it otherwise */
export function readLife({ life }: Pick<Thread, 'life'>): Life | undefined {
  const parsed = v.safeParse(receivedLifeSchema, life);
  if (!parsed.success) return undefined;
  const events = parsed.output.events.flatMap((said) => {
    const known = v.safeParse(lifeEventSchema, said);
    return known.success ? [known.output] : [];
  });
  return { ...parsed.output, events };
}

/**
 * What the citizen may do in a case.
 * @param objectUntil the last day for an objection to the newest answer
 */
export function rightsIn(
  state: CaseState,
  {
    question,
    objectUntil,
    canErase,
  }: { question: LifeRights['question']; objectUntil: CivilDate | undefined; canErase: boolean },
  today: CivilDate,
): LifeRights {
  const rightsNow: LifeRights = {
    canAdd: state.state === 'received' || state.state === 'answered' || isAtWork(state),
    canWithdraw: canBeWithdrawn(state),
  };
  if (canErase) rightsNow.canErase = true;
  if (question && awaitedQuestion(state) !== undefined) rightsNow.question = question;
  if (!isAnswered(state)) return rightsNow;
  const { replyId, isRated } = state;
  if (objectUntil !== undefined && today <= objectUntil)
    rightsNow.canObject = { replyId, until: objectUntil };
  if (!isRated) rightsNow.canRate = { replyId };
  return rightsNow;
}

/** As far as an act in preparation says it, too. */
export type AboutAct = Pick<CaseAct, 'kind'> & { questionId?: string; replyId?: string };
export type ActObstacle = 'question-settled' | 'already-rated' | 'case-closed';

/** Why an act cannot be taken now (T1); undefined where it can. */
export function obstacleTo(
  { question, canAdd, canWithdraw, canObject, canRate, canErase, acts }: LifeRights & Pick<Life, 'acts'>,
  act: AboutAct,
  nowMs: number,
): ActObstacle | undefined {
  switch (act.kind) {
    case 'addition':
      return canAdd ? undefined : 'case-closed';
    case 'information':
      return question?.id === act.questionId ? undefined : 'question-settled';
    case 'withdrawal':
      return canWithdraw ? undefined : 'case-closed';
    case 'erasure':
      return canErase ? undefined : 'case-closed';
    case 'rating':
      if (canRate?.replyId === act.replyId) return undefined;
      return acts.some(({ kind, replyId }) => kind === 'rating' && replyId === act.replyId)
        ? 'already-rated'
        : 'case-closed';
    case 'objection':
      return canObject && canObject.replyId === act.replyId && istanbulDate(nowMs) <= canObject.until
        ? undefined
        : 'case-closed';
  }
}

/** A life as it will be when these acts of the citizen's, which wait on the device, have come. */
export function lifeAfter(life: Life, waiting: readonly ({ id: string } & AboutAct)[]): Life {
  const known = new Set([...life.acts, ...(life.erasures ?? [])].map(({ id }) => id));
  let after = life;
  for (const { id, kind } of waiting) if (!known.has(id)) after = withoutRight(after, kind);
  return after;
}

function withoutRight(life: Life, kind: CaseAct['kind']): Life {
  const { question, canObject, canRate, canErase, ...rest } = life;
  const kept = {
    ...rest,
    ...(question && kind !== 'information' && { question }),
    ...(canObject && kind !== 'objection' && { canObject }),
    ...(canRate && kind !== 'rating' && kind !== 'objection' && { canRate }),
    ...(canErase && kind !== 'erasure' && kind !== 'objection' && { canErase }),
  };
  if (kind !== 'withdrawal') return kept;
  const { question: _unanswered, ...ended } = kept;
  return { ...ended, canAdd: false, canWithdraw: false };
}
