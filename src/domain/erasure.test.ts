import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseState } from './case.ts';
import { canAskErasure, erasuresIn, openErasure } from './erasure.ts';

const at = '2026-11-26T10:00:00.000Z';
const CLOSED: CaseState = { state: 'closed', institutionId: 'su', replyId: 'r', isRated: false };
const asked = (id: string): CaseEvent => ({ kind: 'erasure-asked', id, at });
const decided = (kind: 'granted' | 'refused', requestId: string): CaseEvent =>
  kind === 'granted'
    ? { kind: 'erasure-granted', id: 'd', at, institutionId: 'su', requestId }
    : { kind: 'erasure-refused', id: 'd', at, institutionId: 'su', requestId, reason: 'Dava var.' };
const erased: CaseEvent = { kind: 'erased', id: 'x', at, cause: 'request' };

describe('a request for erasure', () => {
  it.each<[string, CaseState, CaseEvent[], boolean]>([
    ['of what is closed', CLOSED, [], true],
    ['of what is answered', { ...CLOSED, state: 'answered' }, [], true],
    ['of what was withdrawn', { state: 'withdrawn', institutionId: null }, [], true],
    ['while an answer is owed (E1)', { state: 'assigned', institutionId: 'su' }, [], false],
    ['after an objection (E1)', { state: 'objected', institutionId: 'su', objectedTo: 'r' }, [], false],
    ['while another waits (E2)', CLOSED, [asked('a')], false],
    ['after one was refused', CLOSED, [asked('a'), decided('refused', 'a')], true],
    ['after one was granted', CLOSED, [asked('a'), decided('granted', 'a')], false],
    ['of what is erased (E3)', CLOSED, [asked('a'), decided('refused', 'a'), erased], false],
  ])('%s', (_, state, history, expected) => {
    expect(canAskErasure(state, history)).toBe(expected);
  });

  it('has thirty days, by the day in Istanbul', () => {
    expect(erasuresIn([{ ...asked('a'), at: '2026-11-26T21:30:00.000Z' }])[0]?.until).toBe('2026-12-27');
  });

  it('waits until somebody has decided it, or it was carried out', () => {
    expect(openErasure([asked('a')])?.id).toBe('a');
    expect(openErasure([asked('a'), decided('refused', 'a'), asked('b')])?.id).toBe('b');
    expect(openErasure([asked('a'), decided('granted', 'a')])).toBeUndefined();
    expect(openErasure([asked('a'), erased])).toBeUndefined();
  });
});
