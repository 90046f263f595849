import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../domain/application.ts';
import type { OutboxState } from '../domain/outbox.ts';
import { isUuidv7 } from '../domain/uuid.ts';
import { write } from './database.ts';
import { createDraft, listDrafts, openDraft, readDraft, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { deleteDraft } from './gone-drafts.ts';
import {
  cancelEntry,
  deleteRefused,
  forgetReceived,
  listEntries,
  mendEntry,
  type OutboxEntry,
  readEntry,
  sendDraft,
} from './outbox.ts';
import { appendChunk, beginRecording, deleteRecording, finishRecording } from './recordings.ts';
import { claimsOf, RULES, thanks, written } from './samples.mock.ts';

const SENDING = { locale: 'tr', rules: RULES } as const;
let tabA: MockEnvironment;
let tabB: MockEnvironment;
beforeEach(() => {
  const device = mockDevice();
  tabA = mockEnvironment(device);
  tabB = mockEnvironment(device);
});

async function saved(answers = thanks(), tab = tabA): Promise<Draft> {
  const draft = written(await createDraft(tab), answers);
  expect(await saveDraft(draft, tab)).toMatchObject({ ok: true });
  return draft;
}

async function send(draft: Draft, tab = tabA): Promise<OutboxEntry> {
  const result = await sendDraft(draft, SENDING, tab);
  return result.ok ? result.entry : expect.fail(JSON.stringify(result));
}

async function setStatus(entry: OutboxEntry, status: OutboxEntry['status']): Promise<void> {
  await write(tabA, ['outbox'], (tx) => tx.objectStore('outbox').put({ ...entry, status }));
}

const refused: Extract<OutboxState, { state: 'refused' }> = {
  state: 'refused',
  problem: 'application-not-valid',
  violations: [],
  refusedAt: 0,
};
const failPut = (name: string) =>
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('no', name);
  });

