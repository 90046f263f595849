import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onChange } from './changes.ts';
import { createDraft, deleteDraft, listDrafts, readDraft, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment, settle } from './environment.mock.ts';
import { sendDraft } from './outbox.ts';
import { RULES, thanks, written } from './samples.mock.ts';

let tabA: MockEnvironment;
let tabB: MockEnvironment;
beforeEach(() => {
  const device = mockDevice();
  tabA = mockEnvironment(device);
  tabB = mockEnvironment(device);
});

describe('a draft', () => {
  it('is on the disk as soon as it is created, and is there after a restart', async () => {
    const draft = await createDraft(tabA);
    expect(await readDraft(draft.id, tabB)).toEqual(draft);
    expect(draft).toMatchObject({ answers: {}, createdAt: tabA.clockMs, changedAt: tabA.clockMs });
  });

  it('keeps what was saved last', async () => {
    const draft = await createDraft(tabA);
    await saveDraft(written(draft, thanks('ilk')), tabA);
    await saveDraft(written(draft, thanks('son')), tabA);
    expect((await readDraft(draft.id, tabB))?.answers.description).toBe('son');
  });

  it('is one of several, the newest change first', async () => {
    const first = await createDraft(tabA);
    tabA.clockMs += 1;
    const second = await createDraft(tabA);
    expect((await listDrafts(tabA)).map(({ id }) => id)).toEqual([second.id, first.id]);
    await saveDraft({ ...first, changedAt: tabA.clockMs + 1 }, tabA);
    expect((await listDrafts(tabA)).map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('is gone after it was deleted', async () => {
    const draft = await createDraft(tabA);
    await deleteDraft(draft.id, tabA);
    expect(await readDraft(draft.id, tabA)).toBeUndefined();
  });
});

describe('a save', () => {
  it.each([
    ['QuotaExceededError', 'quota'],
    ['SecurityError', 'unavailable'],
  ])('that fails with %s is a value: %s (F2)', async (name, reason) => {
    const draft = await createDraft(tabA);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('no', name);
    });
    expect(await saveDraft(written(draft), tabA)).toEqual({ ok: false, reason });
    expect((await readDraft(draft.id, tabA))?.answers).toEqual({});
  });

  it('in two tabs: the later wins, and the other tab hears of it (F3)', async () => {
    const draft = await createDraft(tabA);
    const heard = vi.fn();
    onChange(heard, tabB);
    await saveDraft(written(draft, thanks('B')), tabB);
    await saveDraft(written(draft, thanks('A')), tabA);
    expect((await readDraft(draft.id, tabB))?.answers.description).toBe('A');
    expect(heard).toHaveBeenLastCalledWith({ kind: 'draft', id: draft.id, isElsewhere: true });
  });

  it('wins even when the clock has gone back ten years meanwhile', async () => {
    const draft = await createDraft(tabA);
    await saveDraft({ ...written(draft, thanks('önce')), changedAt: tabA.clockMs }, tabA);
    await saveDraft({ ...written(draft, thanks('sonra')), changedAt: tabA.clockMs - 3e11 }, tabA);
    expect((await readDraft(draft.id, tabA))?.answers.description).toBe('sonra');
  });

  it('does not bring back what another tab has sent (F4)', async () => {
    const draft = written(await createDraft(tabA));
    await saveDraft(draft, tabA);
    await sendDraft(draft, { locale: 'tr', rules: RULES }, tabA);
    expect(await saveDraft(written(draft, thanks('geç')), tabB)).toEqual({ ok: false, reason: 'sent' });
    expect(await listDrafts(tabB)).toEqual([]);
  });

  it('asks the browser once to keep the store', async () => {
    const persist = vi.fn(() => Promise.resolve(true));
    tabA.storage = { persist };
    const draft = await createDraft(tabA);
    await saveDraft(written(draft), tabA);
    await settle();
    expect(persist).toHaveBeenCalledOnce();
  });
});
