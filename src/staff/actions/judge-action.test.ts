import { describe, expect, test } from 'vitest';
import { ACTION_TEXT_MAX_LENGTH, STAFF_ACTION_KINDS } from '../../domain/staff-action.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { loadMessages } from '../shell/load-messages.ts';
import { ACTION_FORMS } from './action-forms.ts';
import { judgeAction } from './judge-action.ts';

const t = createTranslate('tr', await loadMessages('tr'));
const REPLY_ID = '019aa000-0000-7000-8000-000000000001';
const FULL = {
  institutionId: 'su-idaresi',
  institution: 'Su',
  ground: 'no-subject',
  amount: '45,50',
  text: ' Metin ',
} as const;

const faultsOf = (
  ...[kind, draft, replyId]: Parameters<typeof judgeAction> extends [...infer Rest, unknown] ? Rest : never
) => {
  const judged = judgeAction(kind, draft, replyId, t);
  return judged.ok ? [] : judged.errors.map(({ fieldId }) => fieldId);
};

test.each(STAFF_ACTION_KINDS)('%s: what is filled in whole is an action of the contract', (kind) => {
  const judged = judgeAction(kind, FULL, REPLY_ID, t);
  expect(judged.ok && judged.action.kind).toBe(kind);
});

test('the unit that was suggested goes along where the case goes, and asks nobody else', () => {
  const sent = (kind: 'transfer' | 'assign' | 'note') => {
    const judged = judgeAction(kind, { ...FULL, unitId: 'su-06' }, undefined, t);
    return judged.ok && 'unitId' in judged.action && judged.action.unitId;
  };
  expect([sent('transfer'), sent('assign'), sent('note')]).toEqual(['su-06', 'su-06', false]);
});

test.each(STAFF_ACTION_KINDS)('%s: nothing filled in names each field of its form', (kind) => {
  const { institution, amount, text, ground } = ACTION_FORMS[kind];
  const expected = [
    institution && 'institution',
    ground && 'ground',
    amount && 'amount',
    text && 'text',
  ].filter(Boolean);
  expect(faultsOf(kind, { text: '' }, REPLY_ID)).toEqual(expected.map((field) => `action-${kind}-${field}`));
});

test('an opinion of a unit of one’s own institution: chosen, and not chosen yet', () => {
  const judged = judgeAction('ask-opinion', { ...FULL, unitId: 'abone-isleri' }, undefined, t);
  const action = { kind: 'ask-opinion', unitId: 'abone-isleri', question: 'Metin' };
  expect(judged.ok && judged.action).toEqual(action);
  expect(faultsOf('ask-opinion', { ...FULL, unitId: null }, undefined)).toEqual(['action-ask-opinion-unit']);
});

describe('a text', () => {
  test('is sent as it is compared: without white space at its ends', () => {
    const judged = judgeAction('note', FULL, undefined, t);
    expect(judged.ok && judged.action).toEqual({ kind: 'note', text: 'Metin' });
  });

  test.each([
    ['too long', 'a'.repeat(ACTION_TEXT_MAX_LENGTH + 1), /en çok 5\.000/i],
    ['with control characters', 'a\u0007', /denetim işaretleri/],
    ['of white space', ' \n ', /Notunuzu yazın/],
  ])('%s says so', (_, text, words) => {
    const judged = judgeAction('note', { text }, undefined, t);
    expect(!judged.ok && judged.errors[0]?.text).toMatch(words);
  });
});
