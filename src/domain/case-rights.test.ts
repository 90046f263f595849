import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseState } from './case.ts';
import { actsIn, appealOf, rightsOf } from './case-rights.ts';
import type { Clock } from './deadline.ts';
import { calendarOf } from './holidays.ts';

const calendar = calendarOf({
  2026: { ramazan: '2026-03-20', kurban: '2026-05-27' },
  2027: { ramazan: '2027-03-09', kurban: '2027-05-16' },
});
const holder = { institutionId: 'su' };
const assigned: CaseState = { state: 'assigned', ...holder };
const answered: CaseState = { state: 'answered', ...holder, replyId: 'r', isRated: false };
const clock: Clock = { kind: 'information', startedOn: '2026-11-23', dueOn: '2026-12-14' };
const answer: CaseEvent = {
  id: 'e',
  at: '2026-12-10T09:00:00.000Z',
  kind: 'answered',
  ...holder,
  replyId: 'r',
};
const lapsed: Clock = { ...clock, lapse: { dueOn: '2026-12-07', institutionId: 'su' } };
const movedOn: Clock = {
  ...clock,
  startedOn: '2026-12-16',
  dueOn: '2027-01-07',
  reason: 'transferred',
  lapse: { dueOn: '2026-12-14', institutionId: 'su' },
};
const objected: CaseState = { state: 'objected', ...holder, objectedTo: 'r' };
const refusal: CaseEvent = {
  id: 'e',
  at: '2026-12-11T09:00:00.000Z',
  kind: 'not-examined',
  ...holder,
  ground: 'trade-secret',
  explanation: 'x',
};

describe('the appeal to the board (Law 4982 art. 13)', () => {
  const refused: CaseState = { state: 'not-examined', ...holder, ground: 'trade-secret' };
  it.each<[string, CaseState, CaseEvent[], Clock, string, string | undefined]>([
    ['after an answer', answered, [answer], clock, '2026-12-11', '2026-12-25'],
    ['on its last day', answered, [answer], clock, '2026-12-25', '2026-12-25'],
    ['after its last day', answered, [answer], clock, '2026-12-26', undefined],
    ['years later, without a calendar of that year', answered, [answer], clock, '2031-01-01', undefined],
    ['after a refusal', refused, [refusal], clock, '2026-12-14', '2026-12-28'],
    ['while there is time to answer', assigned, [], clock, '2026-12-14', undefined],
    ['of a silence, from the last day on', assigned, [], clock, '2026-12-15', '2026-12-29'],
    ['of a silence, while another’s clock runs', assigned, [], movedOn, '2026-12-16', '2026-12-29'],
    ['of the same, on its last day', assigned, [], movedOn, '2026-12-29', '2026-12-29'],
    ['of the same, after it', assigned, [], movedOn, '2026-12-30', undefined],
    ['of the other’s silence, then', assigned, [], movedOn, '2027-01-08', '2027-01-22'],
    ['after a late answer, from its notice', answered, [answer], lapsed, '2026-12-26', undefined],
    [
      'of a silence before an objection',
      objected,
      [answer],
      { ...movedOn, reason: 'objected' },
      '2026-12-15',
      '2026-12-25',
    ],
    ['of a petition', answered, [answer], { ...clock, kind: 'request' }, '2026-12-11', undefined],
    ['of what was withdrawn', { state: 'withdrawn', ...holder }, [], clock, '2027-01-04', undefined],
  ])('%s', (_, state, history, given, today, until) => {
    expect(appealOf(state, history, given, today, calendar)?.until).toBe(until);
  });
});

it('is against whoever was silent or answered, wherever the case is now', () => {
  const atYol: CaseState = { state: 'assigned', institutionId: 'yol' };
  const against = (history: CaseEvent[], given: Clock, today: string) =>
    appealOf(atYol, history, given, today, calendar)?.institutionId;
  expect(against([], movedOn, '2026-12-16')).toBe('su');
  expect(against([], movedOn, '2027-01-08')).toBe('yol');
  expect(against([answer], clock, '2026-12-11')).toBe('su');
});

describe('the right to object', () => {
  it('is counted from the newest answer', () => {
    const second: CaseEvent = { ...answer, at: '2027-01-11T09:00:00.000Z' };
    const { canObject } = rightsOf(answered, [answer, second], undefined, '2027-01-12', calendar);
    expect(canObject).toEqual({ replyId: 'r', until: '2027-03-12' });
  });

  it('of long ago needs no calendar of its year', () => {
    expect(rightsOf(answered, [answer], undefined, '2031-01-01', calendar).canObject).toBeUndefined();
  });
});

it('tells the citizen’s acts with their own ids and words, and nobody else’s', () => {
  const at = '2026-12-10T09:00:00.000Z';
  const history: CaseEvent[] = [
    { id: '1', at, kind: 'added', text: 'ek' },
    { id: '2', at, kind: 'noted', text: 'gizli' },
    { id: '3', at, kind: 'rated', replyId: 'r', score: 5 },
    { id: '4', at, kind: 'withdrawn', reason: 'oldu' },
  ];
  expect(actsIn(history)).toEqual([
    { id: '1', kind: 'addition', at, text: 'ek' },
    { id: '3', kind: 'rating', at, replyId: 'r', score: 5 },
    { id: '4', kind: 'withdrawal', at, text: 'oldu' },
  ]);
});
