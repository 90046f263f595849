import { expect, test } from 'vitest';
import { STEPS } from '../../../domain/flow.ts';
import { APPLICATION_KINDS } from '../../../domain/kinds.ts';
import type { FlowPage } from './slugs.ts';
import { isStep, pageAfter, pageBefore, progressOf } from './way.ts';

test.each([...APPLICATION_KINDS, undefined])(
  'going on from the first page reaches the end, kind %s',
  (kind) => {
    const way: FlowPage[] = ['kind'];
    for (let page = pageAfter('kind', kind); page; page = pageAfter(page, kind)) way.push(page);
    expect(way.slice(-2)).toEqual(['review', 'send']);
    expect(way.toReversed().map((page) => pageBefore(page, kind))).toEqual([
      ...way.toReversed().slice(1),
      undefined,
    ]);
  },
);

test('the question about courts is passed over where the kind does not ask it', () => {
  expect(pageAfter('text', 'complaint')).toBe('court');
  expect(pageAfter('text', 'thanks')).toBe('identity');
  expect(pageBefore('identity', 'thanks')).toBe('text');
});

test('whoever stands on a page that the new kind does not ask finds the next and the last one that it does', () => {
  expect(pageAfter('court', 'thanks')).toBe('identity');
  expect(pageBefore('court', 'thanks')).toBe('text');
});

test('progress counts the questions of the kind only', () => {
  expect(progressOf('place', 'complaint')).toEqual({ number: 3, total: STEPS.length });
  expect(progressOf('identity', 'thanks')).toEqual({ number: 5, total: STEPS.length - 1 });
  expect(progressOf('kind', undefined)).toEqual({ number: 1, total: STEPS.length });
  expect(progressOf('court', 'thanks')).toBeUndefined();
  expect(progressOf('review', 'thanks')).toBeUndefined();
});

test('review and sending are no questions', () => {
  expect(isStep('text')).toBe(true);
  expect(isStep('review')).toBe(false);
  expect(isStep('send')).toBe(false);
});
