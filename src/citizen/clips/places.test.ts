import { describe, expect, it } from 'vitest';
import { initialOutboxState } from '../../domain/outbox.ts';
import { SIGN_CLIP_SLOTS } from '../../domain/sign-clip.ts';
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
  it.each([
    [initialOutboxState(), undefined, 'state-waiting'],
    [
      { state: 'refused' as const, problem: 'id-conflict' as const, violations: [], refusedAt: 0 },
      undefined,
      'state-refused',
    ],
    [undefined, { state: 'assigned' as const }, 'state-assigned'],
    [undefined, { state: 'answered' as const }, 'state-answered'],
  ])('%j, %j: %s', (status, thread, slot) => {
    expect(slotOfApplication(status, thread)).toBe(slot);
    expect(SIGN_CLIP_SLOTS).toContain(slot);
  });
});

it('a question’s clip is named by its question, others by the page', () => {
  expect(questionOf('question-hide-identity')).toBe('hide-identity');
  expect(questionOf('page-start')).toBeUndefined();
});
