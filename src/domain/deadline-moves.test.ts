// What moves a deadline, and what runs after an answer. The days of the receipt itself: deadline.test.ts. Counted on the
// wall calendar, and again by a program of another language; a comment names the day that a case is about.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLIDAYS as calendar } from '../../tests/fixtures/holiday-calendar.ts';
import { istanbulDate, isWorkingDay } from './calendar.ts';
import type { CaseEvent } from './case.ts';
import {
  boardAppealUntil,
  boardDecidesUntil,
  type Clock,
  clockOf,
  dueAfterExtension,
  dueAfterObjection,
  dueAfterTransfer,
  dueOn,
  objectionUntil,
  weekdayHolidays,
  workingDaysLeft,
} from './deadline.ts';
import { APPLICATION_KINDS } from './kinds.ts';

const noonInIstanbul = (date: string) => Date.parse(`${date}T09:00:00Z`);
const clock = (kind: Clock['kind'], startedOn: string, due = '2028-10-02'): Clock => ({
  kind,
  startedOn,
  dueOn: due,
});

const heldBySu: CaseEvent[] = [
  { id: 'a', at: '2026-01-05T09:00:00.000Z', kind: 'assigned', institutionId: 'su' },
];

describe('an information request that must be asked of another unit is due in 30 working days (Law 4982 art. 11)', () => {
  it.each([
    ['over six plain weeks', '2026-09-01', '2026-10-13'],
    ['received on a Saturday', '2026-08-29', '2026-10-09'], // Sunday 30 August takes nothing
    ['over 28 and 29 October', '2026-10-05', '2026-11-17'],
    ['over New Year', '2026-12-01', '2027-01-13'],
    ['over 23 April, 1 May, 19 May and Kurban', '2026-04-20', '2026-06-09'],
    ['over Kurban', '2026-05-04', '2026-06-19'],
    ['over Ramazan', '2026-03-02', '2026-04-14'],
    ['over Ramazan and a leap day', '2028-02-01', '2028-03-15'],
    ['over 15 July', '2026-06-15', '2026-07-28'],
    ['over 30 August, a Sunday', '2026-08-03', '2026-09-14'],
  ])('%s: reached it on %s, due %s', (_, startedOn, expected) => {
    expect(dueAfterExtension(clock('information', startedOn), startedOn, calendar)).toBe(expected);
  });
});

describe('a petition of which the state of progress was told is watched 30 days more (Law 3071 art. 7)', () => {
  it.each([
    ['30 plain days', '2026-12-23', '2027-01-22'],
    ['to a Saturday', '2026-12-17', '2027-01-18'],
    ['to 1 January', '2026-12-02', '2027-01-04'],
    ['to the leap day', '2028-01-30', '2028-02-29'],
    ['into Kurban', '2026-04-28', '2026-06-01'],
    ['to the eve of Ramazan, half a working day', '2026-02-17', '2026-03-19'],
    ['to 15 July', '2026-06-15', '2026-07-16'],
    ['to 29 October', '2026-09-29', '2026-10-30'],
  ])('%s: was due %s, now %s', (_, due, expected) => {
    expect(dueAfterExtension(clock('complaint', '2026-01-05', due), due, calendar)).toBe(expected);
  });
});

describe('an information request starts anew where it reaches another institution (Law 4982 art. 7 and 11)', () => {
  it.each([
    ['on a plain Wednesday', '2026-11-25', '2026-12-16'],
    ['on a Saturday', '2026-11-28', '2026-12-18'],
    ['on the eve of Ramazan', '2026-03-19', '2026-04-10'],
    ['on 28 October', '2026-10-28', '2026-11-19'],
    ['on the last day of the year', '2026-12-31', '2027-01-22'],
    ['on the leap day', '2028-02-29', '2028-03-21'],
  ])('%s: on %s, due %s', (_, on, expected) => {
    const to = { to: 'yol', atMs: noonInIstanbul(on) };
    expect(dueAfterTransfer(clock('information', '2026-01-05'), heldBySu, to, calendar)).toBe(expected);
  });

  it('and a petition does not: 30 days are the state’s, whoever forwards it (Law 3071 art. 5 and 7)', () => {
    expect(
      dueAfterTransfer(
        clock('request', '2026-11-23'),
        heldBySu,
        { to: 'yol', atMs: noonInIstanbul('2026-11-25') },
        calendar,
      ),
    ).toBeUndefined();
  });
});

