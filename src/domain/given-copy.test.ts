import { describe, expect, it } from 'vitest';
import { afterCarriedWord, type CarriedWord, canBeGiven } from './given-copy.ts';
import { initialOutboxState, type OutboxState, stepOutbox } from './outbox.ts';

const NOW = 1_000_000;
const claims = {
  id: '0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10',
  digest: 'd'.repeat(43),
  number: '2026-0000042',
  receivedAt: '2026-11-23T10:00:01.000Z',
  dueOn: '2026-12-23',
};
const receipt: CarriedWord = { kind: 'receipt', receipt: 'carried', claims };
const refusal: CarriedWord = { kind: 'refusal', problem: 'application-not-valid', violations: [] };

const STATES = {
  waiting: initialOutboxState(),
  sending: { state: 'sending', attempts: 2, mightHaveArrivedBefore: true },
  asking: { state: 'asking', attempts: 1, mayHaveArrived: false },
  received: { state: 'received', receipt: 'own', claims },
  refused: { state: 'refused', problem: 'id-conflict', violations: [], refusedAt: 7 },
} as const satisfies Record<OutboxState['state'], OutboxState>;

const settled = { state: 'received', receipt: 'carried', claims };
const refused = { state: 'refused', problem: 'application-not-valid', violations: [], refusedAt: NOW };

describe('a word that a carrier brought back', () => {
  it.each([
    ['waiting', true, settled, refused],
    ['sending', true, settled, STATES.sending],
    ['asking', false, settled, refused],
    ['received', false, STATES.received, STATES.received],
    ['refused', false, settled, STATES.refused],
  ] as const)('of what is %s: may be given %s (V1 to V4)', (state, isGiven, afterReceipt, afterRefusal) => {
    expect(canBeGiven(STATES[state])).toBe(isGiven);
    expect(afterCarriedWord(STATES[state], receipt, NOW)).toEqual(afterReceipt);
    expect(afterCarriedWord(STATES[state], refusal, NOW)).toEqual(afterRefusal);
  });

  it('and the answer to an attempt that was under way settle the entry once, whichever comes first (V4)', () => {
    const own = { kind: 'receipt' as const, receipt: 'own', claims };
    const carriedFirst = afterCarriedWord(STATES.sending, receipt, NOW);
    expect(stepOutbox(carriedFirst, own, NOW)).toBe(carriedFirst);
    const ownFirst = stepOutbox(STATES.sending, own, NOW);
    expect(afterCarriedWord(ownFirst, receipt, NOW)).toBe(ownFirst);
    // Nothing sends what is settled.
    expect(stepOutbox(carriedFirst, { kind: 'send' }, NOW)).toBe(carriedFirst);
  });
});
