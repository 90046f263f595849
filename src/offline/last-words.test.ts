import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../domain/application.ts';
import { beginAct, dropAct, listActs, saveAct, sayLastInAct, sendAct } from './act-writing.ts';
import { openDatabase } from './database.ts';
import { discardRecords } from './discard.ts';
import {
  createDraft,
  forgetLast,
  listDrafts,
  openDraft,
  prepareDraft,
  readDraft,
  saveDraft,
  sayLast,
} from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { deleteDraft } from './gone-drafts.ts';
import { sendDraft } from './outbox.ts';
import { RULES, thanks, written } from './samples.mock.ts';
import type { ActRecord, DraftRecord } from './schema.ts';

const REPLY_ID = '01900000-0000-7000-8000-0000000000b1';

/** The page that goes away. Another one is its next start, or another tab. */
let page: MockEnvironment;
const start = (): MockEnvironment => mockEnvironment(page.device);

beforeEach(() => {
  page = mockEnvironment(mockDevice());
});

/** Typed a moment later. */
const saying = (draft: Draft, text: string): Draft => ({
  ...written(draft, thanks(text)),
  changedAt: draft.changedAt + 1,
});
const textOf = async (id: string, environment = start()): Promise<string | undefined> =>
  (await readDraft(id, environment))?.answers.description;

/** A draft that says "ilk", opened in the page and ready for its end. */
async function opened(): Promise<DraftRecord> {
  const earlier = start();
  const { id } = await createDraft(earlier);
  await saveDraft(saying({ id, answers: {}, createdAt: 1, changedAt: 2 }, 'ilk'), earlier);
  const stored = (await openDraft(id, page)) ?? expect.fail();
  await prepareDraft(stored.draft, page);
  return { id, ...stored };
}

/** Raw, as it lies there. */
async function words(): Promise<Record<string, unknown>[]> {
  return await new Promise((resolve, reject) => {
    const request = page.device.factory.open('kopru-last-words');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const all = request.result.transaction('words').objectStore('words').getAll();
      all.onsuccess = () => {
        request.result.close();
        resolve(all.result);
      };
    };
  });
}

/** Nothing but promises that are already kept lies in between. */
async function oneTask(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

describe('the last word of a page', () => {
  it('is put in one task, asks no cipher, and is taken in at the next start', async () => {
    const { id, draft, by } = await opened();
    const seal = vi.spyOn(page.cryptography, 'seal');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const said = sayLast(saying(draft, 'gizlisonharf'), by, page);
    await oneTask();
    expect(put).toHaveBeenCalledOnce();
    expect(seal).not.toHaveBeenCalled();
    put.mockRestore();
    await said;
    for (const { sealed, over } of await words())
      for (const bytes of [sealed, over])
        expect(Buffer.from(bytes as ArrayBuffer).toString()).not.toContain('gizli');
    expect(await textOf(id)).toBe('gizlisonharf');
    expect(await words()).toEqual([]);
  });

  it('waits for no transaction that is open over drafts and acts, reading or writing (E1)', async () => {
    const { id, draft, by } = await opened();
    const other = start();
    await openDatabase(other);
    const database = other.connection();
    const held = database.transaction(['drafts', 'acts', 'outbox', 'device'], 'readwrite');
    let isHeld = true;
    const keep = (): void => {
      if (isHeld) held.objectStore('device').get('key').onsuccess = keep;
    };
    keep();
    const ordinary = saveDraft(saying(draft, 'son'), page);
    await sayLast(saying(draft, 'son'), by, page);
    expect(await words()).toHaveLength(1);
    const ended = vi.fn();
    void ordinary.then(ended);
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).not.toHaveBeenCalled();
    isHeld = false;
    await ordinary;
    expect(await textOf(id)).toBe('son');
  });

  it.each([
    ['grown by a page', 'x'.repeat(5_000), 1],
    ['grown by more than anybody types meanwhile', 'x'.repeat(20_000), 0],
    ['with letters of several bytes', 'ığüşöç'.repeat(600), 1],
  ])('fits under its pad when the text is %s: %#', async (_what, text, count) => {
    const { id, draft, by } = await opened();
    await sayLast(saying(draft, text), by, page);
    expect(await words()).toHaveLength(count);
    expect(await textOf(id)).toBe(count ? text : 'ilk');
  });

  it('uses no pad twice', async () => {
    const { id, draft, by } = await opened();
    await sayLast(saying(draft, 'bir'), by, page);
    await sayLast(saying(draft, 'iki'), by, page);
    expect(await textOf(id)).toBe('bir');
  });

  it('is dropped when a bit of it was changed, or it lies in the place of another (E2)', async () => {
    for (const spoil of [
      (word: Record<string, unknown>) => {
        const over = new DataView(word.over as ArrayBuffer);
        over.setUint8(40, over.getUint8(40) ^ 1);
      },
      (word: Record<string, unknown>) => (word.place as string[]).splice(2, 1, 'another'),
    ]) {
      page = mockEnvironment(mockDevice());
      const { id, draft, by } = await opened();
      await sayLast(saying(draft, 'son'), by, page);
      const [word] = await words();
      spoil(word ?? expect.fail());
      await new Promise<void>((resolve) => {
        page.device.factory.open('kopru-last-words').onsuccess = ({ target }) => {
          const { result } = target as IDBOpenDBRequest;
          const transaction = result.transaction('words', 'readwrite');
          transaction.objectStore('words').clear();
          transaction.objectStore('words').put(word);
          transaction.oncomplete = () => resolve();
        };
      });
      expect(await textOf(id)).toBe('ilk');
      expect(await words()).toEqual([]);
    }
  });
});

