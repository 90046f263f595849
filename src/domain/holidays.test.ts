import { describe, expect, it } from 'vitest';
import { addDays, isHoliday } from './calendar.ts';
import type { CaseEvent } from './case.ts';
import { dueOn, objectionsOverSince, objectionUntil, recount } from './deadline.ts';
import {
  calendarOf,
  differingDays,
  type HolidayDay,
  holidaysOf,
  judgeHolidays,
  neededYears,
  toCalendar,
} from './holidays.ts';

const FEASTS = {
  2026: { ramazan: '2026-03-20', kurban: '2026-05-27' },
  2027: { ramazan: '2027-03-09', kurban: '2027-05-16' },
};
const of2027 = holidaysOf(2027, FEASTS[2027], (name) => name);
const with2027 = (change: (days: HolidayDay[]) => HolidayDay[]) => change([...of2027]);
const given = (date: string): HolidayDay => ({ date, name: 'İdari izin', isHalfDay: false });

describe('the holidays of a year', () => {
  it('as the law has them may be kept, also where a feast falls on a fixed day', () => {
    expect(of2027.filter(({ isHalfDay }) => isHalfDay).map(({ date }) => date)).toEqual([
      '2027-03-08',
      '2027-05-15',
      '2027-10-28',
    ]);
    expect(of2027).toHaveLength(16); // 19 May 2027 is the fourth day of Kurban Bayramı.
    expect(judgeHolidays(2027, of2027)).toEqual([]);
  });

  it.each<[string, HolidayDay[], object[]]>([
    [
      'a day that does not exist',
      [...of2027, given('2027-02-30')],
      [{ field: '16.date', code: 'dateNotValid' }],
    ],
    [
      'a day of another year',
      [given('2026-12-31'), ...of2027],
      [{ field: '0.date', code: 'otherYear', params: { year: 2027 } }],
    ],
    [
      'a day twice',
      [...of2027, given('2027-05-17')],
      [{ field: '16.date', code: 'dateTwice', params: { date: '2027-05-17' } }],
    ],
    [
      'no name',
      [...of2027, { ...given('2027-05-20'), name: ' ' }],
      [{ field: '16.name', code: 'nameMissing' }],
    ],
    [
      'a long name',
      [...of2027, { ...given('2027-05-20'), name: 'x'.repeat(81) }],
      [{ field: '16.name', code: 'nameNotValid' }],
    ],
    [
      'a fixed holiday forgotten (Law 2429 art. 2)',
      with2027((days) => days.filter(({ date }) => date !== '2027-04-23')),
      [{ field: 'days', code: 'fixedMissing', params: { date: '2027-04-23' } }],
    ],
    [
      'a fixed holiday as half a day',
      with2027((days) => days.map((day) => (day.date === '2027-01-01' ? { ...day, isHalfDay: true } : day))),
      [{ field: 'days', code: 'fixedMissing', params: { date: '2027-01-01' } }],
    ],
    [
      'a feast forgotten',
      with2027((days) => days.filter(({ date }) => !date.startsWith('2027-03'))),
      [{ field: 'days', code: 'feastsMissing' }],
    ],
    ['too many', Array.from({ length: 61 }, () => given('2027-01-01')), [{ field: 'days', code: 'tooMany' }]],
  ])('with %s may not', (_, days, faults) => {
    expect(judgeHolidays(2027, days)).toEqual(faults);
  });

  it('differ by whole days alone, in their order', () => {
    const after = with2027((days) => [
      ...days.filter(({ date }) => date !== '2027-03-08'),
      given('2027-05-20'),
      given('2027-01-04'),
    ]);
    expect(differingDays(of2027, after)).toEqual(['2027-01-04', '2027-05-20']);
  });

  it('are counted by, but half days are not', () => {
    const calendar = toCalendar({ 2027: [...of2027, given('2027-05-20')] });
    expect([isHoliday('2027-05-20', calendar), isHoliday('2027-05-15', calendar)]).toEqual([true, false]);
  });

  it.each([
    ['2026-06-30', [2026, 2027]],
    ['2026-07-01', [2026, 2027, 2028]],
    ['2026-12-31', [2026, 2027, 2028]],
  ])('are needed on %s of %j', (today, years) => {
    expect(neededYears(today)).toEqual(years);
  });
});