describe('the answer to an objection is due in 30 days (Law 2577 art. 11)', () => {
  it.each([
    ['on a plain Wednesday', '2026-11-23', '2026-12-23'],
    ['after New Year and its weekend', '2026-12-02', '2027-01-04'],
    ['after Kurban and its weekend', '2026-04-29', '2026-06-01'],
    ['after Kurban runs into 19 May', '2027-04-19', '2027-05-20'],
    ['after a leap day', '2028-01-31', '2028-03-01'],
  ])('%s: objected on %s, due %s', (_, on, expected) => {
    expect(dueAfterObjection(noonInIstanbul(on), calendar)).toBe(expected);
  });
});

describe('an objection is possible for 60 days (as Law 2577 art. 7 and 11 give for asking again)', () => {
  it.each([
    ['to a Sunday', '2026-11-25', '2027-01-25'],
    ['to a plain Monday', '2026-12-03', '2027-02-01'],
    ['into Ramazan', '2026-01-20', '2026-03-23'],
    ['to 23 April', '2026-02-22', '2026-04-24'],
    ['to 1 January', '2026-11-02', '2027-01-04'],
    ['to the leap day', '2027-12-31', '2028-02-29'],
  ])('%s: answered on %s, until %s', (_, on, expected) => {
    expect(objectionUntil(on, calendar)).toBe(expected);
  });
});

describe('the board can be asked for 15 days (Law 4982 art. 13)', () => {
  it.each([
    ['to a plain Tuesday', '2026-12-14', '2026-12-29'],
    ['to a Saturday', '2026-12-11', '2026-12-28'],
    ['to 1 January', '2026-12-17', '2027-01-04'],
    ['into Ramazan', '2026-03-05', '2026-03-23'],
    ['into Kurban', '2026-05-12', '2026-06-01'],
    ['to the eve of Kurban', '2026-05-11', '2026-05-26'],
    ['to 15 July', '2026-06-30', '2026-07-16'],
    ['to the leap day', '2028-02-14', '2028-02-29'],
    ['to 29 October', '2026-10-14', '2026-10-30'],
  ])('%s: told on %s, until %s', (_, on, expected) => {
    expect(boardAppealUntil(on, calendar)).toBe(expected);
  });
});

describe('the board decides in 30 working days (Law 4982 art. 13)', () => {
  it.each([
    ['over plain weeks', '2026-12-29', '2027-02-10'],
    ['over 19 May and Kurban', '2026-05-04', '2026-06-19'],
    ['over Ramazan and the leap day', '2028-02-14', '2028-03-28'],
    ['over 29 October', '2026-10-14', '2026-11-26'],
  ])('%s: asked on %s, until %s', (_, on, expected) => {
    expect(boardDecidesUntil(on, calendar)).toBe(expected);
  });
});

describe('a clock', () => {
  const happened = { id: 'e', at: '2026-12-01T09:00:00.000Z' };
  const application = {
    kind: 'information',
    receivedAtMs: noonInIstanbul('2026-11-23'),
    dueOn: '2026-12-14',
  } as const;
  const extended: CaseEvent = {
    ...happened,
    kind: 'extended',
    institutionId: 'su',
    reason: 'x',
    dueOn: '2027-01-05',
  };
  const transferred: CaseEvent = {
    ...happened,
    kind: 'transferred',
    from: 'su',
    institutionId: 'yol',
    reason: 'x',
    dueOn: '2026-12-22',
  };
  const objected: CaseEvent = { ...happened, kind: 'objected', replyId: 'r', text: 't', dueOn: '2026-12-31' };

  it('is that of the receipt until an event moves it', () => {
    expect(
      clockOf(application, [{ ...happened, kind: 'assigned', institutionId: 'su', dueOn: undefined }]),
    ).toEqual({ kind: 'information', startedOn: '2026-11-23', dueOn: '2026-12-14' });
  });

  it.each<[string, CaseEvent[], Partial<Clock>]>([
    ['extended, from the same start', [extended], { startedOn: '2026-11-23', reason: 'extended' }],
    ['transferred, from that day', [transferred], { startedOn: '2026-12-01', reason: 'transferred' }],
    ['objected', [extended, objected], { startedOn: '2026-12-01', dueOn: '2026-12-31', reason: 'objected' }],
  ])('is moved: %s', (_, events, expected) => {
    expect(clockOf(application, events)).toMatchObject(expected);
  });

  it('is extended once, not after its last day, and not for an objection (D2)', () => {
    const receipt = clockOf(application, []);
    expect(dueAfterExtension(receipt, '2026-12-14', calendar)).toBe('2027-01-05');
    expect(dueAfterExtension(receipt, '2026-12-15', calendar)).toBeUndefined();
    expect(dueAfterExtension(clockOf(application, [extended]), '2026-12-14', calendar)).toBeUndefined();
    expect(dueAfterExtension(clockOf(application, [objected]), '2026-12-14', calendar)).toBeUndefined();
  });

  it('of an objection is not started anew by a transfer', () => {
    const ofObjection = clockOf(application, [objected]);
    const to = { to: 'yol', atMs: noonInIstanbul('2026-12-10') };
    expect(dueAfterTransfer(ofObjection, heldBySu, to, calendar)).toBeUndefined();
  });
});

