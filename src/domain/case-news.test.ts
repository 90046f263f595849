import { expect, it } from 'vitest';
import type { CaseEvent } from './case.ts';
import { type CaseNews, newsOf } from './case-news.ts';

it.each<[string, CaseEvent['kind'][], CaseNews | null]>([
  ['a case that was only assigned has none', ['received', 'assigned'], null],
  ['N1: a draft was sent back', ['assigned', 'drafted', 'draft-returned'], 'draft-returned'],
  ['N1: the citizen answered', ['assigned', 'information-asked', 'information-given'], 'information-given'],
  ['N1: the citizen added something, before anybody had it', ['received', 'added'], 'added'],
  ['N1: the opinion came', ['assigned', 'opinion-asked', 'opinion-given'], 'opinion-given'],
  ['N1: the newest of two', ['assigned', 'opinion-asked', 'added', 'opinion-given'], 'opinion-given'],
  ['N2: another draft is written', ['drafted', 'draft-returned', 'drafted'], null],
  ['N2: something else is asked', ['information-asked', 'information-given', 'information-asked'], null],
  ['N2: it is handed on', ['assigned', 'added', 'transferred'], null],
  ['N2: it is answered', ['opinion-asked', 'opinion-given', 'answered'], null],
  ['N2: what comes after an answer, before an objection, stays', ['answered', 'added', 'objected'], 'added'],
  [
    'N2: a note, another desk, the clock and a recording end nothing',
    ['drafted', 'draft-returned', 'noted', 'placed', 'recounted', 'transcript-offered', 'transcript-judged'],
    'draft-returned',
  ],
])('%s', (_, kinds, expected) => {
  expect(newsOf(kinds)).toBe(expected);
});
