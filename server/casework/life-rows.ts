// A case's events as the life that both sides read: the same rows, told to the citizen in what the state did and what they
// did themselves, and to officers with what stays between them.

import { addDays, type CivilDate, istanbulDate } from '../../src/domain/calendar.ts';
import { type CaseEvent, type CaseState, isAtWork } from '../../src/domain/case.ts';
import {
  actsIn,
  appealOf,
  type BoardAppeal,
  erasuresOf,
  openQuestion,
  rightsOf,
} from '../../src/domain/case-rights.ts';
import { type Clock, clockOf, isForfeited, weekdayHolidays } from '../../src/domain/deadline.ts';
import type { Fee } from '../../src/domain/fee.ts';
import type { ApplicationKind } from '../../src/domain/kinds.ts';
import type { InternalEvent } from '../../src/domain/staff-life.ts';
import type { Life, LifeEvent } from '../../src/domain/thread-life.ts';
import type { EventPayload } from '../store/schema.ts';
import { stateAfter, toEvent } from './case-file.ts';
import type { Moment } from './moment.ts';

/** A row of case_event with the names that its reader wants. */
export interface LifeRow {
  id: string;
  kind: CaseEvent['kind'];
  at: Date;
  institution_id: string | null;
  reply_id: string | null;
  payload: EventPayload | null;
  institution: string | null;
  /** From whom it was transferred, or whose opinion was asked. */
  other: string | null;
  actor: string | null;
  /** Where it was laid, or whose opinion was asked. */
  unit: string | null;
  colleague: string | null;
}

export interface LifeSubject {
  kind: ApplicationKind;
  received_at: Date;
  /** As the receipt has it. */
  due_on: CivilDate;
  holder: string | null;
  /** When the holder works, in its words. */
  hours: string | null;
}

export interface History {
  state: CaseState;
  events: readonly CaseEvent[];
  clock: Clock;
}

/** @throws Error when the rows do not add up to a state: they are append-only, so that is a bug */
export function toHistory(subject: LifeSubject, rows: readonly LifeRow[]): History {
  const events = rows.map(toEvent);
  const state = stateAfter(undefined, events);
  if (!state) throw new Error('The events of a case add up to nothing');
  const { kind, received_at, due_on } = subject;
  const clock = clockOf({ kind, receivedAtMs: received_at.getTime(), dueOn: due_on }, events);
  return { state, events, clock };
}

export function toLife(
  subject: LifeSubject,
  rows: readonly LifeRow[],
  { state, events, clock }: History,
  { nowMs, calendar }: Moment,
): Life {
  const today = istanbulDate(nowMs);
  const asked = openQuestion(state, events);
  const by = rows.find(({ id }) => id === asked?.id)?.institution ?? '';
  const question = asked && {
    id: asked.id,
    text: asked.question,
    at: asked.at,
    by,
    ...(clock.stop && { fee: toFee(clock, today, calendar) }),
  };
  const appeal = toAppeal(appealOf(state, events, clock, today, calendar), rows);
  const dueReason = reasonOf(clock, events);
  const erasures = erasuresOf(events);
  return {
    state: state.state,
    ...(subject.holder !== null && { holder: subject.holder }),
    ...(subject.hours !== null && isAtWork(state) && { hours: subject.hours }),
    dueOn: clock.dueOn,
    ...(dueReason && { dueReason }),
    holidays: holidaysAround(state, clock, today, calendar),
    events: rows.flatMap((row) => toLifeEvent(row)),
    acts: actsIn(events),
    ...(erasures.length > 0 && { erasures }),
    ...rightsOf(state, events, question, today, calendar),
    ...(appeal && { appeal }),
  };
}

function toFee(clock: Clock, today: CivilDate, calendar: Moment['calendar']) {
  const { amount, until } = clock.stop as Fee;
  return { amount, until, ...(isForfeited(clock, today, calendar) && { isForfeited: true as const }) };
}

function toAppeal(appeal: BoardAppeal | undefined, rows: readonly LifeRow[]): Life['appeal'] {
  if (!appeal) return undefined;
  const { institutionId, ...dates } = appeal;
  const named =
    institutionId === null ? undefined : rows.findLast((row) => row.institution_id === institutionId);
  return { ...dates, ...(named?.institution != null && { institution: named.institution }) };
}

function reasonOf({ reason }: Clock, events: readonly CaseEvent[]): Life['dueReason'] {
  if (reason === undefined) return undefined;
  const told = events.findLast((event) => event.kind === 'extended');
  return { kind: reason, ...(reason === 'extended' && told && { text: told.reason }) };
}

