import { expect, test } from 'vitest';
import { isAnyLeftOut } from './left-out.ts';

const CUT_OFF = { id: 'cut', name: 'rapor.pdf' };
const VOICE = { id: 'voice' };

test.each<[string, Parameters<typeof isAnyLeftOut>, boolean]>([
  ['nothing was wanting', [[], [], []], false],
  ['it was taken in after all', [[CUT_OFF], [CUT_OFF], [{ id: 'cut' }]], false],
  ['it was chosen again', [[CUT_OFF], [{ id: 'new', name: 'rapor.pdf' }], [{ id: 'new' }]], false],
  ['it was given up', [[CUT_OFF], [], []], true],
  [
    'it was given up, and another is there',
    [[CUT_OFF], [{ id: 'new', name: 'ek.pdf' }], [{ id: 'new' }]],
    true,
  ],
  ['one of its name is here and not attached', [[CUT_OFF], [{ id: 'new', name: 'rapor.pdf' }], []], true],
  [
    'one was chosen again and one was given up',
    [[CUT_OFF, { id: 'other', name: 'ek.pdf' }], [{ id: 'new', name: 'rapor.pdf' }], [{ id: 'new' }]],
    true,
  ],
  ['a recording, which has no name, was added', [[VOICE], [VOICE], [{ id: 'voice' }]], false],
  ['a recording was taken away, and another is there', [[VOICE], [{ id: 'new' }], [{ id: 'new' }]], true],
])('where %s', (_, given, isLeftOut) => {
  expect(isAnyLeftOut(...given)).toBe(isLeftOut);
});