describe('"Gönder"', () => {
  it('puts the entry in and takes the draft out (B1), under a fresh id', async () => {
    const draft = await saved();
    const entry = await send(draft);
    expect(await listDrafts(tabB)).toEqual([]);
    expect(await listEntries(tabB)).toEqual([entry]);
    expect(isUuidv7(entry.id)).toBe(true);
    expect(entry.id).not.toBe(draft.id);
    expect(entry.status).toMatchObject({ state: 'waiting', attempts: 0, mayHaveArrived: false });
  });

  it('freezes the bytes, their digest, the time of writing and the key of the code', async () => {
    const draft = { ...(await saved()), tracking: { code: '1'.repeat(20), key: 'k'.repeat(43) } };
    const entry = await send(draft);
    expect(JSON.parse(entry.body)).toEqual(entry.application);
    expect(entry.digest).toBe(createHash('sha256').update(entry.body).digest('base64url'));
    expect(entry.tracking).toEqual(draft.tracking);
    expect(entry.application).toMatchObject({
      trackingKey: 'k'.repeat(43),
      writtenAt: '2026-11-23T10:00:00.000Z',
    });
    expect(entry.body).not.toContain(draft.tracking.code);
  });

  it('says what is wrong and leaves the draft', async () => {
    const draft = await saved({ ...thanks(), fullName: '' });
    expect(await sendDraft(draft, SENDING, tabA)).toEqual({
      ok: false,
      reason: 'violations',
      violations: [{ field: 'fullName', code: 'required' }],
    });
    expect(await listDrafts(tabA)).toHaveLength(1);
  });

  it('holds what was recorded or chosen at it until the manifest names it (R6)', async () => {
    const draft = await saved();
    const other = await beginRecording({ draftId: 'another', kind: 'photo', mediaType: 'image/jpeg' }, tabA);
    // Also in another tab, and also where a kill has left only its name.
    const file = { draftId: draft.id, kind: 'document', mediaType: 'application/pdf' } as const;
    const { id } = await beginRecording(file, tabB);
    await appendChunk(id, new TextEncoder().encode('%PDF-1.7').buffer, 0, tabB);
    expect(await sendDraft(draft, SENDING, tabA)).toEqual({ ok: false, reason: 'incomplete' });
    const attachment = await finishRecording(id, 'supporting', tabB);
    if (!attachment) throw new Error('A file without bytes');
    expect(await sendDraft(draft, SENDING, tabA)).toEqual({ ok: false, reason: 'incomplete' });
    expect(await listEntries(tabA)).toEqual([]);
    expect(await listDrafts(tabA)).toHaveLength(1);
    const whole = { ...draft, answers: { ...draft.answers, attachments: [attachment] } };
    expect((await send(whole)).application.attachments).toEqual([attachment]);
    await deleteRecording(other.id, tabA);
  });

  it('that fails for want of room leaves the draft and no entry (B1)', async () => {
    const draft = await saved();
    failPut('QuotaExceededError');
    expect(await sendDraft(draft, SENDING, tabA)).toEqual({ ok: false, reason: 'quota' });
    expect(await listDrafts(tabA)).toHaveLength(1);
    expect(await listEntries(tabA)).toEqual([]);
  });

  it('whose draft cannot be deleted makes no entry (B1)', async () => {
    const draft = await saved();
    const failing = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('no', 'DataError');
    });
    expect(await sendDraft(draft, SENDING, tabA)).toEqual({ ok: false, reason: 'unavailable' });
    failing.mockRestore();
    expect(await listDrafts(tabA)).toHaveLength(1);
    expect(await listEntries(tabA)).toEqual([]);
  });

  it('pressed twice is one entry (B2)', async () => {
    const draft = await saved();
    const [first, second] = await Promise.all([send(draft), send(draft)]);
    expect(second.id).toBe(first.id);
    expect(await listEntries(tabA)).toHaveLength(1);
  });

  it('pressed in two tabs is one entry (B2)', async () => {
    const draft = await saved();
    const [first, second] = await Promise.all([send(draft, tabA), send(draft, tabB)]);
    expect(second.id).toBe(first.id);
    expect(await listEntries(tabA)).toHaveLength(1);
  });

  it('in a second tab with another text is another entry: nothing written is thrown away', async () => {
    const draft = await saved();
    await send(draft);
    await send(written(draft, thanks('Başka bir metin.')), tabB);
    expect((await listEntries(tabA)).map(({ application }) => application.description).sort()).toEqual([
      'Başka bir metin.',
      thanks().description,
    ]);
  });

  it('keeps, as a draft of its own, what another tab has saved meanwhile (B3)', async () => {
    const draft = await saved();
    await readDraft(draft.id, tabB);
    await saveDraft(written(draft, thanks('Öteki sekmede yazılan.')), tabB);
    await send(draft);
    const [kept, ...others] = await listDrafts(tabA);
    expect(others).toEqual([]);
    expect(kept?.answers.description).toBe('Öteki sekmede yazılan.');
    expect(kept?.id).not.toBe(draft.id);
  });

  it('leaves no copy behind when the page sends what it had not yet saved', async () => {
    const draft = await saved();
    const changedAt = draft.changedAt + 1;
    await send({ ...written(draft, thanks('Kaydetmeye vakit kalmadan.')), changedAt });
    expect(await listDrafts(tabA)).toEqual([]);
  });

  it('keeps what this page saved itself, when it then sends an older text (B3)', async () => {
    const draft = await saved();
    const changedAt = draft.changedAt + 1;
    await saveDraft({ ...written(draft, thanks('Daha yeni.')), changedAt }, tabA);
    await send(draft);
    expect((await listDrafts(tabA)).map(({ answers }) => answers.description)).toEqual(['Daha yeni.']);
  });

  it('sends nothing of a draft that another tab has deleted, or taken back into one of its own (B3)', async () => {
    const [deleted, taken] = [await saved(), await saved()];
    await deleteDraft(deleted.id, tabB);
    expect(await sendDraft(deleted, SENDING, tabA)).toEqual({ ok: false, reason: 'gone' });
    await openDraft(taken.id, tabB);
    await cancelEntry((await send(taken, tabA)).id, tabA);
    expect(await sendDraft(taken, SENDING, tabB)).toEqual({ ok: false, reason: 'gone' });
    expect(await listEntries(tabA)).toEqual([]);
    expect(await listDrafts(tabA)).toHaveLength(1);
  });

  it('asks the browser to wake the worker', async () => {
    await send(await saved());
    expect(tabA.backgroundSyncs).toEqual(['kopru-sync']);
  });

  it('does not mind a browser that refuses to wake it', async () => {
    tabA.registerBackgroundSync = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    expect((await sendDraft(await saved(), SENDING, tabA)).ok).toBe(true);
  });
});

