// What a cost does to the clock (D6, fee.ts). Counted on the wall calendar, and again by a program of another language.

import { describe, expect, it } from 'vitest';
import { HOLIDAYS as calendar } from '../../tests/fixtures/holiday-calendar.ts';
import type { CaseEvent } from './case.ts';
import { groundsFor } from './case-ground.ts';
import { appealOf } from './case-rights.ts';
import {
  canBeExtended,
  canBeStopped,
  clockOf,
  dueAfterExtension,
  dueAfterPayment,
  dueOn,
  dueWhileUnpaid,
  feeToAsk,
  isForfeited,
  recount,
} from './deadline.ts';
import { FEE_MAX_AMOUNT, parseSum } from './fee.ts';

const noon = (date: string) => Date.parse(`${date}T09:00:00Z`);
const at = (date: string) => new Date(noon(date)).toISOString();

/** An information request that `su` got on the first day, and for which it tells a cost on the second. */
function stopped(receivedOn: string, askedOn: string) {
  const application = {
    kind: 'information' as const,
    receivedAtMs: noon(receivedOn),
    dueOn: dueOn('information', noon(receivedOn), calendar),
  };
  const assigned: CaseEvent = { id: 'a', at: at(receivedOn), kind: 'assigned', institutionId: 'su' };
  const fee = feeToAsk(clockOf(application, [assigned]), 4_500, askedOn, calendar);
  const asked: CaseEvent = {
    id: 'q',
    at: at(askedOn),
    kind: 'information-asked',
    institutionId: 'su',
    question: '?',
    fee,
    dueOn: dueWhileUnpaid(fee, calendar),
  };
  return { application, fee, history: [assigned, asked] };
}

function paid(stop: ReturnType<typeof stopped>, paidOn: string): CaseEvent[] {
  const due = dueAfterPayment(stop.fee, noon(paidOn), calendar);
  const event = { id: 'p', at: at(paidOn), kind: 'information-given', questionId: 'q', text: '' } as const;
  return [...stop.history, { ...event, dueOn: due }];
}

describe('a cost that waits to be paid stops the 15 working days (Law 4982 art. 10 and 11)', () => {
  it.each`
    over                               | received        | asked           | left  | until           | unpaid          | proof           | due             | extended
    ${'plain weeks'}                   | ${'2026-09-01'} | ${'2026-09-08'} | ${10} | ${'2026-09-29'} | ${'2026-10-20'} | ${'2026-09-15'} | ${'2026-09-29'} | ${'2026-10-20'}
    ${'New Year'}                      | ${'2026-12-14'} | ${'2026-12-18'} | ${11} | ${'2027-01-11'} | ${'2027-02-02'} | ${'2026-12-31'} | ${'2027-01-18'} | ${'2027-02-08'}
    ${'28 and 29 October'}             | ${'2026-10-12'} | ${'2026-10-27'} | ${4}  | ${'2026-11-18'} | ${'2026-12-01'} | ${'2026-10-28'} | ${'2026-11-04'} | ${'2026-11-25'}
    ${'its last day: one day is left'} | ${'2026-11-02'} | ${'2026-11-23'} | ${0}  | ${'2026-12-14'} | ${'2026-12-22'} | ${'2026-11-30'} | ${'2026-12-01'} | ${'2026-12-22'}
    ${'Ramazan, paid on its eve'}      | ${'2026-03-02'} | ${'2026-03-10'} | ${9}  | ${'2026-04-01'} | ${'2026-04-21'} | ${'2026-03-19'} | ${'2026-04-02'} | ${'2026-04-24'}
    ${'a leap day, paid on it'}        | ${'2028-02-21'} | ${'2028-02-25'} | ${11} | ${'2028-03-20'} | ${'2028-04-11'} | ${'2028-02-29'} | ${'2028-03-15'} | ${'2028-04-05'}
    ${'Kurban, paid on a Saturday'}    | ${'2026-05-04'} | ${'2026-05-15'} | ${6}  | ${'2026-06-11'} | ${'2026-06-26'} | ${'2026-05-30'} | ${'2026-06-08'} | ${'2026-06-29'}
    ${'15 July'}                       | ${'2026-07-06'} | ${'2026-07-13'} | ${10} | ${'2026-08-04'} | ${'2026-08-25'} | ${'2026-07-14'} | ${'2026-07-29'} | ${'2026-08-19'}
  `('over $over: told $asked, paid $proof, due $due', (row) => {
    const stop = stopped(row.received, row.asked);
    expect(stop.fee).toEqual({ amount: 4_500, until: row.until, left: row.left });
    const waiting = clockOf(stop.application, stop.history);
    expect(waiting).toMatchObject({ dueOn: row.unpaid, stop: stop.fee });
    expect(recount(stop.application, stop.history, row.asked, calendar)).toBeUndefined();
    expect([canBeStopped(waiting, row.asked), canBeExtended(waiting, row.asked)]).toEqual([false, false]);
    const history = paid(stop, row.proof);
    const clock = clockOf(stop.application, history);
    expect(clock).toMatchObject({ dueOn: row.due, wasStopped: true });
    expect(clock).not.toHaveProperty('stop');
    expect(recount(stop.application, history, row.proof, calendar)).toBeUndefined();
    expect(dueAfterExtension(clock, row.proof, calendar)).toBe(row.extended);
  });

  it.each([
    ['on the last day of the payment', '2026-09-29', false],
    ['on the last of the five working days after it', '2026-10-06', false],
    ['on the day after those', '2026-10-07', true],
  ])('and is forfeited by nobody before a week more is over: %s', (_, today, expected) => {
    const { application, history } = stopped('2026-09-01', '2026-09-08');
    const isOver = isForfeited(clockOf(application, history), today, calendar);
    expect(isOver).toBe(expected);
    expect(groundsFor('information', isOver).includes('fee-not-paid')).toBe(expected);
  });

  it('is no silence, however long it waits, and none begins by a late payment', () => {
    const stop = stopped('2026-09-01', '2026-09-08');
    const waiting = clockOf(stop.application, stop.history);
    const state = {
      state: 'information-asked',
      institutionId: 'su',
      questionId: 'q',
      objectedTo: null,
    } as const;
    expect(appealOf(state, stop.history, waiting, '2026-11-02', calendar)).toBeUndefined();
    expect(clockOf(stop.application, paid(stop, '2026-11-02'))).not.toHaveProperty('lapse');
  });

  it('is asked for neither of a petition, nor after an objection, nor when the last day is over', () => {
    const clock = { kind: 'information', startedOn: '2026-09-01', dueOn: '2026-09-22' } as const;
    expect(canBeStopped(clock, '2026-09-22')).toBe(true);
    expect(canBeStopped(clock, '2026-09-23')).toBe(false);
    expect(canBeStopped({ ...clock, kind: 'request' }, '2026-09-08')).toBe(false);
    expect(canBeStopped({ ...clock, reason: 'objected' }, '2026-09-08')).toBe(false);
  });
});

describe('a sum', () => {
  it.each([
    ['45', 4_500],
    ['45,5', 4_550],
    ['45,05 TL', 4_505],
    ['₺ 1.234,50', 123_450],
    ['1.234', 123_400],
    ['1234.5', 123_450],
    ['100000', FEE_MAX_AMOUNT],
    ['', undefined],
    ['kırk', undefined],
    ['-5', undefined],
    ['4,555', undefined],
    ['1.23.4', undefined],
  ])('typed as %j is %s kuruş', (typed, expected) => {
    expect(parseSum(typed)).toBe(expected);
  });
});
