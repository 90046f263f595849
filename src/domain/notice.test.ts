import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from './case.ts';
import { bringsNews, NEWS_KINDS, NOTICE_LIFE_MS, nextAttempt, pushTargetSchema } from './notice.ts';
import { parseThreadAct, saidInAct, settledByAct, subjectOfAct } from './thread-act.ts';

describe('news', () => {
  it.each<[CaseEvent['kind'], boolean, string]>([
    ['received', false, 'the receipt says it'],
    ['assigned', false, 'by the program: told with the receipt'],
    ['placed', false, 'between officers'],
    ['transferred', true, 'Law 3071 art. 5'],
    ['information-asked', true, 'somebody waits for the citizen'],
    ['information-given', false, 'the citizen’s own'],
    ['opinion-asked', false, 'between institutions'],
    ['opinion-given', false, 'between institutions'],
    ['extended', true, 'Law 4982 art. 11'],
    ['drafted', false, 'between officers'],
    ['draft-returned', false, 'between officers'],
    ['answered', true, 'Law 3071 art. 7'],
    ['objected', false, 'the citizen’s own'],
    ['added', false, 'the citizen’s own'],
    ['rated', false, 'the citizen’s own'],
    ['noted', false, 'between officers'],
    ['withdrawn', false, 'the citizen’s own'],
    ['closed', false, 'nothing to read: the answer came before'],
    ['not-examined', true, 'Law 3071 art. 6'],
  ])('%s: %s (%s)', (kind, isNews) => {
    expect(bringsNews({ kind }, false)).toBe(isNews);
    expect(NEWS_KINDS.includes(kind)).toBe(isNews);
  });

  it('is each forwarding by a person, also out of the centre’s pool (Law 3071 art. 5), and no laying on a desk', () => {
    const byOfficer = (['assigned', 'transferred', 'placed'] as const).map((kind) =>
      bringsNews({ kind }, true),
    );
    expect(byOfficer).toEqual([true, true, false]);
  });
});

describe('a notice that could not be sent', () => {
  const MINUTE = 60_000;

  it('is tried again later and later, and then every six hours', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 40].map((attempts) => nextAttempt({ attempts, happenedAtMs: 0 }, 0));
    expect(pauses.map((pause = 0) => pause / MINUTE)).toEqual([1, 4, 16, 64, 256, 360, 360]);
  });

  it('waits as long as it was asked to, if that is longer', () => {
    expect(nextAttempt({ attempts: 1, happenedAtMs: 0 }, 0, 10 * MINUTE)).toBe(10 * MINUTE);
    expect(nextAttempt({ attempts: 2, happenedAtMs: 0 }, 0, MINUTE)).toBe(4 * MINUTE);
  });

  it('is given up when the news is three days old', () => {
    const lastMs = NOTICE_LIFE_MS - MINUTE;
    expect(nextAttempt({ attempts: 1, happenedAtMs: 0 }, lastMs - 1)).toBe(NOTICE_LIFE_MS - 1);
    expect(nextAttempt({ attempts: 1, happenedAtMs: 0 }, lastMs)).toBeUndefined();
  });
});

const TARGET = { endpoint: 'https://push.example/a', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
const WRITING = { writtenAt: '2026-11-23T08:00:00.000Z', locale: 'tr' } as const;

describe('a browser’s address', () => {
  it.each([
    ['endpoint', 'file:///etc/passwd'],
    ['endpoint', `https://push.example/${'a'.repeat(1_100)}`],
    ['p256dh', 'B'.repeat(86)],
    ['p256dh', `${'B'.repeat(86)}=`],
    ['auth', 'a'.repeat(23)],
  ])('is refused by its %s %.30s', (field, value) => {
    expect(v.is(pushTargetSchema, TARGET)).toBe(true);
    expect(v.is(pushTargetSchema, { ...TARGET, [field]: value })).toBe(false);
  });
});

describe('a choice', () => {
  const email = { kind: 'notice-choice', channel: 'email', isWanted: true } as const;

  it('is an act that may be said again and again, each channel for itself', () => {
    expect(parseThreadAct({ ...saidInAct(email), ...WRITING }).ok).toBe(true);
    expect(settledByAct(email)).toBeUndefined();
    expect(subjectOfAct(email)).not.toBe(subjectOfAct({ ...email, channel: 'sms' }));
  });

  it('brings the browser’s address where it is of push, and there only', () => {
    const push = { ...email, ...WRITING, channel: 'push' };
    expect(parseThreadAct(push).ok).toBe(false);
    expect(parseThreadAct({ ...push, target: TARGET }).ok).toBe(true);
    const parsed = parseThreadAct({ ...email, ...WRITING, target: TARGET });
    expect(parsed.ok && 'target' in parsed.act).toBe(false);
    expect(parseThreadAct({ ...email, ...WRITING, channel: 'pigeon' }).ok).toBe(false);
  });
});
