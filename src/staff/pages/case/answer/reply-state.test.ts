import { expect, test } from 'vitest';
import { makeCase } from '../../../testing/cases.mock.ts';
import { answer } from '../../../testing/staff-server.mock.ts';
import { replyState } from './reply-state.ts';

const OPEN = makeCase(1);
const MINE = makeCase(98).applicationId;
const THEIRS = makeCase(99).applicationId;

test('an open case is open, whatever was written', () => {
  expect(replyState(OPEN, { replyId: MINE, text: '' })).toEqual({ state: 'open' });
  expect(replyState(OPEN, { replyId: MINE, text: 'Oldu.' })).toEqual({ state: 'open' });
});

test('a case that somebody answered leaves nothing over of an empty form', () => {
  const answered = answer(OPEN, { id: THEIRS, text: 'Oldu.' });
  expect(replyState(answered, { replyId: MINE, text: ' \n' })).toEqual({ state: 'answered' });
});

test('the text that is the answer has arrived, even if white space was typed around it', () => {
  const answered = answer(OPEN, { id: MINE, text: 'Oldu.' });
  expect(replyState(answered, { replyId: MINE, text: '  Oldu.\r\n' })).toEqual({ state: 'arrived' });
});

test('a text that was changed after it had arrived is left over of the own answer', () => {
  const answered = answer(OPEN, { id: MINE, text: 'Oldu.' });
  expect(replyState(answered, { replyId: MINE, text: 'Olmadı.' })).toEqual({
    state: 'left-over',
    text: 'Olmadı.',
    isOwn: true,
  });
});

test('a text that was emptied after it had arrived leaves nothing over', () => {
  const answered = answer(OPEN, { id: MINE, text: 'Oldu.' });
  expect(replyState(answered, { replyId: MINE, text: '' })).toEqual({ state: 'arrived' });
});

test("the same words under a colleague's answer are still not this text's arrival", () => {
  const answered = answer(OPEN, { id: THEIRS, text: 'Oldu.' });
  expect(replyState(answered, { replyId: MINE, text: 'Oldu.' })).toEqual({
    state: 'left-over',
    text: 'Oldu.',
    isOwn: false,
  });
});
