// @vitest-environment jsdom
// The numbers are the invariants in draft-store.ts.

import { beforeEach, expect, test } from 'vitest';
import { createReplyDrafts } from './reply-drafts.ts';
import { CENTRE_OFFICER, makeCase, OFFICER } from './testing/cases.mock.ts';

const CASE_ID = makeCase(1).applicationId;
const DRAFT = { replyId: makeCase(99).applicationId, text: 'Rampa' };

beforeEach(() => sessionStorage.clear());

test('1: text and id survive a reload of the tab', () => {
  createReplyDrafts(sessionStorage, OFFICER).write(CASE_ID, DRAFT);
  expect(createReplyDrafts(sessionStorage, OFFICER).read(CASE_ID)).toEqual(DRAFT);
});

test('1: an emptied text keeps its id, and is nothing unsent', () => {
  const drafts = createReplyDrafts(sessionStorage, OFFICER);
  drafts.write(CASE_ID, { ...DRAFT, text: ' \n' });
  expect(drafts.unsent()).toEqual([]);
  expect(createReplyDrafts(sessionStorage, OFFICER).read(CASE_ID)?.replyId).toBe(DRAFT.replyId);
});

test('2: another officer in the same tab finds nothing, and the first finds nothing again', () => {
  createReplyDrafts(sessionStorage, OFFICER).write(CASE_ID, DRAFT);
  expect(createReplyDrafts(sessionStorage, CENTRE_OFFICER).read(CASE_ID)).toBeUndefined();
  expect(createReplyDrafts(sessionStorage, OFFICER).read(CASE_ID)).toBeUndefined();
});

test('2: a namesake in the same institution is another officer', () => {
  createReplyDrafts(sessionStorage, OFFICER).write(CASE_ID, DRAFT);
  const namesake = { ...OFFICER, accountId: CENTRE_OFFICER.accountId };
  expect(createReplyDrafts(sessionStorage, namesake).read(CASE_ID)).toBeUndefined();
});

test('a reply that has arrived leaves nothing in the storage', () => {
  const drafts = createReplyDrafts(sessionStorage, OFFICER);
  drafts.write(CASE_ID, DRAFT);
  expect(sessionStorage.length).toBe(1);
  drafts.remove(CASE_ID);
  expect(sessionStorage.length).toBe(0);
});

test('clearing takes every text out of memory and storage', () => {
  const drafts = createReplyDrafts(sessionStorage, OFFICER);
  drafts.write(CASE_ID, DRAFT);
  drafts.clear();
  expect(drafts.read(CASE_ID)).toBeUndefined();
  expect(sessionStorage.length).toBe(0);
});

test('3: without storage the text is kept as long as the page', () => {
  const drafts = createReplyDrafts(undefined, OFFICER);
  drafts.write(CASE_ID, DRAFT);
  expect(drafts.read(CASE_ID)).toEqual(DRAFT);
  expect(drafts.unsent()).toEqual([CASE_ID]);
});

test('3: a full storage throws nothing at whoever types', () => {
  const full: Storage = {
    ...sessionStorage,
    length: 0,
    clear: () => undefined,
    key: () => null,
    getItem: () => null,
    removeItem: () => undefined,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const drafts = createReplyDrafts(full, OFFICER);
  drafts.write(CASE_ID, DRAFT);
  expect(drafts.read(CASE_ID)).toEqual(DRAFT);
});

test.each(['', 'not json', '{"owner":1}', '[]'])(
  'what the storage holds in another form (%s) is no draft',
  (item) => {
    sessionStorage.setItem('kopru.staff.replies', item);
    expect(createReplyDrafts(sessionStorage, OFFICER).unsent()).toEqual([]);
  },
);
