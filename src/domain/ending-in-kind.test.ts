import { expect, it } from 'vitest';
import type { MissingForm } from './answer-in-kind.ts';
import { obstacleToEnding } from './ending-in-kind.ts';
import { ANSWER_FORMATS, type AnswerFormat } from './kinds.ts';
import type { StaffRole } from './role.ts';

const lacks = (...missing: MissingForm[]) => ({ code: 'answer-not-in-kind', missing });
const forbidden = { code: 'override-not-allowed' };

it.each<[string, AnswerFormat[], StaffRole, boolean, object | undefined]>([
  ['text is what it ends in', ['text', 'large-print'], 'officer', false, undefined],
  ['no wish binds nobody', [], 'officer', false, undefined],
  ['plain words are what the explanation is in', ['plain-language'], 'officer', false, undefined],
  ['sign language is not text', ['sign-language'], 'officer', false, lacks('sign-video')],
  ['sound is not text', ['text', 'audio'], 'officer', false, lacks('audio')],
  ['all wishes', [...ANSWER_FORMATS], 'officer', false, lacks('sign-video', 'audio')],
  ['a coordinator gives a reason, too', ['audio'], 'coordinator', false, lacks('audio')],
  ['a coordinator with a reason ends it', ['sign-language', 'audio'], 'coordinator', true, undefined],
  ['an officer’s reason ends nothing', ['audio'], 'officer', true, forbidden],
  ['nor where nothing is missing', ['text'], 'officer', true, forbidden],
])('%s', (_, formats, role, isOverridden, expected) => {
  expect(obstacleToEnding({ formats, role, isOverridden })).toEqual(expected);
});
