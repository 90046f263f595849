import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../domain/application.ts';
import { beginAct } from './act-writing.ts';
import { closeDatabase, openDatabase, read, write } from './database.ts';
import { createDraft, listDrafts, prepareDraft, readDraft, saveDraft, saveDraftAtOnce } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { keepPiece, readPlayable } from './kept-answers.ts';
import { listEntries, sendDraft } from './outbox.ts';
import { appendChunk, beginRecording, finishRecording, readBytes, readChunks } from './recordings.ts';
import { RULES, thanks, written } from './samples.mock.ts';
import type { StoredThread } from './schema.ts';

const SECRET = 'gizlicümle';
const STORES = ['drafts', 'outbox', 'threads', 'acts', 'recordings', 'chunks', 'answers'] as const;
const THREAD = {
  applicationId: '01900000-0000-7000-8000-0000000000a1',
  trackingKey: SECRET,
  thread: { description: SECRET },
  unreadReplyIds: [],
  refreshedAt: 1,
} as unknown as StoredThread;

let environment: MockEnvironment;
beforeEach(() => {
  environment = mockEnvironment();
});

/** Everything as it lies on the disk, as text; bytes one character each. */
async function onDisk(): Promise<string> {
  const database = await openDatabase(environment);
  const all = await Promise.all(
    STORES.map((store) => database.transaction(store).objectStore(store).getAll()),
  );
  const asText = (_key: string, value: unknown): unknown =>
    Object.prototype.toString.call(value) === '[object ArrayBuffer]'
      ? Buffer.from(value as ArrayBuffer).toString('latin1')
      : value;
  return JSON.stringify(all.flat(), asText);
}

const draftOf = async (text: string) => {
  const draft = await createDraft(environment);
  return { ...draft, answers: { ...draft.answers, description: text } };
};
const ascii = (text: string): ArrayBuffer => new TextEncoder().encode(text).slice().buffer;

describe('what is personal', () => {
  it('lies on the disk only sealed, in every store (X1)', async () => {
    const draft = await draftOf(SECRET);
    await saveDraft(draft, environment);
    const other = await createDraft(environment);
    const sent = await sendDraft(written(other, thanks(SECRET)), { locale: 'tr', rules: RULES }, environment);
    expect(sent.ok).toBe(true);
    await write(environment, ['threads'], (all) => all.objectStore('threads').put(THREAD));
    const { applicationId } = THREAD;
    const act = { kind: 'addition', text: SECRET } as never;
    await beginAct({ applicationId, trackingKey: SECRET, act }, environment);
    const file = { draftId: draft.id, kind: 'document', mediaType: 'text/plain', name: SECRET } as const;
    const { id } = await beginRecording(file, environment);
    await appendChunk(id, ascii('xgizlicumlex'), 0, environment);
    const medium = { applicationId, id: 'm', rendition: 'mp4', mediaType: 'audio/mp4', digest: '' };
    const piece = ascii('ygizlicumley');
    const poster = ascii('zgizlicumlez');
    await keepPiece({ ...medium, byteLength: 12, keptBytes: 12, poster }, piece, environment);

    const disk = await onDisk();
    expect(disk).not.toMatch(/gizlic|Deniz/);
    // It would be found, were it there.
    expect(disk).toContain(draft.id);
    expect(disk.match(/"sealed"/g)).toHaveLength(9);
    // And it can be read.
    expect(await readDraft(draft.id, environment)).toEqual(draft);
    expect((await listEntries(environment))[0]?.application.description).toBe(SECRET);
    const playable = await readPlayable(applicationId, 'm', environment);
    expect(Buffer.from(playable?.bytes[0] ?? ascii('')).toString()).toBe('ygizlicumley');
    expect(Buffer.from(playable?.poster ?? ascii('')).toString()).toBe('zgizlicumlez');
  });

  it('opens again after the page was closed, and in another tab', async () => {
    const draft = await draftOf(SECRET);
    await saveDraft(draft, environment);
    await closeDatabase(environment);
    expect(await readDraft(draft.id, environment)).toEqual(draft);
    expect(await listDrafts(mockEnvironment(environment.device))).toEqual([draft]);
  });

  it('does not open in the place of another (X2)', async () => {
    const [one, two] = [await draftOf('bir'), await draftOf('iki')];
    await saveDraft(one, environment);
    await saveDraft(two, environment);
    const database = await openDatabase(environment);
    const drafts = database.transaction('drafts', 'readwrite').objectStore('drafts');
    const sealedOf = await drafts.get(two.id);
    await drafts.put({ ...sealedOf, id: one.id } as never);
    const elsewhere = mockEnvironment(environment.device);
    expect(await readDraft(two.id, elsewhere)).toEqual(two);
    await expect(readDraft(one.id, elsewhere)).rejects.toMatchObject({ reason: 'unavailable' });
  });

  it('is sealed by one key, though two tabs begin at once (X3)', async () => {
    const device = mockDevice();
    const tabs = [mockEnvironment(device), mockEnvironment(device)];
    const drafts = await Promise.all(tabs.map((tab) => createDraft(tab)));
    const ids = (await listDrafts(mockEnvironment(device))).map(({ id }) => id);
    expect(ids.sort()).toEqual(drafts.map(({ id }) => id).sort());
  });

  it('is not lost when the store was emptied under an open page (X3)', async () => {
    await createDraft(environment);
    await closeDatabase(environment);
    await new Promise((resolve) => {
      environment.device.factory.deleteDatabase('kopru').onsuccess = resolve;
    });
    const draft = await createDraft(environment);
    expect(await readDraft(draft.id, mockEnvironment(environment.device))).toEqual(draft);
  });
});

