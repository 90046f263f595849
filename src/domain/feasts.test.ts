import { describe, expect, it } from 'vitest';
import { addDays } from './calendar.ts';
import { FEAST_DAYS, hasFeasts } from './feasts.ts';
import { type HolidayDay, holidaysOf, judgeHolidays, sortDays } from './holidays.ts';

type Feasts = readonly ['ramazan' | 'kurban', string][];

/** The presidency's calendar, and 2033 with a feast twice. */
const YEARS: Readonly<Record<string, Feasts>> = {
  2026: [
    ['ramazan', '2026-03-20'],
    ['kurban', '2026-05-27'],
  ],
  2027: [
    ['ramazan', '2027-03-09'],
    ['kurban', '2027-05-16'],
  ],
  2029: [
    ['ramazan', '2029-02-14'],
    ['kurban', '2029-04-24'],
  ],
  2033: [
    ['ramazan', '2033-01-02'],
    ['kurban', '2033-03-11'],
    ['ramazan', '2033-12-23'],
  ],
};
const daysOf = (feast: 'ramazan' | 'kurban', from: string): string[] =>
  Array.from({ length: FEAST_DAYS[feast] + 1 }, (_, day) => addDays(from, day - 1));
const named = (date: string, isHalfDay = false): HolidayDay => ({ date, name: 'Bayram', isHalfDay });

function yearWith(year: number, feasts: Feasts): HolidayDay[] {
  // 20 July: what is no feast of any of these years is taken out again.
  const fixed = holidaysOf(
    year,
    { ramazan: `${year}-07-20`, kurban: `${year}-07-20` },
    (name) => name,
  ).filter(({ name }) => !/ramazan|kurban/.test(name));
  const known = new Set(fixed.filter(({ isHalfDay }) => !isHalfDay).map(({ date }) => date));
  const moving = feasts.flatMap(([feast, from]) =>
    daysOf(feast, from).map((date, index) => named(date, index === 0)),
  );
  return sortDays([
    ...fixed,
    ...moving.filter(({ date }) => date.startsWith(`${year}-`) && !known.has(date)),
  ]);
}

const isWhole = (year: number, days: readonly HolidayDay[]): boolean =>
  hasFeasts(year, {
    any: new Set(days.map(({ date }) => date)),
    whole: new Set(days.filter(({ isHalfDay }) => !isHalfDay).map(({ date }) => date)),
  });

function daysOfAll(feasts: Feasts): string[] {
  return feasts.flatMap(([feast, from]) => daysOf(feast, from));
}

describe.each(Object.entries(YEARS))('the feasts of %s', (text, feasts) => {
  const year = Number(text);
  const whole = yearWith(year, feasts);

  it('are there', () => {
    expect(judgeHolidays(year, whole)).toEqual([]);
  });

  it.each(daysOfAll(feasts))('are not without %s', (date) => {
    expect(
      isWhole(
        year,
        whole.filter((day) => day.date !== date),
      ),
    ).toBe(false);
  });

  it.each(feasts.map(([feast, from]) => [feast, from] as const))(
    'are not without the whole %s of %s',
    (feast, from) => {
      const gone = new Set(daysOf(feast, from));
      expect(
        isWhole(
          year,
          whole.filter(({ date }) => !gone.has(date)),
        ),
      ).toBe(false);
    },
  );

  it('may have days given free beside them, and whole eves', () => {
    const [first = ['ramazan', ''] as const] = feasts;
    const [feast, from] = first;
    const given = [named(addDays(from, -2)), named(addDays(from, FEAST_DAYS[feast]))];
    const more = [...whole.map((day) => ({ ...day, isHalfDay: false })), ...given];
    expect(isWhole(year, more)).toBe(true);
  });
});

it('are found in each year of a hundred, wherever the moon has them', () => {
  const feasts: ['ramazan' | 'kurban', string][] = [];
  for (let [from, index] = ['2016-07-05', 0]; from < '2101'; index += 1) {
    const feast = index % 2 === 0 ? 'ramazan' : 'kurban';
    feasts.push([feast, from]);
    from = addDays(from, feast === 'ramazan' ? 68 : index % 3 === 0 ? 287 : 286);
  }
  for (let year = 2017; year <= 2099; year += 1)
    expect([year, isWhole(year, yearWith(year, feasts))]).toEqual([year, true]);
});
