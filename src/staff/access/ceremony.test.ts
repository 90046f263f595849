import { expect, it } from 'vitest';
import { troubleOf } from './ceremony.ts';

it.each([
  ['NotAllowedError', 'not-done'],
  ['AbortError', 'not-done'],
  ['InvalidStateError', 'exists'],
  ['SecurityError', 'domain'],
  ['NotSupportedError', 'unsupported'],
  ['ConstraintError', 'unsupported'],
  ['UnknownError', 'failed'],
  ['', 'failed'],
])('a browser’s %s is told as %s', (name, trouble) => {
  expect(troubleOf(name)).toBe(trouble);
});
