import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLIDAYS as calendar } from '../../tests/fixtures/holiday-calendar.ts';
import { addDays, isHoliday, istanbulDate, isWeekend } from './calendar.ts';
import { dueOn } from './deadline.ts';
import { APPLICATION_KINDS } from './kinds.ts';

const noonInIstanbul = (date: string) => Date.parse(`${date}T09:00:00Z`);

// Counted by hand on the wall calendar; a comment names the day on which the plain count would have ended.
describe('the answer to a petition is due', () => {
  it.each([
    ['30 days after', '2026-11-23', '2026-12-23'],
    ['on Monday instead of Saturday', '2026-11-05', '2026-12-07'],
    ['on Monday instead of Sunday', '2026-11-06', '2026-12-07'],
    ['across the year, after New Year and its weekend', '2026-12-02', '2027-01-04'], // Friday 1 January
    ['after Ramazan and its weekend', '2026-02-18', '2026-03-23'], // Friday 20 March, first day
    ['on the eve of Ramazan, which is a working day', '2026-02-17', '2026-03-19'],
    ['after Kurban and its weekend', '2026-04-27', '2026-06-01'], // Wednesday 27 May, first day
    ['on the eve of Kurban', '2026-04-26', '2026-05-26'],
    ['after 23 April, a Thursday', '2026-03-24', '2026-04-24'],
    ['on 28 October, half a working day', '2026-09-28', '2026-10-28'],
    ['after 29 October, a Thursday', '2026-09-29', '2026-10-30'],
    ['on the leap day', '2028-01-30', '2028-02-29'],
    ['after the feast in a leap February, which ends on the eve of the leap day', '2028-01-27', '2028-02-29'], // Saturday 26
    ['a day earlier in the month than in other years, after a leap day', '2028-02-14', '2028-03-15'],
    ['after Kurban runs into Youth and Sports Day', '2027-04-16', '2027-05-20'], // Sunday 16 to Wednesday 19 May
  ])('%s: received %s, due %s', (_, receivedOn, expected) => {
    expect(dueOn('request', noonInIstanbul(receivedOn), calendar)).toBe(expected);
  });
});

describe('the answer to an information request is due', () => {
  it.each([
    ['after three plain weeks', '2026-11-23', '2026-12-14'],
    ['received on a Saturday, as if on the Friday before', '2026-11-21', '2026-12-11'],
    ['received on a Sunday', '2026-11-22', '2026-12-11'],
    ['over New Year', '2026-12-21', '2027-01-12'],
    ['over Ramazan, which takes one working day (Friday)', '2026-03-09', '2026-03-31'],
    ['over Kurban and Youth and Sports Day, which take four', '2026-05-11', '2026-06-05'],
    ['received on the eve of Kurban', '2026-05-26', '2026-06-19'],
    ['received during Kurban', '2026-05-28', '2026-06-19'],
    ['over 28 and 29 October: the first counts, the second does not', '2026-10-12', '2026-11-03'],
    ['over the leap day, after a feast on Saturday to Monday', '2028-02-21', '2028-03-14'],
  ])('%s: received %s, due %s', (_, receivedOn, expected) => {
    expect(dueOn('information', noonInIstanbul(receivedOn), calendar)).toBe(expected);
  });
});

describe('the day of receipt', () => {
  it('begins at midnight in Istanbul, not in Greenwich', () => {
    expect(dueOn('request', Date.parse('2026-11-22T20:59:59.999Z'), calendar)).toBe('2026-12-22');
    expect(dueOn('request', Date.parse('2026-11-22T21:00:00.000Z'), calendar)).toBe('2026-12-23');
  });
});

describe('any deadline', () => {
  const anyInstant = fc.integer({
    min: Date.parse('2025-01-01T00:00:00Z'),
    max: Date.parse('2028-10-31T00:00:00Z'),
  });
  const anyKind = fc.constantFrom(...APPLICATION_KINDS);

  it('is never a holiday or a weekend', () => {
    fc.assert(
      fc.property(anyKind, anyInstant, (kind, receivedAtMs) => {
        const due = dueOn(kind, receivedAtMs, calendar);
        expect(isWeekend(due) || isHoliday(due, calendar)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('is never earlier for what was received later', () => {
    fc.assert(
      fc.property(anyKind, anyInstant, anyInstant, (kind, one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        expect(dueOn(kind, earlier, calendar) <= dueOn(kind, later, calendar)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the law its days and no more than a long feast on top', () => {
    fc.assert(
      fc.property(anyKind, anyInstant, (kind, receivedAtMs) => {
        const receivedOn = istanbulDate(receivedAtMs);
        const due = dueOn(kind, receivedAtMs, calendar);
        const least = kind === 'information' ? 19 : 30;
        expect(due >= addDays(receivedOn, least)).toBe(true);
        expect(due <= addDays(receivedOn, 39)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('in a year without feasts is an error of the start, never a silent guess', () => {
    expect(() => dueOn('request', noonInIstanbul('2028-12-20'), calendar)).toThrow(RangeError);
  });
});
