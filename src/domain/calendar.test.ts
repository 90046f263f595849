import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLIDAYS as calendar } from '../../tests/fixtures/holiday-calendar.ts';
import {
  addDays,
  addWorkingDays,
  isHoliday,
  istanbulDate,
  isWeekend,
  isWorkingDay,
  missingYears,
  nextWorkingDay,
} from './calendar.ts';
import { isCivilDate } from './civil-date.ts';

const anyDate = fc.integer({ min: 0, max: 3 * 365 }).map((days) => addDays('2025-01-01', days));

describe('the date in Istanbul', () => {
  it.each([
    ['2026-11-22T20:59:59.999Z', '2026-11-22'],
    ['2026-11-22T21:00:00.000Z', '2026-11-23'],
    ['2026-12-31T21:00:00.000Z', '2027-01-01'],
    ['2026-07-01T20:59:59.999Z', '2026-07-01'],
    ['2026-07-01T21:00:00.000Z', '2026-07-02'],
    ['2028-02-28T21:00:00.000Z', '2028-02-29'],
  ])('at %s is %s', (instant, date) => {
    expect(istanbulDate(Date.parse(instant))).toBe(date);
  });

  it('is what the time zone database says, for any instant since the offset became fixed', () => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Istanbul', dateStyle: 'short' });
    const from = Date.parse('2016-09-08T00:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: from, max: from + 20 * 365 * 86_400_000 }), (instantMs) => {
        expect(istanbulDate(instantMs)).toBe(format.format(instantMs));
      }),
    );
  });
});

describe('adding days', () => {
  it.each([
    ['2026-11-30', 1, '2026-12-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2028-02-29', 366, '2029-03-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-11-23', 0, '2026-11-23'],
  ])('%s and %i is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  it('and taking them away again is where it began', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -1000, max: 1000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date);
      }),
    );
  });
});

describe('a holiday', () => {
  it.each([
    ['New Year', '2026-01-01'],
    ['National Sovereignty and Children', '2026-04-23'],
    ['Labour', '2026-05-01'],
    ['Youth and Sports', '2026-05-19'],
    ['Democracy and National Unity', '2026-07-15'],
    ['Victory', '2026-08-30'],
    ['the Republic', '2026-10-29'],
    ['Ramazan, first day', '2026-03-20'],
    ['Ramazan, third day', '2026-03-22'],
    ['Kurban, first day', '2026-05-27'],
    ['Kurban, fourth day', '2026-05-30'],
    ['Ramazan, third day, the day before a leap day', '2028-02-28'],
  ])('is %s (%s)', (_, date) => {
    expect(isHoliday(date, calendar)).toBe(true);
  });

  it.each([
    ['the eve of Ramazan, a half day', '2026-03-19'],
    ['the day after Ramazan', '2026-03-23'],
    ['the eve of Kurban, a half day', '2026-05-26'],
    ['the day after Kurban', '2026-05-31'],
    ['28 October, a half day', '2026-10-28'],
    ["last year's feast", '2026-03-30'],
    ['the leap day after a feast', '2028-02-29'],
  ])('is not %s (%s)', (_, date) => {
    expect(isHoliday(date, calendar)).toBe(false);
  });

  it('of a year without feasts is an error, never a guess', () => {
    expect(() => isHoliday('2030-02-04', calendar)).toThrow(RangeError);
  });
});

describe('a working day', () => {
  it.each([
    ['Friday', '2026-11-20', true],
    ['Saturday', '2026-11-21', false],
    ['Sunday', '2026-11-22', false],
    ['Monday', '2026-11-23', true],
    ['the eve of a feast, on a Thursday', '2026-03-19', true],
    ['a feast, on a Friday', '2026-03-20', false],
  ])('%s: %s is %s', (_, date, expected) => {
    expect(isWorkingDay(date, calendar)).toBe(expected);
  });

  it('that is next is the day itself, or after the weekend and the feast', () => {
    expect(nextWorkingDay('2026-11-23', calendar)).toBe('2026-11-23');
    expect(nextWorkingDay('2026-11-21', calendar)).toBe('2026-11-23');
    // Wednesday to Saturday is the feast, Sunday the weekend.
    expect(nextWorkingDay('2026-05-27', calendar)).toBe('2026-06-01');
    // 1 January 2027 is a Friday.
    expect(nextWorkingDay('2027-01-01', calendar)).toBe('2027-01-04');
  });

  it('that is next is never before, at most nine days later, and nothing between them is one', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const next = nextWorkingDay(date, calendar);
        expect(isWorkingDay(next, calendar)).toBe(true);
        expect(next >= date && next <= addDays(date, 9)).toBe(true);
        for (let day = date; day < next; day = addDays(day, 1)) {
          expect(isWeekend(day) || isHoliday(day, calendar)).toBe(true);
        }
      }),
    );
  });

  it('counts once each: between a day and the n-th after it lie n working days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 30 }), (date, count) => {
        const last = addWorkingDays(date, count, calendar);
        let counted = 0;
        for (let day = addDays(date, 1); day <= last; day = addDays(day, 1)) {
          if (isWorkingDay(day, calendar)) counted++;
        }
        expect(counted).toBe(count);
      }),
    );
  });
});

describe('missing years', () => {
  it.each([
    [2026, 2027, []],
    [2028, 2029, [2029]],
    [2023, 2025, [2023, 2024]],
    [2030, 2029, []],
  ])('from %i to %i are %j', (from, to, expected) => {
    expect(missingYears(calendar, from, to)).toEqual(expected);
  });
});

describe('a civil date', () => {
  it.each([
    ['2024-02-29', true],
    ['2026-02-28', true],
    ['0000-01-01', true],
    ['2026-02-29', false],
    ['2026-02-31', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['', false],
  ])('%j exists: %s', (text, exists) => {
    expect(isCivilDate(text)).toBe(exists);
  });
});
