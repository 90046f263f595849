import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onChange } from './changes.ts';
import {
  createDraft,
  knownRevision,
  listDrafts,
  lookForDraft,
  openDraft,
  readDraft,
  saveDraft,
} from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment, settle } from './environment.mock.ts';
import { deleteDraft, keepAsNewDraft } from './gone-drafts.ts';
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

  it('replaces no text that its tab does not know, until the citizen was told of it (F3)', async () => {
    const draft = await createDraft(tabA);
    await readDraft(draft.id, tabB);
    await saveDraft(written(draft, thanks('B')), tabB);
    const late = written(draft, thanks('A'));
    expect(await saveDraft(late, tabA)).toEqual({ ok: false, reason: 'changed' });
    expect((await readDraft(draft.id, tabB))?.answers.description).toBe('B');
    const heard = vi.fn();
    onChange(heard, tabB);
    expect(await saveDraft(late, tabA, 'any')).toMatchObject({ ok: true });
    expect((await readDraft(draft.id, tabB))?.answers.description).toBe('A');
    expect(heard).toHaveBeenLastCalledWith({ kind: 'draft', id: draft.id, isElsewhere: true });
  });

  it('that was kept from an earlier page does not replace what this page has saved since (F3)', async () => {
    const draft = await createDraft(tabA);
    const early = (await openDraft(draft.id, tabA)) ?? expect.fail();
    await saveDraft(written(draft, thanks('yeni')), tabA);
    const retry = await saveDraft(written(draft, thanks('eski')), tabA, early.revision);
    expect(retry).toEqual({ ok: false, reason: 'changed' });
    expect((await readDraft(draft.id, tabA))?.answers.description).toBe('yeni');
  });

  it('that was done and is done again, because its end was not heard, is no change of another tab', async () => {
    const draft = await createDraft(tabA);
    const once = await saveDraft(written(draft), tabA, 1);
    expect(await saveDraft(written(draft), tabA, 1)).toEqual(once);
  });

  it('does not bring back what another tab has deleted; the text can be kept as a new draft', async () => {
    const draft = await createDraft(tabA);
    await deleteDraft(draft.id, tabB);
    const late = { ...written(draft, thanks('A')), tracking: { code: 'c', key: 'k' } };
    expect(await saveDraft(late, tabA)).toEqual({ ok: false, reason: 'gone' });
    expect(await saveDraft(late, tabA, 'any')).toEqual({ ok: false, reason: 'gone' });
    expect(await listDrafts(tabA)).toEqual([]);
    const kept = await keepAsNewDraft(late, tabA);
    expect(await readDraft(kept.id, tabB)).toEqual({ ...written(draft, thanks('A')), id: kept.id });
    expect(kept.id).not.toBe(draft.id);
  });

  it('can be looked for without counting as seen', async () => {
    const draft = written(await createDraft(tabA));
    expect(await lookForDraft(draft.id, tabB)).toEqual({ state: 'stored', revision: 1 });
    expect(knownRevision(draft.id, tabB)).toBeUndefined();
    await sendDraft(draft, { locale: 'tr', rules: RULES }, tabA);
    expect(await lookForDraft(draft.id, tabB)).toEqual({ state: 'sent' });
    expect(await lookForDraft('nobody', tabB)).toEqual({ state: 'gone' });
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
