import 'fake-indexeddb/auto';
import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../domain/application.ts';
import type { Attachment } from '../domain/attachment.ts';
import { closeDatabase, read, write } from './database.ts';
import { discardRecords } from './discard.ts';
import { createDraft, readDraft, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { deleteDraft, keepAsNewDraft } from './gone-drafts.ts';
import { cancelEntry, forgetReceived, readEntry, sendDraft } from './outbox.ts';
import {
  appendChunk,
  beginRecording,
  deleteRecording,
  digestOf,
  finishRecording,
  listRecordings,
  readBytes,
  readChunks,
  readRecording,
  roomLeft,
} from './recordings.ts';
import { claimsOf, RULES, thanks, written } from './samples.mock.ts';
import { StorageFault } from './storage-fault.ts';

let environment: MockEnvironment;
let draft: Draft;
beforeEach(async () => {
  vi.restoreAllMocks();
  environment = mockEnvironment();
  draft = await createDraft(environment);
});

const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const begin = (draftId = draft.id) =>
  beginRecording({ draftId, kind: 'voice', mediaType: 'audio/webm;codecs=opus' }, environment);
const textAt = async (id: string, offset: number, length: number) => {
  const bytes = await readBytes(id, offset, length, environment);
  return bytes && new TextDecoder().decode(bytes);
};

async function recorded(pieces: readonly string[] = ['bir', 'iki!', 'üç'], draftId = draft.id) {
  const { id } = await begin(draftId);
  for (const [index, piece] of pieces.entries())
    await appendChunk(id, bytesOf(piece), (index + 1) * 1_000, environment);
  const attachment = await finishRecording(id, 'description', environment);
  return attachment ?? expect.fail('nothing was recorded');
}

async function sent(attachments: Attachment[]) {
  const told = written(draft, { ...thanks(), description: undefined, attachments });
  await saveDraft(told, environment);
  const result = await sendDraft(told, { locale: 'tr', rules: RULES }, environment);
  return result.ok ? result.entry : expect.fail(JSON.stringify(result));
}

const chunkCount = () => read(environment, ['chunks'], (all) => all.objectStore('chunks').count());

describe('a recording', () => {
  it('is there up to the last stored chunk when the browser is killed in the middle (R2)', async () => {
    const { id } = await begin();
    await appendChunk(id, bytesOf('one'), 1_000, environment);
    await appendChunk(id, bytesOf('two'), 2_000, environment);
    await closeDatabase(environment);
    const again = mockEnvironment(environment.device);
    expect(await listRecordings(again)).toMatchObject([
      { id, draftId: draft.id, state: 'growing', byteLength: 6, durationMs: 2_000 },
    ]);
    expect(await finishRecording(id, 'description', again)).toMatchObject({
      byteLength: 6,
      durationMs: 2_000,
    });
  });

  it('stores bytes that are bytes, in one strict transaction with the record', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const { id } = await begin();
    await appendChunk(id, bytesOf('x'), 1_000, environment);
    expect(transaction).toHaveBeenLastCalledWith(['recordings', 'chunks', 'device'], 'readwrite', {
      durability: 'strict',
    });
    const [stored] = await readChunks(id, environment);
    expect(Object.prototype.toString.call(stored)).toBe('[object ArrayBuffer]');
  });

  it('has the digest of the whole (R4), whatever the chunks', async () => {
    const pieces = [1, 70_000, 1_048_576, 3].map((length) => new Uint8Array(randomBytes(length)));
    const { id } = await begin();
    for (const piece of pieces) await appendChunk(id, piece.buffer, 1_000, environment);
    const attachment = await finishRecording(id, 'supporting', environment);
    const expected = createHash('sha256').update(Buffer.concat(pieces)).digest('base64url');
    expect(attachment).toMatchObject({ digest: expected, role: 'supporting', mediaType: 'audio/webm' });
    expect(await digestOf({ id, byteLength: 1_118_580 }, environment)).toBe(expected);
  });

  it('takes no bytes any more once it is whole, and says so', async () => {
    const { id, byteLength } = await recorded();
    expect(await appendChunk(id, bytesOf('late'), 9_000, environment)).toBe(false);
    expect(await readRecording(id, environment)).toMatchObject({ byteLength, state: 'whole' });
  });

  it('that never had a byte is nothing', async () => {
    const { id } = await begin();
    expect(await appendChunk(id, new ArrayBuffer(0), 0, environment)).toBe(true);
    expect(await finishRecording(id, 'description', environment)).toBeUndefined();
    expect(await listRecordings(environment)).toEqual([]);
  });

  it('is read from any byte on, across chunks, for an upload that goes on there', async () => {
    const { id } = await recorded(['abc', 'defg', 'hi']);
    expect(await textAt(id, 0, 100)).toBe('abcdefghi');
    expect(await textAt(id, 2, 3)).toBe('cde');
    expect(await textAt(id, 3, 4)).toBe('defg');
    expect(await textAt(id, 8, 4)).toBe('i');
    expect(await textAt(id, 9, 1)).toBeUndefined();
  });

  it('is not confused with its neighbour', async () => {
    const one = await recorded(['one']);
    const two = await recorded(['two']);
    expect(await textAt(one.id, 0, 100)).toBe('one');
    await deleteRecording(one.id, environment);
    expect(await textAt(two.id, 0, 100)).toBe('two');
    expect(await readRecording(one.id, environment)).toBeUndefined();
  });

  it('says when the browser has lost a chunk in the middle', async () => {
    const { id } = await recorded(['abc', 'defg', 'hi']);
    await write(environment, ['chunks'], (all) => all.objectStore('chunks').delete([id, 3]));
    expect(await digestOf({ id, byteLength: 9 }, environment)).not.toBe(
      createHash('sha256').update('abcdefghi').digest('base64url'),
    );
    expect(await textAt(id, 0, 100)).toBe('abc');
  });

  it('keeps all that was stored when the disk is full in the middle', async () => {
    const { id } = await begin();
    await appendChunk(id, bytesOf('kept'), 1_000, environment);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(appendChunk(id, bytesOf('lost'), 2_000, environment)).rejects.toMatchObject({
      name: 'StorageFault',
      reason: 'quota',
    });
    put.mockRestore();
    expect(await readRecording(id, environment)).toMatchObject({ byteLength: 4, durationMs: 1_000 });
    expect(await textAt(id, 0, 100)).toBe('kept');
    expect(await finishRecording(id, 'description', environment)).toMatchObject({ byteLength: 4 });
  });
});

