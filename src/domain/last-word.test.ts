import { describe, expect, it } from 'vitest';
import { judgeLastWord, type SaveMark } from './last-word.ts';

describe('the last word of page A, its fourth save', () => {
  const by: SaveMark = ['A', 4];
  it.each<[string, SaveMark | undefined, SaveMark | undefined, string]>([
    ['over what A opened', ['B', 2], ['B', 2], 'put'],
    ['over what nobody has saved yet', undefined, undefined, 'put'],
    ['over an earlier save of A', undefined, ['A', 3], 'put'],
    ['after which A lived on and saved', undefined, ['A', 5], 'drop'],
    ['that was taken in already', undefined, ['A', 4], 'drop'],
    ['beside which B has saved', ['B', 2], ['B', 3], 'apart'],
    ['beside which B has saved what A had saved', undefined, ['B', 1], 'apart'],
    ['beside which C has saved', ['B', 2], ['C', 2], 'apart'],
    ['over what is as it was before any mark, where A met one', ['B', 2], undefined, 'apart'],
  ])('%s', (_what, over, storedBy, fate) => {
    expect(judgeLastWord({ by, over }, { by: storedBy })).toBe(fate);
  });

  it('about what was sent or deleted', () => {
    expect(judgeLastWord({ by }, undefined)).toBe('drop');
  });
});
