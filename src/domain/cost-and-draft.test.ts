// A cost that waits while an answer is drafted (C4 of case.ts, F3 of fee.ts): the question and the clock, event by event.

import { describe, expect, it } from 'vitest';
import { HOLIDAYS as calendar } from '../../tests/fixtures/holiday-calendar.ts';
import { type CaseEvent, type CaseState, stepCase } from './case.ts';
import { openQuestion, rightsOf } from './case-rights.ts';
import { clockOf, dueAfterPayment } from './deadline.ts';
import { type CaseFacts, obstacleToAction } from './staff-action.ts';

const TODAY = '2026-09-15';
const PAID_AT = '2026-09-14T09:00:00.000Z';
const fee = { amount: 4_500, until: '2026-09-29', left: 10 };
const su = { id: 'e', at: '2026-09-08T09:00:00.000Z', institutionId: 'su' };
const application = {
  kind: 'information' as const,
  receivedAtMs: Date.parse('2026-09-01T09:00:00Z'),
  dueOn: '2026-09-22',
};

const EVENTS = {
  drafted: { ...su, kind: 'drafted', replyId: 'r' },
  'drafted as not paid': { ...su, kind: 'drafted', replyId: 'r', ground: 'fee-not-paid', explanation: 'x' },
  returned: { ...su, kind: 'draft-returned', replyId: 'r', reason: 'x', questionId: 'q' },
  'returned before it was known': { ...su, kind: 'draft-returned', replyId: 'r', reason: 'x' },
  'returned of another question': {
    ...su,
    kind: 'draft-returned',
    replyId: 'r',
    reason: 'x',
    questionId: 'p',
  },
  paid: {
    id: 'p',
    at: PAID_AT,
    kind: 'information-given',
    questionId: 'q',
    text: 'Dekont ekte.',
    dueOn: dueAfterPayment(fee, Date.parse(PAID_AT), calendar),
  },
  answered: { ...su, kind: 'answered', replyId: 'r' },
  ended: { ...su, kind: 'not-examined', ground: 'fee-not-paid', explanation: 'x' },
} as const satisfies Record<string, CaseEvent>;

const BEFORE: CaseEvent[] = [
  { ...su, kind: 'received' },
  { ...su, kind: 'assigned' },
  { ...su, id: 'q', kind: 'information-asked', question: '?', fee, dueOn: '2026-10-20' },
];

function live(named: string) {
  const events = named.split(', ').map((name) => EVENTS[name as keyof typeof EVENTS]);
  const history = [...BEFORE, ...events];
  const state = history.reduce<CaseState | undefined>((before, event) => stepCase(before, event), undefined);
  return { history, state, clock: clockOf(application, history) };
}

describe('a cost that waits while an answer is drafted', () => {
  it.each`
    events                                    | state                  | open     | dueOn
    ${'drafted'}                              | ${'drafted'}           | ${true}  | ${'2026-10-20'}
    ${'drafted as not paid'}                  | ${'drafted'}           | ${true}  | ${'2026-10-20'}
    ${'drafted, returned'}                    | ${'information-asked'} | ${true}  | ${'2026-10-20'}
    ${'drafted as not paid, returned'}        | ${'information-asked'} | ${true}  | ${'2026-10-20'}
    ${'drafted, returned, drafted'}           | ${'drafted'}           | ${true}  | ${'2026-10-20'}
    ${'drafted, returned, drafted, returned'} | ${'information-asked'} | ${true}  | ${'2026-10-20'}
    ${'drafted, paid'}                        | ${'drafted'}           | ${false} | ${'2026-09-28'}
    ${'drafted, paid, returned'}              | ${'assigned'}          | ${false} | ${'2026-09-28'}
    ${'drafted, returned, paid'}              | ${'assigned'}          | ${false} | ${'2026-09-28'}
    ${'drafted, returned, drafted, paid'}     | ${'drafted'}           | ${false} | ${'2026-09-28'}
    ${'drafted, paid, answered'}              | ${'answered'}          | ${false} | ${'2026-09-28'}
    ${'drafted, answered'}                    | ${'answered'}          | ${false} | ${'2026-10-20'}
    ${'drafted as not paid, ended'}           | ${'not-examined'}      | ${false} | ${'2026-10-20'}
  `('$events: $state', (row) => {
    const { state, history, clock } = live(row.events);
    expect(state).toMatchObject({ state: row.state });
    if (!state) return;
    // The question is open exactly as long as the clock stands.
    expect(openQuestion(state, history)?.id).toBe(row.open ? 'q' : undefined);
    expect(clock.stop).toEqual(row.open ? fee : undefined);
    expect(clock.dueOn).toBe(row.dueOn);
    const question = row.open ? { id: 'q', text: '?', at: su.at, by: 'Su İşleri' } : undefined;
    expect(rightsOf(state, history, question, TODAY, calendar).question).toEqual(question);
  });

  it.each(['drafted, paid, paid', 'drafted, answered, paid', 'drafted, returned, paid, paid'])(
    'is answered once: %s',
    (events) => {
      expect(live(events).state).toBeUndefined();
    },
  );

  it.each(['drafted, returned before it was known', 'drafted, returned of another question'])(
    'reads a history as it was written: %s',
    (events) => {
      expect(live(events).state).toEqual({ state: 'assigned', institutionId: 'su' });
    },
  );

  it.each([
    ['drafted as not paid', undefined],
    ['drafted as not paid, paid', 'action-not-possible'],
    ['drafted, paid', undefined],
  ])('is in time where the end was not approved yet: %s', (events, expected) => {
    const { state, history, clock } = live(events);
    const facts = {
      state,
      history,
      clock,
      needsApproval: true,
      draftAuthorId: 'a',
      colleagueId: null,
      formats: ['text'],
      centreId: 'merkez',
    } as CaseFacts;
    const approver = { accountId: 'b', role: 'approver', institutionId: 'su' } as const;
    expect(obstacleToAction('approve', approver, facts, TODAY)).toBe(expected);
    expect(obstacleToAction('send-back', approver, facts, TODAY)).toBeUndefined();
  });

  it('closes another question, as before: what comes after the draft is an addition', () => {
    const asked: CaseEvent = { ...su, id: 'q', kind: 'information-asked', question: '?' };
    const drafted = [...BEFORE.slice(0, 2), asked, EVENTS.drafted].reduce<CaseState | undefined>(
      (before, event) => stepCase(before, event),
      undefined,
    );
    expect(drafted).toEqual({ state: 'drafted', institutionId: 'su', replyId: 'r', objectedTo: null });
    expect(stepCase(drafted, EVENTS.paid)).toBeUndefined();
    expect(stepCase(drafted, EVENTS.returned)).toEqual({ state: 'assigned', institutionId: 'su' });
  });
});
