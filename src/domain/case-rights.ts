// What a case's history gives the citizen: rights with their last days, and the appeal. The dates need the calendar, which
// only the server has; what comes of it travels to the device, which judges by it again (thread-life.ts, T1).

import { addDays, type CivilDate, type HolidayCalendar, istanbulDate } from './calendar.ts';
import { type CaseEvent, type CaseState, isAtWork } from './case.ts';
import { boardAppealUntil, boardDecidesUntil, type Clock, objectionUntil } from './deadline.ts';
import { canAskErasure, erasuresIn, isErased } from './erasure.ts';
import { type Life, type LifeAct, type LifeErasure, type LifeRights, rightsIn } from './thread-life.ts';

/** No right that is counted here outlasts an answer by more days: what is older needs no calendar of its year. */
const LONGEST_RIGHT_DAYS = 90;

type Question = Extract<CaseEvent, { kind: 'information-asked' }>;

/** The question that waits for the citizen. */
export function openQuestion(state: CaseState, history: readonly CaseEvent[]): Question | undefined {
  if (state.state !== 'information-asked') return undefined;
  return history.findLast(
    (event): event is Question => event.kind === 'information-asked' && event.id === state.questionId,
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

/**
 * By when the board can be asked: 15 days from an answer or a refusal, or from the last day of an answer that did not come
 * (Law 4982 art. 13).
 * @returns undefined where there is nothing to appeal against, or the time is over
 */
export function appealOf(
  state: CaseState,
  history: readonly CaseEvent[],
  clock: Clock,
  today: CivilDate,
  calendar: HolidayCalendar,
): Life['appeal'] {
  if (clock.kind !== 'information' || state.state === 'withdrawn') return undefined;
  const isSilent = isAtWork(state) && clock.reason !== 'objected' && today > clock.dueOn;
  const from = isSilent ? clock.dueOn : lastDayOf(history, ['answered', 'not-examined']);
  if (from === undefined || addDays(from, LONGEST_RIGHT_DAYS) < today) return undefined;
  const until = boardAppealUntil(from, calendar);
  return today <= until
    ? { body: 'BEDK', from, until, decidesUntil: boardDecidesUntil(until, calendar) }
    : undefined;
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
