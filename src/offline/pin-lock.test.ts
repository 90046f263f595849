import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from './database.ts';
import { createDraft, openDraft, prepareDraft, readDraft, saveDraft, sayLast } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment, settle } from './environment.mock.ts';
import { listEntries, sendDraft } from './outbox.ts';
import {
  changePin,
  countLocked,
  discardLocked,
  lock,
  type PinResult,
  readPinState,
  removePin,
  setPin,
  unlock,
} from './pin-lock.ts';
import { appendChunk, beginRecording, readChunks } from './recordings.ts';
import { sealAllAnew } from './reseal.ts';
import { RULES, thanks, written } from './samples.mock.ts';

/** The real number takes a third of a second. */
const ROUNDS = 1;

let environment: MockEnvironment;
let id: string;
let recordingId: string;
let entryId: string;

/** A phone with a draft, an application that waits, and a recording. */
beforeEach(async () => {
  environment = mockEnvironment(mockDevice());
  const draft = await createDraft(environment);
  id = draft.id;
  await saveDraft(written(draft, thanks('gizli')), environment);
  const second = written(await createDraft(environment));
  await saveDraft(second, environment);
  const sent = await sendDraft(second, { locale: 'tr', rules: RULES }, environment);
  entryId = sent.ok ? sent.entry.id : '';
  const recording = await beginRecording(
    { draftId: id, kind: 'voice', mediaType: 'audio/webm' },
    environment,
  );
  recordingId = recording.id;
  await appendChunk(recordingId, new TextEncoder().encode('gizlises').buffer, 0, environment);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The app after its next start. */
const start = () => mockEnvironment(environment.device);

async function expectReadable(page: MockEnvironment): Promise<void> {
  expect((await readDraft(id, page))?.answers.description).toBe('gizli');
  expect((await listEntries(page)).map((entry) => entry.id)).toEqual([entryId]);
  expect((await readChunks(recordingId, page)).map((chunk) => Buffer.from(chunk).toString())).toEqual([
    'gizlises',
  ]);
}

const WRONG = { ok: false, reason: 'wrong' };

describe('a PIN', () => {
  it('is asked of each page, opens everything, and closes it again', async () => {
    expect(await setPin('gül 12', environment, ROUNDS)).toEqual({ ok: true });
    await expectReadable(environment);
    const page = start();
    expect(await readPinState(page)).toMatchObject({ isSet: true, isUnfinished: false });
    await expect(readDraft(id, page)).rejects.toMatchObject({ reason: 'unavailable' });
    await expect(saveDraft(written({ id, answers: {}, createdAt: 1, changedAt: 1 }), page)).resolves.toEqual({
      ok: false,
      reason: 'unavailable',
    });
    expect(await unlock('gül 13', page)).toMatchObject(WRONG);
    await expect(readDraft(id, page)).rejects.toMatchObject({ reason: 'unavailable' });
    expect(await unlock('gül 12', page)).toEqual({ ok: true });
    await expectReadable(page);
    await lock(page);
    await expect(readDraft(id, page)).rejects.toMatchObject({ reason: 'unavailable' });
  });

  it('counts each wrong try before it is judged, over starts, until one is right (L5)', async () => {
    await setPin('1234', environment, ROUNDS);
    for (const tries of [1, 2, 3]) expect(await unlock('4321', start())).toEqual({ ...WRONG, tries });
    expect((await readPinState(start())).tries).toBe(3);
    await unlock('1234', start());
    expect((await readPinState(start())).tries).toBe(0);
  });

  it('can be set before anything was saved', async () => {
    const fresh = mockEnvironment();
    expect(await setPin('1234', fresh, ROUNDS)).toEqual({ ok: true });
    const draft = await createDraft(fresh);
    const page = mockEnvironment(fresh.device);
    await unlock('1234', page);
    expect(await readDraft(draft.id, page)).toEqual(draft);
  });

  it('is changed and removed only by who knows it, and a changed one opens nothing any more', async () => {
    await setPin('1234', environment, ROUNDS);
    expect(await changePin('0000', '5678', environment, ROUNDS)).toMatchObject(WRONG);
    expect(await changePin('1234', '5678', environment, ROUNDS)).toEqual({ ok: true });
    expect(await unlock('1234', start())).toMatchObject(WRONG);
    expect(await removePin('1234', environment)).toMatchObject(WRONG);
    expect(await removePin('5678', environment)).toEqual({ ok: true });
    await expectReadable(start());
    expect(await setPin('1234', environment, ROUNDS)).toEqual({ ok: true });
    const page = start();
    await unlock('1234', page);
    await expectReadable(page);
  });

  it('leaves no key unwrapped on the disk (L4)', async () => {
    await setPin('1234', environment, ROUNDS);
    await changePin('1234', '5678', environment, ROUNDS);
    const database = await openDatabase(environment);
    const records = await database.transaction('device').objectStore('device').getAll();
    expect(records.filter((record) => JSON.stringify(Object.keys(record)).includes('"key"'))).toEqual([]);
    expect(records.find(({ name }) => name === 'key')).toMatchObject({ lock: { older: undefined } });
  });
});

interface Act {
  what: string;
  before: (page: MockEnvironment) => Promise<unknown>;
  act: (page: MockEnvironment) => Promise<PinResult>;
  /** '' where none is asked. */
  pins: readonly [old: string, young: string];
}
const ACTS: readonly Act[] = [
  {
    what: 'setting',
    before: async () => undefined,
    act: (page) => setPin('1234', page, ROUNDS),
    pins: ['', '1234'],
  },
  {
    what: 'changing',
    before: (page) => setPin('1234', page, ROUNDS),
    act: (page) => changePin('1234', '5678', page, ROUNDS),
    pins: ['1234', '5678'],
  },
  {
    what: 'removing',
    before: (page) => setPin('1234', page, ROUNDS),
    act: (page) => removePin('1234', page),
    pins: ['1234', ''],
  },
];

it.each(ACTS)(
  '$what it, killed after any write, leaves the old or the new, and all that is here (L3)',
  async ({ before, act, pins }) => {
    const [old, young] = pins;
    await before(environment);
    const seen = new Set<string>();
    for (let writes = 0; ; writes++) {
      expect(writes).toBeLessThan(30);
      const page = start();
      const isDone = await cutOff(page, writes, () => act(page));
      const { isSet } = await readPinState(page);
      const holds = !isSet ? '' : (await unlock(old || 'none', start())).ok ? old : young;
      seen.add(holds);
      const next = start();
      if (isSet) expect(await unlock(holds, next)).toEqual({ ok: true });
      await expectReadable(next);
      // Gone on with, as the next start does.
      await sealAllAnew(next);
      await expectReadable(next);
      if (isDone) break;
      if (holds === young) {
        // Back, so that the next cut falls one write later in the same act.
        if (isSet) expect(await removePin(young, next)).toEqual({ ok: true });
        if (old) await setPin(old, next, ROUNDS);
      }
    }
    expect(seen).toEqual(new Set([old, young]));
  },
);

/** @returns whether it came to its end */
async function cutOff(
  page: MockEnvironment,
  writes: number,
  act: () => Promise<PinResult>,
): Promise<boolean> {
  await openDatabase(page);
  const database = page.connection();
  const begin = database.transaction.bind(database);
  let left = writes;
  database.transaction = (stores, mode, options) => {
    if (mode === 'readwrite' && left-- <= 0) throw new RangeError('cut off');
    return begin(stores, mode, options);
  };
  return await act().then(
    ({ ok }) => ok,
    () => false,
  );
}

describe('another tab', () => {
  it('seals nothing more by a key that was replaced (L1)', async () => {
    const other = start();
    const draft = (await readDraft(id, other)) ?? expect.fail();
    await setPin('1234', environment, ROUNDS);
    const changed = written(draft, thanks('geç'));
    expect(await saveDraft(changed, other)).toMatchObject({ ok: false, reason: 'unavailable' });
    await unlock('1234', other);
    expect(await saveDraft(changed, other)).toMatchObject({ ok: true });
    const page = start();
    await unlock('1234', page);
    expect((await readDraft(id, page))?.answers.description).toBe('geç');
  });

  it('puts no last key under a pad that the replaced key has sealed, once it has heard of that (X5)', async () => {
    vi.stubGlobal('document', {});
    const other = start();
    const { draft, by } = (await openDraft(id, other)) ?? expect.fail();
    await prepareDraft(draft, other);
    await setPin('1234', environment, ROUNDS);
    await sayLast(written(draft, thanks('geç')), by, other);
    await expectReadable(environment);
  });

  it('is told that its last key is not kept, where the replaced key has gone meanwhile (E5)', async () => {
    const other = start();
    const { draft, by } = (await openDraft(id, other)) ?? expect.fail();
    await prepareDraft(draft, other);
    await setPin('1234', environment, ROUNDS);
    expect(await sayLast(written(draft, thanks('geç')), by, other)).toBeFalsy();
  });

  it('keeps the very first key that is typed after its own unlocking (E6)', async () => {
    vi.stubGlobal('document', {});
    const other = start();
    const { draft, by } = (await openDraft(id, other)) ?? expect.fail();
    await prepareDraft(draft, other);
    await setPin('1234', environment, ROUNDS);
    await unlock('1234', other);
    await vi.waitFor(async () => expect(await sayLast(written(draft, thanks('geç')), by, other)).toBe(true));
    const page = start();
    await unlock('1234', page);
    expect((await readDraft(id, page))?.answers.description).toBe('geç');
  });

  it('has its last key taken in before the replaced key goes', async () => {
    const other = start();
    const { draft, by } = (await openDraft(id, other)) ?? expect.fail();
    await prepareDraft(draft, other);
    await sayLast(written(draft, thanks('geç')), by, other);
    await setPin('1234', environment, ROUNDS);
    const page = start();
    await unlock('1234', page);
    expect((await readDraft(id, page))?.answers.description).toBe('geç');
  });

  it('that is looked at waits for its own unlocking, and loses nothing of what was typed', async () => {
    const asked = vi.fn((event: Event) => {
      event.preventDefault();
      return false;
    });
    const other = start();
    const draft = (await readDraft(id, other)) ?? expect.fail();
    vi.stubGlobal('dispatchEvent', asked);
    await setPin('1234', environment, ROUNDS);
    const saving = saveDraft(written(draft, thanks('geç')), other);
    await settle();
    expect(asked).toHaveBeenCalled();
    await unlock('1234', other);
    expect(await saving).toMatchObject({ ok: true });
  });

  it('that was faster with a PIN of its own is not overruled', async () => {
    const other = start();
    await readDraft(id, other);
    await setPin('1234', environment, ROUNDS);
    expect(await setPin('5678', other, ROUNDS)).toEqual({ ok: false, reason: 'changed' });
  });
});

describe('who has forgotten it', () => {
  it('is told how much would go, can throw it away, and begins anew', async () => {
    const other = start();
    await readDraft(id, other);
    await setPin('1234', environment, ROUNDS);
    const page = start();
    expect(await countLocked(page)).toEqual({ drafts: 1, unsent: 1 });
    await discardLocked(page);
    expect(await readPinState(page)).toEqual({ isSet: false, isUnfinished: false, tries: 0 });
    expect(await readDraft(id, page)).toBeUndefined();
    for (const tab of [page, other]) {
      const draft = await createDraft(tab);
      expect(await readDraft(draft.id, start())).toEqual(draft);
    }
  });
});
