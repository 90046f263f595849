// What a case's history gives the citizen: rights with their last days, and the appeal. The dates need the calendar, which
// only the server has; what comes of it travels to the device, which judges by it again (thread-life.ts, T1).

import { addDays, type CivilDate, type HolidayCalendar, istanbulDate } from './calendar.ts';
import { awaitedQuestion, type CaseEvent, type CaseState, holderOf, isAtWork } from './case.ts';
import { boardAppealUntil, boardDecidesUntil, type Clock, objectionUntil } from './deadline.ts';
import { canAskErasure, erasuresIn, isErased } from './erasure.ts';
import { type Life, type LifeAct, type LifeErasure, type LifeRights, rightsIn } from './thread-life.ts';

/** No right that is counted here outlasts an answer by more days: what is older needs no calendar of its year. */
const LONGEST_RIGHT_DAYS = 90;

type Question = Extract<CaseEvent, { kind: 'information-asked' }>;

/** The question that waits for the citizen, also a cost while an answer is drafted (C4 of case.ts). */
export function openQuestion(state: CaseState, history: readonly CaseEvent[]): Question | undefined {
  const questionId = awaitedQuestion(state);
  return history.findLast(
    (event): event is Question => event.kind === 'information-asked' && event.id === questionId,
  );
}

/** @param question as it is shown; by whom is the reader's to say */
export function rightsOf(
  state: CaseState,
  history: readonly CaseEvent[],
  question: LifeRights['question'],
  today: CivilDate,
  calendar: HolidayCalendar,
): LifeRights {
  const answeredOn = lastDayOf(history, ['answered']);
  const isRecent = answeredOn !== undefined && addDays(answeredOn, LONGEST_RIGHT_DAYS) >= today;
  const objectUntil = isRecent ? objectionUntil(answeredOn, calendar) : undefined;
  return rightsIn(state, { question, objectUntil, canErase: canAskErasure(state, history) }, today);
}

export interface BoardAppeal extends Omit<NonNullable<Life['appeal']>, 'institution'> {
  /** Against whose answer, refusal or silence; null: nobody held the case. */
  institutionId: string | null;
}

/**
 * By when the board can be asked: 15 days from an answer or a refusal, or from the last day of an answer that did not come,
 * also where the clock runs anew since (Law 4982 art. 13; D5 of deadline.ts). Of several the newest.
 * @returns undefined where there is nothing to appeal against, or the time is over
 */
export function appealOf(
  state: CaseState,
  history: readonly CaseEvent[],
  clock: Clock,
  today: CivilDate,
  calendar: HolidayCalendar,
): BoardAppeal | undefined {
  if (clock.kind !== 'information' || state.state === 'withdrawn') return undefined;
  const refused = refusalIn(state, history, clock, today);
  if (refused === undefined || addDays(refused.on, LONGEST_RIGHT_DAYS) < today) return undefined;
  const until = boardAppealUntil(refused.on, calendar);
  if (today > until) return undefined;
  const decidesUntil = boardDecidesUntil(until, calendar);
  return { body: 'BEDK', from: refused.on, until, decidesUntil, institutionId: refused.by };
}

/** The newest answer or refusal, or else the newest silence: an answer, however late, is newer than any. */
function refusalIn(
  state: CaseState,
  history: readonly CaseEvent[],
  { reason, dueOn, lapse, stop }: Clock,
  today: CivilDate,
): { on: CivilDate; by: string | null } | undefined {
  const answer = history.findLast((event) => event.kind === 'answered' || event.kind === 'not-examined');
  if (answer) return { on: istanbulDate(Date.parse(answer.at)), by: answer.institutionId };
  const isSilent = isAtWork(state) && reason !== 'objected' && !stop && today > dueOn;
  if (isSilent) return { on: dueOn, by: holderOf(state) };
  return lapse && { on: lapse.dueOn, by: lapse.institutionId };
}

function lastDayOf(
  history: readonly CaseEvent[],
  kinds: readonly CaseEvent['kind'][],
): CivilDate | undefined {
  const last = history.findLast(({ kind }) => kinds.includes(kind));
  return last && istanbulDate(Date.parse(last.at));
}

/** Without one, it was told by a recording. */
function textOf({ text }: { text: string }): Pick<LifeAct, 'text'> {
  return text === '' ? {} : { text };
}

/** What the citizen did, in its order. */
export function actsIn(history: readonly CaseEvent[]): LifeAct[] {
  return history.flatMap((event): LifeAct[] => {
    const { id, at } = event;
    switch (event.kind) {
      case 'added':
        return [{ id, kind: 'addition', at, ...textOf(event) }];
      case 'information-given':
        return [{ id, kind: 'information', at, ...textOf(event), questionId: event.questionId }];
      case 'withdrawn':
        return [{ id, kind: 'withdrawal', at, ...(event.reason !== undefined && { text: event.reason }) }];
      case 'rated': {
        const { replyId, score, reason } = event;
        return [{ id, kind: 'rating', at, replyId, score, ...(reason !== undefined && { text: reason }) }];
      }
      case 'objected':
        return [{ id, kind: 'objection', at, ...textOf(event), replyId: event.replyId }];
      default:
        return [];
    }
  });
}

/** Requests for erasure, oldest first. */
export function erasuresOf(history: readonly CaseEvent[]): LifeErasure[] {
  const isOver = isErased(history);
  return erasuresIn(history).map(({ id, at, reason, until, decided }) => ({
    id,
    at,
    ...(reason !== undefined && { text: reason }),
    ...(!decided && !isOver && { until }),
  }));
}
