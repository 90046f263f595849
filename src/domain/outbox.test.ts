import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canCancel,
  initialOutboxState,
  isOld,
  type OutboxEvent,
  type OutboxState,
  stepOutbox,
  waitMs,
} from './outbox.ts';

const NOW = 1_800_000_000_000;
const HOUR_MS = 60 * 60_000;
const claims = {
  id: 'a',
  number: '2026-0000001',
  digest: 'd'.repeat(43),
  receivedAt: '2026-11-23T10:00:00Z',
  dueOn: '2026-12-23',
};
const receipt: OutboxEvent = { kind: 'receipt', receipt: 'jws', claims };
const lost: OutboxEvent = {
  kind: 'failed',
  outcome: { kind: 'retry', retryAfterMs: 0, isOurs: false },
  random: 0.5,
};
const busy: OutboxEvent = {
  kind: 'failed',
  outcome: { kind: 'retry', retryAfterMs: 30_000, isOurs: true },
  random: 0.5,
};
const paused: OutboxEvent = { kind: 'failed', outcome: { kind: 'pause' }, random: 0 };
const refused: OutboxEvent = {
  kind: 'failed',
  outcome: { kind: 'refused', problem: 'application-not-valid', violations: [] },
  random: 0,
};
const send: OutboxEvent = { kind: 'send' };
const run = (...events: OutboxEvent[]): OutboxState =>
  events.reduce((state, event) => stepOutbox(state, event, NOW), initialOutboxState());

const unreached: OutboxEvent = { kind: 'unreached', random: 0.5 };
const anyEvent = fc.constantFrom<OutboxEvent>(
  unreached,
  send,
  receipt,
  lost,
  busy,
  paused,
  refused,
  { kind: 'interrupted' },
  { kind: 'hurry' },
  { kind: 'send', isOld: true },
  { kind: 'confirm' },
);

describe('outbox entry', () => {
  it('goes waiting → sending → received', () => {
    expect(run(send)).toMatchObject({ state: 'sending', attempts: 1 });
    expect(run(send, receipt)).toEqual({ state: 'received', receipt: 'jws', claims });
  });

  it('is received only while it is being sent (O1)', () => {
    expect(run(receipt)).toEqual(initialOutboxState());
    expect(run(send, lost, receipt)).toMatchObject({ state: 'waiting' });
  });

  it('never leaves received or refused (O2)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(run(send, receipt), run(send, refused)),
        fc.array(anyEvent),
        (final, events) => {
          expect(events.reduce((state, event) => stepOutbox(state, event, NOW), final)).toEqual(final);
        },
      ),
    );
  });

  it('can be cancelled until a first attempt has an unknown end (O3)', () => {
    expect(canCancel(run())).toBe(true);
    expect(canCancel(run(send, busy))).toBe(true);
    expect(canCancel(run(send))).toBe(false);
    expect(canCancel(run(send, lost))).toBe(false);
    expect(canCancel(run(send, { kind: 'interrupted' }))).toBe(false);
  });

  it('stays cancellable as long as the server was never reached (O3)', () => {
    expect(canCancel(run(unreached, unreached))).toBe(true);
    expect(canCancel(run(send, lost, unreached))).toBe(false);
    expect(waitMs(run(unreached), NOW)).toBe(1_000);
    expect(waitMs(run(unreached, unreached), NOW)).toBe(2_000);
  });

  it('waits as long as the server has said at the door, and a little longer by chance', () => {
    expect(waitMs(run({ ...unreached, retryAfterMs: 60_000 }), NOW)).toBe(61_000);
  });

  it('stays uncancellable when a later attempt is turned away: the earlier one may have arrived (O3)', () => {
    expect(canCancel(run(send, lost, send, busy))).toBe(false);
    expect(canCancel(run(send, lost, send, paused))).toBe(false);
  });

  it('waits for Retry-After and its jitter, and no longer after "send now"', () => {
    const waiting = run(send, busy);
    expect(waitMs(waiting, NOW)).toBe(31_000);
    expect(waitMs(stepOutbox(waiting, { kind: 'hurry' }, NOW), NOW)).toBe(0);
  });

  it('that has become old asks instead of being sent, and nothing but a word of its writer sends it (O5)', () => {
    const asking = run({ kind: 'send', isOld: true });
    expect(asking).toEqual({ state: 'asking', attempts: 0, mayHaveArrived: false });
    expect(waitMs(asking, NOW)).toBeUndefined();
    const others = [send, receipt, lost, unreached, { kind: 'hurry' }, { kind: 'interrupted' }] as const;
    for (const event of others) expect(stepOutbox(asking, event, NOW)).toBe(asking);
    const confirmed = stepOutbox(asking, { kind: 'confirm' }, NOW);
    expect(confirmed).toMatchObject({ state: 'waiting', notBefore: 0, confirmedAt: NOW });
    expect(stepOutbox(confirmed, send, NOW)).toMatchObject({ state: 'sending', confirmedAt: NOW });
  });

  it('keeps while it asks whether it may have arrived, and can be taken back only where it cannot (O3, O5)', () => {
    expect(canCancel(run({ kind: 'send', isOld: true }))).toBe(true);
    const unheard = run(send, lost, { kind: 'send', isOld: true });
    expect(unheard).toMatchObject({ state: 'asking', mayHaveArrived: true });
    expect(canCancel(unheard)).toBe(false);
  });

  it.each([lost, busy, paused, { kind: 'interrupted' } as const])(
    'remembers its writer’s word whatever an attempt comes to (O5): %j',
    (event) => {
      const confirmed = run({ kind: 'send', isOld: true }, { kind: 'confirm' }, send, event);
      expect(confirmed).toMatchObject({ state: 'waiting', confirmedAt: NOW });
    },
  );

  it.each([
    ['within the limit', { createdAt: NOW - 24 * HOUR_MS, status: {} }, false],
    ['past the limit', { createdAt: NOW - 24 * HOUR_MS - 1, status: {} }, true],
    ['confirmed within the limit', { createdAt: 0, status: { confirmedAt: NOW - HOUR_MS } }, false],
    ['confirmed too long ago', { createdAt: 0, status: { confirmedAt: NOW - 25 * HOUR_MS } }, true],
    ['of a clock that was ahead', { createdAt: NOW + 99 * HOUR_MS, status: {} }, false],
  ])('is old by the device’s clock: %s', (_what, entry, is) => {
    expect(isOld(entry, 24, NOW)).toBe(is);
  });

  it('is not stopped by a clock that was years ahead when the wait began (O4)', () => {
    const tenYears = 10 * 365 * 86_400_000;
    const waiting = stepOutbox(run(send), busy, NOW + tenYears);
    expect(waitMs(waiting, NOW)).toBe(0);
  });

  it('counts every attempt and settles whatever happens in between', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let state = events.reduce((current, event) => stepOutbox(current, event, NOW), initialOutboxState());
        if (state.state === 'sending') state = stepOutbox(state, { kind: 'interrupted' }, NOW);
        if (state.state === 'asking') state = stepOutbox(state, { kind: 'confirm' }, NOW);
        if (state.state === 'waiting') state = stepOutbox(stepOutbox(state, send, NOW), receipt, NOW);
        expect(['received', 'refused']).toContain(state.state);
      }),
    );
  });
});
