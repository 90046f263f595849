import { expect, it } from 'vitest';
import { createTokenLimit } from './token-limit.ts';

it('lets a key through until it has had enough, and again in the next minute', () => {
  let nowMs = 1_800_000_000_000;
  const isOver = createTokenLimit(() => nowMs, { perMinute: 2, tokensRemembered: 10 });
  expect([isOver('a'), isOver('a'), isOver('a')]).toEqual([false, false, true]);
  expect(isOver('b')).toBe(false);
  nowMs += 60_000;
  expect(isOver('a')).toBe(false);
});

it('remembers a bounded number of keys, and lets those through that it cannot count', () => {
  const isOver = createTokenLimit(() => 0, { perMinute: 1, tokensRemembered: 1 });
  expect([isOver('a'), isOver('a')]).toEqual([false, true]);
  expect([isOver('b'), isOver('b')]).toEqual([false, false]);
});

it('remembers nothing that is longer than any key', () => {
  const isOver = createTokenLimit(() => 0, { perMinute: 1, tokensRemembered: 1 });
  const long = 'a'.repeat(201);
  expect([isOver(long), isOver(long)]).toEqual([false, false]);
  expect([isOver('a'), isOver('a')]).toEqual([false, true]);
});
