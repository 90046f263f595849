import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CASE_STATES } from '../../domain/case.ts';
import { initialOutboxState, type OutboxState } from '../../domain/outbox.ts';
import { SIGN_CLIP_SLOTS } from '../../domain/sign-clip.ts';
import { THREAD_STATE_OF } from '../../domain/thread-state.ts';
import type { Thread } from '../../domain/wire.ts';
import { ROUTES } from '../shell/routes.ts';
import { placeOf, questionOf, slotOfApplication, slotsOfQuestions } from './places.ts';

const FLOW = '/basvuru/:draftId/:step/';

describe('the clips of an address', () => {
  it.each([
    ['/', {}, 'page-start'],
    ['/yardim/', {}, 'page-help'],
    ['/aydinlatma/', {}, 'page-notice'],
    ['/takip/', {}, 'page-track'],
    [FLOW, { draftId: 'd', step: 'tur' }, 'question-kind'],
    [FLOW, { draftId: 'd', step: 'yanit-bicimi' }, 'question-format'],
    [FLOW, { draftId: 'd', step: 'ozet' }, 'page-review'],
    [FLOW, { draftId: 'd', step: 'gonder' }, 'page-send'],
  ] as const)('%s %j: %s', (pattern, params, slot) => {
    expect(placeOf(pattern, params, 'question')).toEqual({ kind: 'slots', slots: [slot] });
  });

  it.each([
    ['/ayarlar/', {}],
    ['/*', {}],
    [FLOW, { draftId: 'd', step: 'yok' }],
  ])('%s %j has none', (pattern, params) => {
    expect(placeOf(pattern, params, 'question')).toEqual({ kind: 'slots', slots: [] });
  });

  it('that an application has are its state’s', () => {
    expect(placeOf('/basvurularim/:id/', { id: 'a' }, 'question')).toEqual({ kind: 'application', id: 'a' });
  });

  it('knows every address that it names', () => {
    const patterns = ROUTES.map(({ pattern }) => pattern);
    for (const pattern of ['/yardim/', '/aydinlatma/', '/takip/', '/basvurularim/:id/', FLOW])
      expect(patterns).toContain(pattern);
  });

  it('are those of all questions where a part stands on one page', () => {
    expect(placeOf(FLOW, { draftId: 'd', step: 'tur' }, 'part')).toEqual({
      kind: 'questions',
      step: 'kind',
      draftId: 'd',
    });
    expect(slotsOfQuestions('kind', 'thanks')).toEqual(['question-kind', 'question-addressee']);
    expect(slotsOfQuestions('place', 'thanks')).not.toContain('question-court');
  });
});

describe('the clip of an application', () => {
  const reply = { id: 'a', at: '', text: '' };
  const thread = (state: Thread['state'], replies: unknown[] = []) =>
    ({ state, replies }) as Pick<Thread, 'state' | 'replies'>;
  const refused: OutboxState = { state: 'refused', problem: 'id-conflict', violations: [], refusedAt: 0 };
  const asking: OutboxState = { state: 'asking', attempts: 1, mayHaveArrived: false };

  it.each([
    ['on the phone', initialOutboxState(), undefined, undefined, 'state-waiting'],
    ['an emergency that became old', asking, undefined, undefined, 'state-asking'],
    ['refused', refused, undefined, undefined, 'state-refused'],
    [
      'at an institution, as an older server tells it',
      undefined,
      thread('assigned'),
      undefined,
      'state-assigned',
    ],
    [
      'answered, as an older server tells it',
      undefined,
      thread('answered', [reply]),
      undefined,
      'state-answered',
    ],
    ['over, nobody knows how', undefined, thread('answered'), undefined, undefined],
    ['nothing is known', undefined, undefined, undefined, undefined],
  ] as const)('%s', (_, status, told, life, slot) => {
    expect(slotOfApplication(status, told, life)).toBe(slot);
    if (slot) expect(SIGN_CLIP_SLOTS).toContain(slot);
  });

  it('is that of the very state of its life that the page tells, and each has its own', async () => {
    const messages = JSON.parse(await readFile('locales/tr.json', 'utf8')) as Record<string, unknown>;
    const told = Object.keys(messages).flatMap((key) => /^life\.state\.(.+)$/.exec(key)?.[1] ?? []);
    expect([...told].sort()).toEqual([...CASE_STATES].sort());
    for (const state of CASE_STATES) {
      const slot = slotOfApplication(undefined, thread(THREAD_STATE_OF[state]), { state });
      expect(slot).toBe(`state-${state}`);
      expect(SIGN_CLIP_SLOTS).toContain(slot);
    }
    expect(new Set(SIGN_CLIP_SLOTS).size).toBe(SIGN_CLIP_SLOTS.length);
  });
});

it('a question’s clip is named by its question, others by the page', () => {
  expect(questionOf('question-hide-identity')).toBe('hide-identity');
  expect(questionOf('page-start')).toBeUndefined();
});
