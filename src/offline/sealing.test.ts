import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { beginAct } from './act-writing.ts';
import { closeDatabase, openDatabase, read, write } from './database.ts';
import { createDraft, listDrafts, readDraft, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { keepPiece, readPlayable } from './kept-answers.ts';
import { listEntries, sendDraft } from './outbox.ts';
import { layOver, makePad, padLength } from './prepared-pad.ts';
import { appendChunk, beginRecording, finishRecording, readBytes, readChunks } from './recordings.ts';
import { RULES, thanks, written } from './samples.mock.ts';
import type { KeyRecord, StoredThread } from './schema.ts';

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

it('what an earlier version laid under a pad in its place is read (X5)', async () => {
  const draft = await createDraft(environment);
  const { cryptography } = environment;
  const database = await openDatabase(environment);
  const kept = (await database.transaction('device').objectStore('device').get('key')) as KeyRecord;
  const bytes = (text: string) => new TextEncoder().encode(text);
  const [place, iv] = [`drafts "${draft.id}"`, new Uint8Array(12)];
  const pad = makePad(padLength(100), cryptography.randomBytes);
  const sealed = await cryptography.seal(kept.key ?? expect.fail(), iv, bytes(`pad of ${place}`), pad);
  const later = { ...draft, changedAt: 5 };
  const over = layOver(pad, bytes(place), bytes(JSON.stringify({ draft: later })));
  const whole = Uint8Array.from([...iv, ...new Uint8Array(sealed)]).buffer;
  const drafts = database.transaction('drafts', 'readwrite').objectStore('drafts');
  await drafts.put({ id: draft.id, revision: 2.7, sealed: whole, over } as never);
  expect(await readDraft(draft.id, mockEnvironment(environment.device))).toEqual(later);
  expect(await saveDraft(later, mockEnvironment(environment.device), 'any')).toMatchObject({ ok: true });
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