describe('working days left', () => {
  it.each([
    ['12 of them', '2026-11-25', '2026-12-11', 12],
    ['none on the last day itself', '2026-12-11', '2026-12-11', 0],
    ['one from Saturday to Monday', '2026-12-12', '2026-12-14', 1],
    ['over New Year', '2026-12-30', '2027-01-04', 2],
    ['over Kurban, whose eve counts', '2026-05-25', '2026-06-01', 2],
    ['over 28 and 29 October', '2026-10-27', '2026-10-30', 2],
    ['over Ramazan and the leap day', '2028-02-24', '2028-03-01', 3],
    ['one day too late over a weekend', '2026-12-14', '2026-12-11', -1],
    ['one day too late over a feast', '2026-06-01', '2026-05-26', -1],
  ])('%s: on %s until %s', (_, today, lastDay, expected) => {
    const [from, to] = [today, lastDay].sort() as [string, string];
    expect(workingDaysLeft(today, lastDay, weekdayHolidays(from, to, calendar))).toBe(expected);
  });
});

describe('any date that is told', () => {
  const anyInstant = fc.integer({
    min: Date.parse('2025-01-01T00:00:00Z'),
    max: Date.parse('2028-09-30T00:00:00Z'),
  });
  const anyKind = fc.constantFrom(...APPLICATION_KINDS);
  const datesAt = (kind: Clock['kind'], ms: number) => {
    const on = istanbulDate(ms);
    const receipt: Clock = { kind, startedOn: on, dueOn: dueOn(kind, ms, calendar) };
    return [
      dueAfterExtension(receipt, on, calendar),
      dueAfterTransfer(receipt, heldBySu, { to: 'yol', atMs: ms }, calendar),
      dueAfterObjection(ms, calendar),
      objectionUntil(on, calendar),
      boardAppealUntil(on, calendar),
      boardDecidesUntil(on, calendar),
    ].filter((date) => date !== undefined);
  };

  it('is a working day (D1)', () => {
    fc.assert(
      fc.property(anyKind, anyInstant, (kind, ms) => {
        expect(datesAt(kind, ms).every((date) => isWorkingDay(date, calendar))).toBe(true);
      }),
    );
  });

  it('is never earlier for what came later', () => {
    fc.assert(
      fc.property(anyKind, anyInstant, anyInstant, (kind, one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)].map((ms) => datesAt(kind, ms));
        expect(earlier?.every((date, index) => date <= (later?.[index] ?? ''))).toBe(true);
      }),
    );
  });

  it('is later than the one that it extends', () => {
    fc.assert(
      fc.property(anyKind, anyInstant, (kind, ms) => {
        const due = dueOn(kind, ms, calendar);
        const extended = dueAfterExtension(clock(kind, istanbulDate(ms), due), due, calendar);
        expect(extended && extended > due).toBe(true);
      }),
    );
  });

  it('is counted as it was made: 15 working days are 15 working days left', () => {
    fc.assert(
      fc.property(anyInstant, (ms) => {
        const [on, due] = [istanbulDate(ms), dueOn('information', ms, calendar)];
        expect(workingDaysLeft(on, due, weekdayHolidays(on, due, calendar))).toBe(15);
      }),
    );
  });
});