describe('the list', () => {
  it('is oldest first', async () => {
    const first = await send(await saved());
    tabA.clockMs += 1;
    const second = await send(await saved());
    expect((await listEntries(tabA)).map(({ id }) => id)).toEqual([first.id, second.id]);
  });
});

describe('cancelling', () => {
  it('gives the draft back with its answers and its tracking code, and takes the entry out', async () => {
    const entry = await send(await saved());
    const draft = await cancelEntry(entry.id, tabA);
    expect(draft).toMatchObject({ answers: thanks(), tracking: entry.tracking });
    expect(await listDrafts(tabA)).toEqual([draft]);
    expect(await listEntries(tabA)).toEqual([]);
  });

  it.each<[string, OutboxState]>([
    ['that is being sent', { state: 'sending', attempts: 1, mightHaveArrivedBefore: false }],
    [
      'that may have arrived',
      { state: 'waiting', attempts: 1, notBefore: 0, mayHaveArrived: true, isPaused: false },
    ],
    ['that was refused', refused],
  ])('is too late for one %s (O3)', async (_name, status) => {
    const entry = await send(await saved());
    await setStatus(entry, status);
    expect(await cancelEntry(entry.id, tabA)).toBeUndefined();
    expect(await listDrafts(tabA)).toEqual([]);
    expect(await readEntry(entry.id, tabA)).toMatchObject({ status });
  });

  it('that cannot save the draft leaves the entry (B4)', async () => {
    const entry = await send(await saved());
    failPut('QuotaExceededError');
    await expect(cancelEntry(entry.id, tabA)).rejects.toMatchObject({ reason: 'quota' });
    expect(await readEntry(entry.id, tabA)).toEqual(entry);
  });
});

describe('what was refused', () => {
  it('can be mended, and is then sent under a new id', async () => {
    const entry = await send(await saved());
    await setStatus(entry, refused);
    const draft = await mendEntry(entry.id, tabA);
    expect(draft?.answers).toEqual(thanks());
    expect(await listEntries(tabA)).toEqual([]);
    const again = await send(draft ?? expect.fail());
    expect(again.id).not.toBe(entry.id);
  });

  it('keeps its reason with the draft to mend', async () => {
    const entry = await send(await saved());
    const violations = [{ field: 'subject', code: 'required' as const }];
    await setStatus(entry, { ...refused, violations });
    const draft = await mendEntry(entry.id, tabA);
    expect(draft?.refusal).toEqual({ problem: 'application-not-valid', violations });
    expect((await readDraft(draft?.id ?? '', tabB))?.refusal).toEqual(draft?.refusal);
  });

  it('stays when the draft to mend cannot be saved (B4)', async () => {
    const entry = await send(await saved());
    await setStatus(entry, refused);
    failPut('QuotaExceededError');
    await expect(mendEntry(entry.id, tabA)).rejects.toMatchObject({ reason: 'quota' });
    expect(await readEntry(entry.id, tabA)).toMatchObject({ status: refused });
  });

  it('cannot be mended when it was not refused', async () => {
    const entry = await send(await saved());
    expect(await mendEntry(entry.id, tabA)).toBeUndefined();
    expect(await readEntry(entry.id, tabA)).toEqual(entry);
  });

  it('is deleted only when it was refused', async () => {
    const entry = await send(await saved());
    expect(await deleteRefused(entry.id, tabA)).toBe(false);
    await setStatus(entry, refused);
    expect(await deleteRefused(entry.id, tabA)).toBe(true);
    expect(await listEntries(tabA)).toEqual([]);
  });
});

it('forgets only what the state has confirmed', async () => {
  const entry = await send(await saved());
  expect(await forgetReceived(entry.id, tabA)).toBe(false);
  await setStatus(entry, { state: 'received', receipt: 'jws', claims: claimsOf(entry) });
  expect(await forgetReceived(entry.id, tabA)).toBe(true);
  expect(await listEntries(tabA)).toEqual([]);
});
