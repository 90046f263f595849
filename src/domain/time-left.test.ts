import { describe, expect, it } from 'vitest';
import type { ApplicationKind } from './kinds.ts';
import type { Life } from './thread-life.ts';
import { type TimeLeft, timeLeft } from './time-left.ts';

type Subject = Pick<Life, 'state' | 'dueOn' | 'dueReason' | 'holidays'>;
// A Wednesday; 1 January 2027 is a Friday.
const life: Subject = { state: 'assigned', dueOn: '2027-01-06', holidays: ['2027-01-01'] };
const left = (unit: TimeLeft['unit'], count: number, isOver = false): TimeLeft => ({ unit, count, isOver });

describe('the time that is left for an answer', () => {
  it.each<[string, ApplicationKind, Partial<Subject>, string, TimeLeft | undefined]>([
    ['a petition, in days', 'request', {}, '2026-12-30', left('days', 7)],
    ['an information request, in working days', 'information', {}, '2026-12-30', left('workingDays', 4)],
    ['the last day itself', 'information', {}, '2027-01-06', left('workingDays', 0)],
    ['overdue, in days', 'complaint', {}, '2027-01-09', left('days', 3, true)],
    ['overdue, in working days', 'information', {}, '2027-01-11', left('workingDays', 3, true)],
    [
      'overdue since Friday, on a Saturday',
      'information',
      { dueOn: '2027-01-08' },
      '2027-01-09',
      left('workingDays', 0, true),
    ],
    [
      'an objection, in days, whatever it is about',
      'information',
      { state: 'objected', dueReason: { kind: 'objected' } },
      '2026-12-30',
      left('days', 7),
    ],
    ['not assigned yet', 'request', { state: 'received' }, '2027-01-05', left('days', 1)],
    ['answered: nothing is owed', 'request', { state: 'answered' }, '2026-12-30', undefined],
    ['withdrawn: nothing is owed', 'request', { state: 'withdrawn' }, '2027-02-01', undefined],
  ])('%s', (_what, kind, change, today, expected) => {
    expect(timeLeft(kind, { ...life, ...change }, today)).toEqual(expected);
  });
});
