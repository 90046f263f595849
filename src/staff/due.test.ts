import { describe, expect, test } from 'vitest';
import { createTranslate } from '../i18n/translate.ts';
import { dueFrom, dueUrgency, dueWords } from './due.ts';
import { loadMessages } from './shell/load-messages.ts';

const turkish = createTranslate('tr', await loadMessages('tr'));
const english = createTranslate('en', await loadMessages('en'));

function at(instant: string): number {
  return Date.parse(instant);
}

describe('days are those of Istanbul', () => {
  test.each([
    ['just after midnight there, still the day before in UTC', '2026-11-23T00:30:00+03:00', 12],
    ['just before midnight there', '2026-11-23T23:59:59+03:00', 12],
    ['the next minute is the next day', '2026-11-24T00:00:00+03:00', 11],
    ['over the end of a year', '2025-12-05T12:00:00+03:00', 365],
  ])('%s', (_, now, days) => {
    expect(dueFrom('2026-12-05', at(now))).toEqual({ state: 'left', days });
  });

  test('a leap day counts', () => {
    expect(dueFrom('2028-03-01', at('2028-02-28T12:00:00+03:00'))).toEqual({ state: 'left', days: 2 });
  });

  test('the last day is a day of its own, to its last second', () => {
    expect(dueFrom('2026-12-05', at('2026-12-05T00:00:00+03:00'))).toEqual({ state: 'last-day' });
    expect(dueFrom('2026-12-05', at('2026-12-05T23:59:59+03:00'))).toEqual({ state: 'last-day' });
  });

  test('late begins at midnight', () => {
    expect(dueFrom('2026-12-05', at('2026-12-06T00:00:00+03:00'))).toEqual({ state: 'overdue', days: 1 });
  });
});

describe('in words', () => {
  test.each([
    ['2026-12-05', '12 gün kaldı', '12 days left'],
    ['2026-11-24', '1 gün kaldı', '1 day left'],
    ['2026-11-23', 'Bugün son gün', 'Due today'],
    ['2026-11-22', '1 gün gecikti', '1 day overdue'],
    ['2026-11-21', '2 gün gecikti', '2 days overdue'],
  ])('due on %s, seen on 23 November: %s', (dueOn, inTurkish, inEnglish) => {
    const due = dueFrom(dueOn, at('2026-11-23T10:00:00+03:00'));
    expect(dueWords(turkish, due)).toBe(inTurkish);
    expect(dueWords(english, due)).toBe(inEnglish);
  });
});

test.each([
  ['2026-11-27', 'calm'],
  ['2026-11-26', 'soon'],
  ['2026-11-23', 'soon'],
  ['2026-11-22', 'late'],
])('due on %s, seen on 23 November, is %s', (dueOn, urgency) => {
  expect(dueUrgency(dueFrom(dueOn, at('2026-11-23T10:00:00+03:00')))).toBe(urgency);
});