/** A day given free beside the feast of May 2027, or a feast day that was none. */
const GIVEN = toCalendar({
  2026: holidaysOf(2026, FEASTS[2026], (name) => name),
  2027: [...of2027, given('2027-05-21')],
});
const TAKEN = toCalendar({
  2026: holidaysOf(2026, FEASTS[2026], (name) => name),
  2027: of2027.filter(({ date }) => date !== '2027-05-18'),
});
const BEFORE = calendarOf(FEASTS);
const noon = (date: string): number => Date.parse(`${date}T09:00:00Z`);
const event = (kind: string, date: string, due: string): CaseEvent =>
  ({ id: kind, kind, at: `${date}T09:00:00.000Z`, dueOn: due }) as CaseEvent;

describe('D4: a clock under other holidays', () => {
  it.each<[string, 'request' | 'information', string, CaseEvent[], string, typeof GIVEN, string | undefined]>(
    [
      ['petition whose last day became free', 'request', '2027-04-21', [], '2027-05-10', GIVEN, '2027-05-24'],
      ['petition, a free day in its middle', 'request', '2027-05-03', [], '2027-05-10', GIVEN, undefined],
      [
        'information, a free day in its middle',
        'information',
        '2027-05-03',
        [],
        '2027-05-10',
        GIVEN,
        '2027-05-28',
      ],
      ['information, a working day more', 'information', '2027-05-03', [], '2027-05-10', TAKEN, '2027-05-26'],
      [
        'the same, counted when the new day is over',
        'information',
        '2027-05-03',
        [],
        '2027-05-27',
        TAKEN,
        undefined,
      ],
      ['the same, on the new day itself', 'information', '2027-05-03', [], '2027-05-26', TAKEN, '2027-05-26'],
      ['late already, and not any more', 'information', '2027-05-03', [], '2027-05-31', GIVEN, '2027-05-28'],
      [
        'information that was extended (Law 4982 art. 11)',
        'information',
        '2027-05-03',
        [event('extended', '2027-05-06', '2027-06-17')],
        '2027-05-10',
        GIVEN,
        '2027-06-18',
      ],
      [
        'information that reached another institution',
        'information',
        '2027-04-20',
        [event('transferred', '2027-05-03', '2027-05-27')],
        '2027-05-10',
        GIVEN,
        '2027-05-28',
      ],
      [
        'an objection',
        'information',
        '2027-02-01',
        [event('objected', '2027-04-21', '2027-05-21')],
        '2027-05-10',
        GIVEN,
        '2027-05-24',
      ],
      [
        'counted anew before',
        'information',
        '2027-05-03',
        [event('recounted', '2027-05-10', '2027-05-28')],
        '2027-05-10',
        GIVEN,
        undefined,
      ],
      [
        'counted anew, and back again',
        'information',
        '2027-05-03',
        [event('recounted', '2027-05-10', '2027-05-28')],
        '2027-05-10',
        BEFORE,
        '2027-05-27',
      ],
    ],
  )('%s', (_, kind, received, events, today, calendar, expected) => {
    const receivedAtMs = noon(received);
    const subject = { kind, receivedAtMs, dueOn: dueOn(kind, receivedAtMs, BEFORE) };
    expect(recount(subject, events, today, calendar)).toBe(expected);
  });

  it('that has not changed is as it was told', () => {
    for (let day = '2026-01-01'; day < '2027-11-01'; day = addDays(day, 1)) {
      const subject = { kind: 'information' as const, receivedAtMs: noon(day), dueOn: '' };
      subject.dueOn = dueOn('information', subject.receivedAtMs, BEFORE);
      expect(recount(subject, [], day, BEFORE)).toBeUndefined();
    }
  });
});

describe('a case is closed by time', () => {
  it.each([
    // 60 days (the 30th of November is a Monday).
    ['2026-12-01', '2026-10-01', 'the last day was 30 November'],
    [
      '2026-11-30',
      '2026-09-28',
      'on the last day itself it is not; 29 September and 1 October reach to today',
    ],
    ['2026-12-07', '2026-10-05', 'from Friday, Saturday and Sunday Monday is the last day, too'],
    ['2026-12-08', '2026-10-08', 'after that Monday'],
    ['2027-03-12', '2027-01-07', 'the feast of March lies at the end'],
    ['2027-03-13', '2027-01-11', 'and is over'],
  ])('on %s those that were answered up to %s (%s)', (today, newest) => {
    expect(objectionsOverSince(today, BEFORE)).toBe(newest);
  });

  it('exactly when nobody may object any more', () => {
    for (let today = '2026-04-01'; today < '2027-12-01'; today = addDays(today, 1)) {
      const newest = objectionsOverSince(today, BEFORE);
      expect(objectionUntil(newest, BEFORE) < today).toBe(true);
      expect(objectionUntil(addDays(newest, 1), BEFORE) >= today).toBe(true);
    }
  });
});
