import { expect, test } from 'vitest';
import { stillWrong } from './use-faults.ts';

const a = { fieldId: 'a', text: 'A is empty' };
const b = { fieldId: 'b', text: 'B is empty' };
const c = { fieldId: 'c', text: 'C is empty' };

test('what was mended is no longer said, what is wrong in another way is said in other words, nothing new is said', () => {
  expect(stillWrong([a, b], [{ fieldId: 'b', text: 'B is too long' }, c])).toEqual([
    { fieldId: 'b', text: 'B is too long' },
  ]);
  expect(stillWrong([a, b], [c, b, a])).toEqual([a, b]);
  expect(stillWrong([a], [])).toEqual([]);
  expect(stillWrong([], [a])).toEqual([]);
});
