import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDate } from './read-date.ts';

const read = (day: string, month: string, year: string) => readDate({ day, month, year });

test.each([
  ['7', '3', '1948', '1948-03-07'],
  ['07', '03', '1948', '1948-03-07'],
  [' 31 ', '12', '2025', '2025-12-31'],
  ['29', '2', '2024', '2024-02-29'],
  ['29', '2', '2000', '2000-02-29'],
  ['30', '4', '2025', '2025-04-30'],
  ['٢٩', '٠٢', '٢٠٢٤', '2024-02-29'],
  ['۷', '۳', '۱۹۴۸', '1948-03-07'],
  ['1', '1', '9999', '9999-01-01'],
])('%s.%s.%s is %s', (day, month, year, date) => {
  expect(read(day, month, year)).toEqual({ ok: true, date });
});

test.each([
  [
    ['', '', ''],
    ['day', 'month', 'year'],
  ],
  [[' ', '3', '1948'], ['day']],
  [['7', '', '1948'], ['month']],
  [['7', '3', ''], ['year']],
  [
    ['', '13', ''],
    ['day', 'year'],
  ],
])('of %j the parts %j are missing', ([day = '', month = '', year = ''], parts) => {
  expect(read(day, month, year)).toEqual({ ok: false, fault: 'missing', parts });
});

test.each([
  ['0', '3', '1948', ['day']],
  ['32', '3', '1948', ['day']],
  ['7', '0', '1948', ['month']],
  ['7', '13', '1948', ['month']],
  ['7', 'Mart', '1948', ['month']],
  ['7', '3', '48', ['year']],
  ['7', '3', '0048', ['year']],
  ['7', '3', '19488', ['year']],
  ['-7', '3.', '1948', ['day', 'month']],
  ['x', 'y', 'z', ['day', 'month', 'year']],
  ['007', '3', '1948', ['day']],
  ['31', '4', '2025', ['day', 'month']],
  ['30', '2', '2024', ['day', 'month']],
  ['29', '2', '2023', ['day', 'month', 'year']],
  ['29', '2', '1900', ['day', 'month', 'year']],
])('%s.%s.%s is no date; to be mended: %j', (day, month, year, parts) => {
  expect(read(day, month, year)).toEqual({ ok: false, fault: 'not-a-date', parts });
});

test('agrees with the calendar of the engine on every day from 1000 to 9999', () => {
  const days = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (day) => {
      const date = day.toISOString().slice(0, 10);
      const [year = '', month = '', dayOfMonth = ''] = date.split('-');
      expect(read(dayOfMonth, month, year)).toEqual({ ok: true, date });
    }),
  );
});
