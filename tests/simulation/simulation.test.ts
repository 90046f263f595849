// The real drafts, outbox and sender through bad lives; and the proof that the simulation sees: each planted
// fault is found within a thousand.

import { describe, expect, it } from 'vitest';
import type { App } from './app.ts';
import { checkSchedules } from './check.ts';
import { believesEvery200 } from './planted/believes-every-200.ts';
import { checksNoSignature } from './planted/checks-no-signature.ts';
import { deletesWhatIsRefused } from './planted/deletes-what-is-refused.ts';
import { forgetsThatItMayHaveArrived } from './planted/forgets-that-it-may-have-arrived.ts';
import { forgetsWhenPaused } from './planted/forgets-when-paused.ts';
import { losesTheOtherTab } from './planted/loses-the-other-tab.ts';
import { makesAnEntryForEachPress } from './planted/makes-an-entry-for-each-press.ts';
import { retriesOverANewerText } from './planted/retries-over-a-newer-text.ts';
import { saysSavedTooEarly } from './planted/says-saved-too-early.ts';
import { sendsInTwoTransactions } from './planted/sends-in-two-transactions.ts';
import { settlesBeforeVerifying } from './planted/settles-before-verifying.ts';
import { takesANewIdForEachAttempt } from './planted/takes-a-new-id-for-each-attempt.ts';

/** A short run of `npm run simulate`. */
const LIVES = 300;
/** Each planted fault is found within a thousand. */
const SCHEDULES = 1_000;
const SEED = 20_261_123;

describe('three hundred lives of an application on a phone', () => {
  it('loses nothing, doubles nothing, believes nothing false, and brings everything to an end', async () => {
    const { failure, lives, accepted, refused } = await checkSchedules({ schedules: LIVES, seed: SEED });
    expect(failure?.story).toBeUndefined();
    expect(lives).toBe(LIVES);
    // Lives in which nothing arrives and nothing is refused would prove nothing.
    expect(accepted).toBeGreaterThan(LIVES / 2);
    expect(refused).toBeGreaterThan(LIVES / 20);
  });
});

/** A seed of its own has a fault that needs a rare schedule; every seed finds it within a thousand, this one soon. */
const PLANTED: readonly (readonly [fault: string, app: App, found: RegExp, seed?: number])[] = [
  ['settles before it verifies', settlesBeforeVerifying, /is received/],
  ['checks no signature', checksNoSignature, /is received/],
  ['believes every 200', believesEvery200, /is received/],
  ['sends in two transactions', sendsInTwoTransactions, /is lost/],
  ['says "saved" before the commit', saysSavedTooEarly, /is lost/],
  ['deletes what is refused', deletesWhatIsRefused, /is lost/],
  ["loses the other tab's text", losesTheOtherTab, /is lost/, 20_261_165],
  ['retries over a newer text', retriesOverANewerText, /is lost/, 20_261_171],
  ['takes a new id for each attempt', takesANewIdForEachAttempt, /which no outbox ever held/],
  ['makes an entry for each press', makesAnEntryForEachPress, /twice at the server/],
  ['forgets that it may have arrived', forgetsThatItMayHaveArrived, /was cancelled/, 20_261_127],
  ['forgets it when paused', forgetsWhenPaused, /was cancelled/],
];

describe('a fault that was planted is found', () => {
  it.each(PLANTED.map(([fault, app, found, seed = SEED]) => [fault, app, found, seed] as const))(
    '%s',
    async (_fault, app, found, seed) => {
      const { failure } = await checkSchedules({ schedules: SCHEDULES, seed, app, shrinks: false });
      expect(failure?.story).toMatch(found);
    },
  );

  it('and is told as a short story with the seed that repeats it', async () => {
    const { failure } = await checkSchedules({ schedules: SCHEDULES, seed: SEED, app: believesEvery200 });
    expect(failure?.story).toMatch(/captive portal/);
    expect(failure?.story).toContain(`--seed ${SEED}`);
    expect(failure?.story.split('\n').length).toBeLessThan(16);
  });
});
