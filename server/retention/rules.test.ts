import { describe, expect, it } from 'vitest';
import { type CaseFacts, judgeRetention, type RetentionPeriods, type Verdict } from './rules.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2036-11-26T09:00:00.000Z');
const daysAgo = (days: number): number => NOW_MS - days * DAY_MS;

const PERIODS: RetentionPeriods = {
  contentDays: 1_000,
  identityDays: 500,
  erasureAtOnceDays: 60,
  remainsDays: 90,
};
/** Answered, read, closed, 2,000 days ago. */
const OLD: CaseFacts = {
  state: 'closed',
  canObject: false,
  overAtMs: daysAgo(2_000),
  toldAtMs: daysAgo(2_040),
  readAtMs: daysAgo(2_040),
  isCounted: true,
  request: 'none',
  isIdentityErased: false,
};
const content = (cause: 'request' | 'time'): Verdict => ({ erase: 'content', cause });

describe('retention', () => {
  it.each<[string, Partial<CaseFacts>, Verdict]>([
    ['erases what was over for longer than the period', {}, content('time')],
    ['on the day itself', { overAtMs: daysAgo(1_000) }, content('time')],
    [
      'and not a moment before it',
      { overAtMs: daysAgo(1_000) + 1, isIdentityErased: true },
      { keep: 'young' },
    ],
    ['erases who it was before what it was', { overAtMs: daysAgo(600) }, { erase: 'identity' }],
    ['only once', { overAtMs: daysAgo(600), isIdentityErased: true }, { keep: 'young' }],
    ['keeps what is young', { overAtMs: daysAgo(400) }, { keep: 'young' }],
    ['keeps an answer that nobody has fetched (R2)', { readAtMs: null }, { keep: 'unread' }],
    ['and one that came after the last look (R2)', { readAtMs: daysAgo(2_041) }, { keep: 'unread' }],
    [
      'needs no look where nothing was told',
      { state: 'withdrawn', toldAtMs: null, readAtMs: null },
      content('time'),
    ],
    [
      'keeps what can still be objected to (R1)',
      { canObject: true, request: 'granted' },
      { keep: 'objection' },
    ],
    ['keeps what is not counted yet (R3)', { isCounted: false, request: 'granted' }, { keep: 'uncounted' }],
    [
      'erases on a granted request, unread or not (R4)',
      { overAtMs: daysAgo(1), readAtMs: null, request: 'granted' },
      content('request'),
    ],
    [
      'erases at once what was over long enough',
      { overAtMs: daysAgo(60), request: 'asked' },
      content('request'),
    ],
    [
      'lets a younger request wait for a word',
      { overAtMs: daysAgo(59), request: 'asked' },
      { keep: 'asked' },
    ],
    [
      'keeps what was refused, until its time is over',
      { overAtMs: daysAgo(400), request: 'refused' },
      { keep: 'young' },
    ],
    ['and then not', { request: 'refused' }, content('time')],
  ])('%s', (_, changes, expected) => {
    expect(judgeRetention({ ...OLD, ...changes }, PERIODS, NOW_MS)).toEqual(expected);
  });

  it.each(['received', 'assigned', 'information-asked', 'drafted', 'answered', 'objected'] as const)(
    'never erases what is %s, whatever else is said (R1)',
    (state) => {
      for (const request of ['none', 'asked', 'granted', 'refused'] as const)
        expect(judgeRetention({ ...OLD, state, request }, PERIODS, NOW_MS)).toEqual({ keep: 'owed' });
    },
  );

  it('keeps everything for ever where the operator says 0', () => {
    const never = { ...PERIODS, contentDays: 0, identityDays: 0 };
    expect(judgeRetention({ ...OLD, overAtMs: 0 }, never, NOW_MS)).toEqual({ keep: 'young' });
  });
});
