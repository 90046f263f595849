import { describe, expect, it } from 'vitest';
import { type CaseEvent, type CaseState, stepCase } from './case.ts';

const at = '2026-11-23T10:00:00Z';
const received: CaseEvent = { kind: 'received', at };
const assigned = (institutionId: string): CaseEvent => ({ kind: 'assigned', at, institutionId });
const answered = (institutionId: string): CaseEvent => ({
  kind: 'answered',
  at,
  institutionId,
  replyId: 'r',
});
const run = (...events: CaseEvent[]): CaseState | undefined =>
  events.reduce<CaseState | undefined>((state, event) => stepCase(state, event), undefined);

describe('life of a case', () => {
  it('goes received → assigned → answered', () => {
    expect(run(received)).toEqual({ state: 'received' });
    expect(run(received, assigned('su'))).toEqual({ state: 'assigned', institutionId: 'su' });
    expect(run(received, assigned('su'), answered('su'))).toEqual({
      state: 'answered',
      institutionId: 'su',
      replyId: 'r',
    });
  });

  it('may be assigned again before it is answered', () => {
    expect(run(received, assigned('su'), assigned('yol'))).toEqual({
      state: 'assigned',
      institutionId: 'yol',
    });
  });

  it.each<[string, CaseEvent[]]>([
    ['received twice', [received, received]],
    ['assigned before it was received', [assigned('su')]],
    ['answered before it was assigned', [received, answered('su')]],
    ['answered by another institution', [received, assigned('su'), answered('yol')]],
    ['answered twice', [received, assigned('su'), answered('su'), answered('su')]],
    ['assigned after the answer', [received, assigned('su'), answered('su'), assigned('yol')]],
  ])('cannot be %s', (_, events) => {
    expect(run(...events)).toBeUndefined();
  });
});