describe('whose a recording is (R1)', () => {
  it('goes with the application at "Gönder" and comes back with it, without being touched', async () => {
    const voice = await recorded();
    const entry = await sent([voice]);
    expect(entry.application.attachments).toEqual([voice]);
    expect(await readDraft(draft.id, environment)).toBeUndefined();
    expect(await textAt(voice.id, 0, 3)).toBe('bir');
    const back = await cancelEntry(entry.id, environment);
    expect(back?.answers.attachments).toEqual([voice]);
    expect(await textAt(voice.id, 0, 3)).toBe('bir');
  });

  it('goes with the draft that is deleted, finished or not, and no other goes', async () => {
    const other = await createDraft(environment);
    const kept = await recorded(['other'], other.id);
    const voice = await recorded();
    await begin();
    await saveDraft({ ...draft, answers: { attachments: [voice] } }, environment);
    await deleteDraft(draft.id, environment);
    expect((await listRecordings(environment)).map(({ id }) => id)).toEqual([kept.id]);
    expect(await chunkCount()).toBe(1);
  });

  it('stays with the application when a copy of its draft stays (B3)', async () => {
    const voice = await recorded();
    const told = written(draft, { ...thanks(), attachments: [voice] });
    await saveDraft(told, environment);
    const elsewhere = mockEnvironment(environment.device);
    await readDraft(draft.id, elsewhere);
    await saveDraft({ ...told, answers: { ...told.answers, subject: 'Başka' }, changedAt: 1 }, elsewhere);
    const result = await sendDraft(told, { locale: 'tr', rules: RULES }, environment);
    if (!result.ok) return expect.fail();
    const drafts = await read(environment, ['drafts'], (all) => all.objectStore('drafts').getAll());
    expect(drafts).toMatchObject([{ draft: { answers: { subject: 'Başka' } } }]);
    expect(drafts[0]?.draft.answers.attachments).toBeUndefined();
    await deleteDraft(drafts[0]?.id ?? '', environment);
    expect(await textAt(voice.id, 0, 3)).toBe('bir');
  });

  it('is not taken along by a text that is kept as another draft', async () => {
    const voice = await recorded();
    const late = { ...draft, answers: { ...thanks(), attachments: [voice] } };
    expect((await keepAsNewDraft(late, environment)).answers.attachments).toBeUndefined();
  });

  it('goes with the application that is forgotten', async () => {
    const entry = await sent([await recorded()]);
    await receive(entry.id);
    expect(await forgetReceived(entry.id, environment)).toBe(true);
    expect(await listRecordings(environment)).toEqual([]);
    expect(await chunkCount()).toBe(0);
  });

  it('goes when everything is thrown away, except what still has to be sent', async () => {
    const voice = await recorded();
    const entry = await sent([voice]);
    draft = await createDraft(environment);
    await recorded();
    await receive(entry.id);
    await discardRecords(environment);
    expect((await listRecordings(environment)).map(({ id }) => id)).toEqual([voice.id]);
    expect(await readEntry(entry.id, environment)).toBeDefined();

    await write(environment, ['recordings'], async (all) => {
      const store = all.objectStore('recordings');
      const record = await store.get(voice.id);
      if (record) await store.put({ ...record, upload: { state: 'uploaded', receipt: 'x' } });
    });
    await discardRecords(environment);
    expect(await listRecordings(environment)).toEqual([]);
    expect(await readEntry(entry.id, environment)).toBeUndefined();
  });

  async function receive(id: string): Promise<void> {
    await write(environment, ['outbox'], async (all) => {
      const store = all.objectStore('outbox');
      const entry = await store.get(id);
      if (entry)
        await store.put({ ...entry, status: { state: 'received', receipt: 'x', claims: claimsOf(entry) } });
    });
  }
});

it('tells the room that is left, where the browser tells it', async () => {
  expect(await roomLeft(environment)).toBeUndefined();
  environment.storage = { estimate: async () => ({ usage: 30, quota: 100 }) };
  expect(await roomLeft(environment)).toBe(70);
  environment.storage = { estimate: () => Promise.reject(new Error('private')) };
  expect(await roomLeft(environment)).toBeUndefined();
});

it('a store that cannot be used is told of as such', async () => {
  const broken = mockEnvironment(mockDevice());
  const factory = {
    open: () => {
      throw new DOMException('no', 'SecurityError');
    },
  };
  Object.assign(broken, { indexedDB: factory });
  await expect(
    beginRecording({ draftId: 'x', kind: 'voice', mediaType: 'audio/webm' }, broken),
  ).rejects.toBeInstanceOf(StorageFault);
});