describe('at the next reading', () => {
  it('what the page saved itself after all stays, and its word goes (E3)', async () => {
    const { id, draft, by } = await opened();
    await sayLast(saying(draft, 'son'), by, page);
    await saveDraft(saying(draft, 'sondan sonra'), page);
    expect(await textOf(id)).toBe('sondan sonra');
    expect(await words()).toEqual([]);
  });

  it('a save of the page that was under way is older than its last word', async () => {
    const { id, draft, by } = await opened();
    const saving = saveDraft(saying(draft, 'son ha'), page);
    await sayLast(saying(draft, 'son harf'), by, page);
    await saving;
    expect(await textOf(id)).toBe('son harf');
  });

  it('what another tab has saved meanwhile stays, and the word becomes a draft of its own, once', async () => {
    const { id, draft, by } = await opened();
    const other = start();
    await readDraft(id, other);
    await saveDraft(saying(draft, 'öteki'), other);
    const tracked = { ...draft, tracking: { code: 'c', key: 'k' } };
    await sayLast(saying(tracked, 'son'), by, page);
    await Promise.all([listDrafts(start()), listDrafts(start())]);
    const all = await listDrafts(start());
    expect(all.map(({ answers }) => answers.description).sort()).toEqual(['son', 'öteki']);
    expect(all.filter(({ tracking }) => tracking)).toEqual([]);
    expect(await textOf(id)).toBe('öteki');
  });

  it.each([
    ['deleted', (draft: Draft) => deleteDraft(draft.id, page)],
    ['sent', (draft: Draft) => sendDraft(draft, { locale: 'tr', rules: RULES }, page)],
    ['thrown away with everything', () => discardRecords(page)],
  ])('a draft that was %s does not come back', async (_what, end) => {
    const { draft, by } = await opened();
    await sayLast(saying(draft, 'son'), by, page);
    await end(saying(draft, 'son'));
    expect(await listDrafts(start())).toEqual([]);
    expect(await words()).toEqual([]);
  });

  it('the page itself leaves it alone (E4), until a save holds it', async () => {
    const { id, draft, by } = await opened();
    await sayLast(saying(draft, 'son'), by, page);
    expect(await textOf(id, page)).toBe('ilk');
    expect(await words()).toHaveLength(1);
    await forgetLast(id, page);
    expect(await words()).toEqual([]);
  });

  it('a word that cannot be taken in keeps no draft from being read, and is taken in another time', async () => {
    const { id, draft, by } = await opened();
    await sayLast(saying(draft, 'son'), by, page);
    const next = start();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('no', 'QuotaExceededError');
    });
    expect(await textOf(id, next)).toBe('ilk');
    put.mockRestore();
    expect(await textOf(id)).toBe('son');
  });
});

describe('the last word in an act', () => {
  const begun = (environment = page): Promise<ActRecord> =>
    beginAct(
      { applicationId: 'a', trackingKey: 'k', act: { kind: 'objection', replyId: REPLY_ID, text: '' } },
      environment,
    );
  const lying = async (): Promise<(string | undefined)[]> =>
    (await listActs('a', start())).map(({ act }) => act.text);

  it('is there at the next start, the very first key included', async () => {
    const record = await begun();
    const said = sayLastInAct(record, { text: 'i' }, page);
    await oneTask();
    await said;
    expect(await lying()).toEqual(['i']);
    expect(await words()).toEqual([]);
  });

  it('is there when the act is opened again, and again', async () => {
    await saveAct((await begun()).id, { text: 'itiraz' }, page);
    for (const text of ['itiraz e', 'itiraz ed']) {
      page = start();
      const [record = expect.fail()] = await listActs('a', page);
      await sayLastInAct(record, { text }, page);
      expect(await lying()).toEqual([text]);
    }
  });

  it('does not undo what the page, or another one, has saved since', async () => {
    const record = await begun();
    await sayLastInAct(record, { text: 'son' }, page);
    await saveAct(record.id, { text: 'sondan sonra' }, page);
    expect(await lying()).toEqual(['sondan sonra']);
    await sayLastInAct(record, { text: 'geç' }, page);
    await saveAct(record.id, { text: 'öteki' }, start());
    expect(await lying()).toEqual(['öteki']);
  });

  it.each([
    [
      'sent',
      (record: ActRecord) => sendAct({ ...record, act: { ...record.act, text: 'son' } as never }, 'tr', page),
    ],
    ['dropped', (record: ActRecord) => dropAct(record.id, page)],
  ])('changes nothing when it was %s', async (_what, end) => {
    const record = await begun();
    await sayLastInAct(record, { text: 'daha' }, page);
    await end(record);
    expect(await lying()).toEqual(_what === 'sent' ? ['son'] : []);
    expect(await words()).toEqual([]);
  });
});
