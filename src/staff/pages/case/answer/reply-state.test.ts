import { expect, test } from 'vitest';
import { makeCase, makeLife } from '../../../testing/cases.mock.ts';
import { answer } from '../../../testing/staff-server.mock.ts';
import { conflictKey, replyState } from './reply-state.ts';

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

test('a draft that waits is this text, or another one', () => {
  const draft = { replyId: MINE, text: 'Oldu.', by: 'Defne Korkmaz', at: '2026-11-20T08:00:00.000Z' };
  const drafted = makeCase(1, { life: makeLife({ state: 'drafted', draft }) });
  expect(replyState(drafted, { replyId: MINE, text: 'Oldu.' })).toEqual({ state: 'waiting', isOwn: true });
  expect(replyState(drafted, { replyId: THEIRS, text: '' })).toEqual({ state: 'waiting', isOwn: false });
  const leftOver = replyState(drafted, { replyId: THEIRS, text: 'Olmadı.' });
  expect(leftOver).toEqual({ state: 'left-over', text: 'Olmadı.', isOwn: false });
  expect(conflictKey(drafted, false)).toBe('staff.draft.conflict');
});

test('after an objection the case is open again', () => {
  const answered = answer(OPEN, { id: MINE, text: 'Oldu.' });
  const objected = { ...answered, state: 'assigned' as const, life: makeLife({ state: 'objected' }) };
  expect(replyState(objected, { replyId: THEIRS, text: '' })).toEqual({ state: 'open' });
});

test('what is left over of a case that is over says that no answer is needed', () => {
  const withdrawn = makeCase(1, { state: 'answered', life: makeLife({ state: 'withdrawn' }) });
  expect(conflictKey(withdrawn, false)).toBe('staff.reply.conflictOver');
});