/** What is long overdue is counted from the last half year at most: older calendars need not be there. */
const COUNTED_DAYS = 180;

function holidaysAround(
  state: CaseState,
  { dueOn }: Clock,
  today: CivilDate,
  calendar: Moment['calendar'],
): CivilDate[] {
  if (state.state !== 'received' && !isAtWork(state)) return [];
  const first = addDays(today, -COUNTED_DAYS);
  const from = dueOn < today ? (dueOn < first ? first : dueOn) : today;
  return weekdayHolidays(from, dueOn < today ? today : dueOn, calendar);
}

function toLifeEvent(row: LifeRow): LifeEvent[] {
  const event = toEvent(row);
  const { id, at } = event;
  const holder = row.institution ?? '';
  const moved = 'dueOn' in event && event.dueOn !== undefined ? { dueOn: event.dueOn } : {};
  switch (event.kind) {
    case 'received':
      return [{ kind: 'received', id, at }];
    case 'assigned':
      return [{ kind: 'assigned', id, at, holder, ...moved }];
    case 'transferred':
      return [{ kind: 'transferred', id, at, holder, from: row.other ?? '', text: event.reason, ...moved }];
    case 'information-asked':
      return [{ kind: 'information-asked', id, at, holder, text: event.question }];
    case 'opinion-asked':
      return [{ kind: 'opinion-asked', id, at, holder, askedOf: row.unit ?? row.other ?? '' }];
    case 'opinion-given':
      return [{ kind: 'opinion-given', id, at, holder: row.unit ?? holder }];
    case 'transcript-offered':
      return [{ kind: 'transcript-offered', id, at, holder }];
    case 'transcript-judged':
      return [{ kind: 'transcript-judged', id, at, verdict: event.verdict }];
    case 'extended':
      return [{ kind: 'extended', id, at, holder, text: event.reason, dueOn: event.dueOn }];
    case 'answered':
      return [{ kind: 'answered', id, at, holder, replyId: event.replyId }];
    case 'closed':
      return [{ kind: 'closed', id, at, holder, ...(event.cause && { cause: event.cause }) }];
    case 'recounted':
      return [{ kind: 'recounted', id, at, dueOn: event.dueOn }];
    case 'not-examined':
      return [
        {
          kind: 'not-examined',
          id,
          at,
          holder,
          ground: event.ground,
          text: event.explanation,
          ...(event.reason !== undefined && { override: event.reason }),
        },
      ];
    case 'erasure-granted':
      return [{ kind: 'erasure-granted', id, at, holder }];
    case 'erasure-refused':
      return [{ kind: 'erasure-refused', id, at, holder, text: event.reason }];
    case 'erased':
      return [{ kind: 'erased', id, at, cause: event.cause }];
    case 'erasure-asked':
    case 'information-given':
    case 'added':
    case 'withdrawn':
    case 'rated':
    case 'objected':
    case 'drafted':
    case 'draft-returned':
    case 'noted':
    case 'placed':
      return [];
  }
}

/** Between officers. */
export function toInternalEvent(row: LifeRow): InternalEvent[] {
  const event = toEvent(row);
  const { id, at } = event;
  const done = { id, at, by: row.actor };
  const holder = row.institution ?? '';
  switch (event.kind) {
    case 'noted':
      return [{ kind: 'noted', ...done, text: event.text }];
    case 'placed':
      return [{ kind: 'placed', ...done, unit: row.unit, colleague: row.colleague }];
    case 'opinion-asked':
      return [
        {
          kind: 'opinion-asked',
          ...done,
          holder,
          askedOf: row.unit ?? row.other ?? '',
          text: event.question,
        },
      ];
    case 'opinion-given':
      return [
        {
          kind: 'opinion-given',
          ...done,
          holder: row.unit ?? holder,
          opinionId: event.opinionId,
          text: event.text,
        },
      ];
    case 'drafted':
      return [
        {
          kind: 'drafted',
          ...done,
          holder,
          replyId: event.replyId,
          ...(event.ground !== undefined && { ground: event.ground, text: event.explanation ?? '' }),
          ...(event.reason !== undefined && { override: event.reason }),
        },
      ];
    case 'draft-returned':
      return [{ kind: 'draft-returned', ...done, holder, replyId: event.replyId, text: event.reason }];
    default:
      return [];
  }
}
