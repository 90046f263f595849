// One "Gönder" goes one way, openly or sealed, whichever tab was first (outbox.ts B3, seal-draft.ts G3).

import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../domain/application.ts';
import { createDraft, listDrafts, openDraft, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { refreshOperator } from './operator.ts';
import { listEntries, sendDraft } from './outbox.ts';
import { RULES, written } from './samples.mock.ts';
import { sealDraft } from './seal-draft.ts';
import { startSealedServer } from './sealed-server.mock.ts';
import { listSealed } from './sealed-waiting.ts';

const TRACKING = { code: '1'.repeat(20), key: `${'k'.repeat(42)}A` };
let one: MockEnvironment;
let other: MockEnvironment;

beforeEach(async () => {
  const device = mockDevice();
  const server = await startSealedServer();
  [one, other] = [mockEnvironment(device), mockEnvironment(device)];
  one.answer = server.answer;
  await refreshOperator(one);
});

const newDraft = async (): Promise<Draft> => ({ ...written(await createDraft(one)), tracking: TRACKING });
const send = (draft: Draft, tab: MockEnvironment) => sendDraft(draft, { locale: 'tr', rules: RULES }, tab);
const seal = (draft: Draft, tab: MockEnvironment) =>
  sealDraft(draft, { locale: 'tr', rules: RULES, tracking: TRACKING, mayBeCarried: true }, tab);

describe.each([
  { way: 'sealed', press: seal, otherWay: 'openly', pressOther: send },
  { way: 'openly', press: send, otherWay: 'sealed', pressOther: seal },
])('a draft that is pressed $way in one tab and $otherWay in another', ({ press, pressOther }) => {
  it('goes one way, though both were pressed at once', async () => {
    const draft = await newDraft();
    await saveDraft(draft, one);
    await openDraft(draft.id, other);
    const results = await Promise.all([press(draft, one), pressOther(draft, other)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect([...(await listSealed(one)), ...(await listEntries(one))]).toHaveLength(1);
    expect(await listDrafts(one)).toEqual([]);
  });

  it('goes the first way, and the second tab is told that it is gone', async () => {
    const draft = await newDraft();
    await saveDraft(draft, one);
    await openDraft(draft.id, other);
    expect((await press(draft, one)).ok).toBe(true);
    expect(await pressOther(draft, other)).toEqual({ ok: false, reason: 'gone' });
  });

  it('goes the first way only, too, when one page presses both and has never saved it', async () => {
    const draft = await newDraft();
    expect((await press(draft, one)).ok).toBe(true);
    expect(await pressOther(draft, one)).toEqual({ ok: false, reason: 'gone' });
  });
});