describe('a write', () => {
  it('of another state leaves the sealed bytes as they are', async () => {
    const draft = await createDraft(environment);
    await sendDraft(written(draft), { locale: 'tr', rules: RULES }, environment);
    const seal = vi.spyOn(environment.cryptography, 'seal');
    await write(environment, ['outbox'], async (all) => {
      for (const entry of await all.objectStore('outbox').getAll())
        await all.objectStore('outbox').put({ ...entry, status: { ...entry.status, attempts: 9 } as never });
    });
    expect((await listEntries(environment))[0]?.status).toMatchObject({ attempts: 9 });
    expect(seal).not.toHaveBeenCalled();
  });

  it('that fails has put nothing, sealed or not', async () => {
    const failing = write(environment, ['threads'], async (all) => {
      await all.objectStore('threads').put(THREAD);
      throw new RangeError('in the middle');
    });
    await expect(failing).rejects.toMatchObject({ reason: 'unavailable' });
    expect(await read(environment, ['threads'], (all) => all.objectStore('threads').count())).toBe(0);
  });
});

describe('the last act of a page', () => {
  const begun = async (text: string): Promise<Draft> => {
    const draft = await draftOf(text);
    await prepareDraft(draft, environment);
    return draft;
  };
  const typed = (draft: Draft, text: string): Draft => ({
    ...draft,
    answers: { ...draft.answers, description: text },
  });
  const lying = async (): Promise<Record<string, ArrayBuffer>> =>
    (
      await (await openDatabase(environment)).transaction('drafts').objectStore('drafts').getAll()
    )[0] as never;

  it('puts what was typed since in its one task, and asks no cipher for it (X5)', async () => {
    const draft = typed(await begun('ilk'), 'gizlisonharf');
    const seal = vi.spyOn(environment.cryptography, 'seal');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const saved = saveDraftAtOnce(draft, 1, environment);
    // Nothing but promises that are already kept lies in between.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    expect(put).toHaveBeenCalledOnce();
    expect(seal).not.toHaveBeenCalled();
    put.mockRestore();
    expect(await saved).toMatchObject({ ok: true });
    expect(await readDraft(draft.id, mockEnvironment(environment.device))).toEqual(draft);
    const { sealed, over } = await lying();
    for (const bytes of [sealed, over])
      expect(Buffer.from(bytes ?? new ArrayBuffer()).toString()).not.toContain('gizli');
  });

  it.each([
    ['grown by a page', 'x'.repeat(5_000), true],
    ['grown by more than anybody types meanwhile', 'x'.repeat(20_000), false],
    ['with letters of several bytes', 'ığüşöç'.repeat(600), true],
  ])('is under its pad when the text is %s: %#', async (_what, text, isUnderPad) => {
    const draft = typed(await begun('ilk'), text);
    expect(await saveDraftAtOnce(draft, 1, environment)).toMatchObject({ ok: true });
    expect('over' in (await lying())).toBe(isUnderPad);
    expect(await readDraft(draft.id, mockEnvironment(environment.device))).toEqual(draft);
  });

  it('uses no pad twice', async () => {
    const draft = await begun('ilk');
    await saveDraftAtOnce(typed(draft, 'bir'), 1, environment);
    await saveDraftAtOnce(typed(draft, 'iki'), 2, environment);
    expect('over' in (await lying())).toBe(false);
    expect((await readDraft(draft.id, mockEnvironment(environment.device)))?.answers.description).toBe('iki');
  });

  it('does not open when a bit of it was changed, nor in the place of another (X2)', async () => {
    const draft = typed(await begun('ilk'), 'son');
    await saveDraftAtOnce(draft, 1, environment);
    const record = await lying();
    const drafts = async () =>
      (await openDatabase(environment)).transaction('drafts', 'readwrite').objectStore('drafts');
    const changed = new Uint8Array(record.over?.slice() ?? new ArrayBuffer());
    changed[40] = (changed[40] ?? 0) ^ 1;
    for (const spoilt of [
      { ...record, over: changed.buffer },
      { ...record, id: 'another' },
    ]) {
      await (await drafts()).put(spoilt as never);
      const { id } = spoilt as never as Draft;
      await expect(readDraft(id, mockEnvironment(environment.device))).rejects.toMatchObject({
        reason: 'unavailable',
      });
    }
  });
});

it('bytes of a recording are found at any place, across chunks that are sealed each by itself', async () => {
  const draft = await createDraft(environment);
  const { id } = await beginRecording(
    { draftId: draft.id, kind: 'voice', mediaType: 'audio/webm' },
    environment,
  );
  for (const text of ['abc', 'defgh', 'i']) await appendChunk(id, ascii(text), 0, environment);
  const textAt = async (offset: number, length: number) =>
    Buffer.from((await readBytes(id, offset, length, environment)) ?? []).toString();
  expect(await textAt(0, 99)).toBe('abcdefghi');
  expect(await textAt(2, 3)).toBe('cde');
  expect(await textAt(8, 4)).toBe('i');
  expect(await textAt(9, 4)).toBe('');
  expect((await readChunks(id, environment)).map((chunk) => Buffer.from(chunk).toString())).toEqual([
    'abc',
    'defgh',
    'i',
  ]);
  expect(await finishRecording(id, 'description', environment)).toMatchObject({ byteLength: 9 });
});
