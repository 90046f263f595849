import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from './case.ts';
import {
  addMonths,
  figuresOf,
  medianOf,
  monthsWithin,
  outcomeOf,
  type Preference,
  preferencesOf,
  preferenceTable,
  quartersWithin,
  type Tally,
} from './figures.ts';

const application = {
  kind: 'complaint' as const,
  receivedAtMs: Date.parse('2026-10-31T21:30:00Z'),
  dueOn: '2026-12-01',
};
const event = (kind: string, at: string, more: object = {}): CaseEvent =>
  ({ id: kind + at, kind, at, institutionId: 'su', ...more }) as unknown as CaseEvent;

describe('the outcome of a case', () => {
  it.each<[string, CaseEvent[], object]>([
    ['is counted in the month that it is in Istanbul', [], { month: '2026-11', days: null, isInTime: false }],
    [
      'is answered the same day after none',
      [event('answered', '2026-11-01T06:00:00Z')],
      { days: 0, isInTime: true },
    ],
    ['is in time on the last day', [event('answered', '2026-12-01T20:59:00Z')], { days: 30, isInTime: true }],
    ['is late on the day after', [event('answered', '2026-12-01T21:00:00Z')], { days: 31, isInTime: false }],
    [
      'is in time where it was extended before',
      [
        event('extended', '2026-11-20T09:00:00Z', { dueOn: '2026-12-31', reason: '' }),
        event('answered', '2026-12-20T09:00:00Z'),
      ],
      { days: 49, isInTime: true },
    ],
    [
      'stays late where a clock ran anew after the last day (F2)',
      [
        event('assigned', '2026-11-01T09:00:00Z'),
        event('transferred', '2026-12-10T09:00:00Z', { dueOn: '2026-12-31', institutionId: 'yol' }),
        event('answered', '2026-12-20T09:00:00Z'),
      ],
      { days: 49, isInTime: false },
    ],
    [
      'is in time where a clock ran anew before it',
      [
        event('assigned', '2026-11-01T09:00:00Z'),
        event('transferred', '2026-11-20T09:00:00Z', { dueOn: '2026-12-11', institutionId: 'yol' }),
        event('answered', '2026-12-10T09:00:00Z'),
      ],
      { days: 39, isInTime: true },
    ],
    [
      'stays that of the first answer after an objection (F1)',
      [
        event('answered', '2026-11-05T09:00:00Z'),
        event('objected', '2026-11-06T09:00:00Z', { dueOn: '2026-12-06', text: '' }),
        event('answered', '2027-02-01T09:00:00Z'),
      ],
      { days: 4, isInTime: true },
    ],
    [
      'has none where it was withdrawn, and none is owed (F5)',
      [event('withdrawn', '2026-11-05T09:00:00Z')],
      { days: null, isWithdrawn: true },
    ],
    [
      'is answered where it ended unexamined, by that day (F1)',
      [event('not-examined', '2026-11-01T09:00:00Z', { ground: 'no-subject', explanation: '' })],
      { days: 0, isInTime: true, isWithdrawn: false },
    ],
    [
      'is late where it ended unexamined after the last day',
      [event('not-examined', '2026-12-02T09:00:00Z', { ground: 'no-subject', explanation: '' })],
      { days: 31, isInTime: false, isWithdrawn: false },
    ],
  ])('%s', (_, events, expected) => {
    expect(outcomeOf(application, events)).toMatchObject(expected);
  });
});

describe('preferences', () => {
  it('are text alone where nothing else is wished for, and else all that is', () => {
    expect(preferencesOf(['text'])).toEqual(['text']);
    expect(preferencesOf(['text', 'sign-language', 'audio'])).toEqual(['audio', 'sign-language']);
  });
});

const tallies = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 60 }),
    isInTime: fc.boolean(),
    isWithdrawn: fc.constant(false),
    count: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 20 },
);

describe('sums', () => {
  it('add up, and the median is that of the list written out', () => {
    fc.assert(
      fc.property(tallies, fc.integer({ min: 0, max: 9 }), (answered, open) => {
        const waiting = { days: null, isInTime: false, isWithdrawn: false, count: open };
        const all: Tally[] = [...answered, waiting, { ...waiting, isWithdrawn: true, count: 3 }];
        const figures = figuresOf(all);
        expect(figures.withdrawn).toBe(3);
        expect(figures.received - figures.withdrawn - figures.answered).toBe(open);
        expect(figures.inTime).toBeLessThanOrEqual(figures.answered);
        const list = answered
          .flatMap(({ days, count }) => Array.from({ length: count }, () => days))
          .sort((a, b) => a - b);
        const half = list.length / 2;
        const middle = ((list[Math.ceil(half) - 1] ?? 0) + (list[Math.floor(half)] ?? 0)) / 2;
        expect(medianOf(all)).toBe(list.length === 0 ? null : middle);
      }),
    );
  });
});

describe('periods', () => {
  it('are months, over the turn of the year', () => {
    expect(monthsWithin('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(addMonths('2026-01', -1)).toBe('2025-12');
  });

  it.each([
    ['2026-01', '2026-09', '2026-11', ['2026-01', '2026-04', '2026-07']],
    ['2026-02', '2026-09', '2026-11', ['2026-04', '2026-07']],
    ['2026-07', '2026-09', '2026-09', []],
    ['2026-07', '2026-08', '2026-11', []],
  ])('hold the whole quarters that are over: %s to %s in %s', (from, to, now, expected) => {
    expect(quartersWithin(from, to, now)).toEqual(expected);
  });
});

describe('F3: disability-related choices', () => {
  const quarter = (counts: Partial<Record<Preference, number>>) =>
    new Map(
      Object.entries(counts).map(([value, count]) => [
        value as Preference,
        [{ days: 5, isInTime: true, isWithdrawn: false, count }] satisfies Tally[],
      ]),
    );
  const large = { text: 900, 'plain-language': 50, 'large-print': 60, audio: 70 };

  it('a period tells no more than its quarters do: a small quarter is in no sum', () => {
    const first = quarter({ ...large, 'sign-language': 18 });
    const second = quarter({ ...large, 'sign-language': 7 });
    const signs = (table: ReturnType<typeof preferenceTable>) =>
      table.find(({ value }) => value === 'sign-language');
    expect(signs(preferenceTable([first]))).toMatchObject({ received: 18, quarters: 1 });
    expect(signs(preferenceTable([first, second]))).toMatchObject({ received: 18, quarters: 1 });
    expect(signs(preferenceTable([second]))).toMatchObject({ received: null, medianDays: null, quarters: 0 });
  });
});
