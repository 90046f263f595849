import { expect, test } from 'vitest';
import { PARTS, STEPS } from '../../../domain/flow.ts';
import { APPLICATION_KINDS } from '../../../domain/kinds.ts';
import type { FlowPage } from './slugs.ts';
import { isStep, pageAfter, pageBefore, progressOf, questionsOn } from './way.ts';

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

test('whoever wants a part on a page walks four pages to the review, and back', () => {
  const way: FlowPage[] = ['kind'];
  for (let page = pageAfter('kind', 'complaint', 'part'); page; page = pageAfter(page, 'complaint', 'part')) {
    way.push(page);
  }
  expect(way).toEqual(['kind', 'place', 'identity', 'format', 'review', 'send']);
  expect(way.toReversed().map((page) => pageBefore(page, 'complaint', 'part'))).toEqual([
    ...way.toReversed().slice(1),
    undefined,
  ]);
});

test('the page of a part asks what the kind asks of it', () => {
  expect(questionsOn('place', 'complaint', 'part')).toEqual(['place', 'text', 'court']);
  expect(questionsOn('place', 'thanks', 'part')).toEqual(['place', 'text']);
  expect(questionsOn('text', 'thanks', 'part')).toEqual(['place', 'text']);
  expect(questionsOn('court', 'thanks', 'part')).toEqual(['court']);
  expect(questionsOn('place', 'complaint', 'question')).toEqual(['place']);
});

test('from the middle of a part the way leads to the neighbouring parts', () => {
  expect(pageAfter('text', 'complaint', 'part')).toBe('identity');
  expect(pageBefore('text', 'complaint', 'part')).toBe('place');
});

test('every question belongs to exactly one part, in the order of the questions', () => {
  expect(Object.values(PARTS).flat()).toEqual([...STEPS]);
  expect(progressOf('contact', 'complaint', 'part')).toEqual({ number: 3, total: 4 });
});
