import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from './database.ts';
import { readDraft } from './drafts.ts';
import { type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import { readPlayable } from './kept-answers.ts';
import { readChunks, readRecording } from './recordings.ts';
import { isResealed, resealAll } from './reseal.ts';

const DRAFT = { id: 'd1', answers: { description: 'gizlicümle' }, createdAt: 1, changedAt: 2 };
const RECORDING = { id: 'r1', draftId: 'd1', name: 'gizli.pdf', mediaType: 'application/pdf', byteLength: 5 };
const MEDIUM = { applicationId: 'a1', id: 'm1', rendition: 'mp4', mediaType: 'audio/mp4', digest: '' };
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).slice().buffer;
const textOf = (buffer: ArrayBuffer | undefined): string => Buffer.from(buffer ?? bytes('')).toString();

let environment: MockEnvironment;

/** What an older version left: readable. */
beforeEach(async () => {
  environment = mockEnvironment();
  const database = await openDatabase(environment);
  const all = database.transaction(['drafts', 'recordings', 'chunks', 'answers'], 'readwrite');
  await all.objectStore('drafts').put({ id: 'd1', revision: 1, draft: DRAFT });
  await all.objectStore('recordings').put(RECORDING as never);
  await all.objectStore('chunks').put(bytes('gizli'), ['r1', 0]);
  const poster = bytes('gizliresim');
  await all.objectStore('answers').put({ ...MEDIUM, byteLength: 8, keptBytes: 8, poster }, ['a1', 'm1', -1]);
  await all.objectStore('answers').put(bytes('gizlises'), ['a1', 'm1', 0]);
  await all.done;
  await closeDatabase(environment);
});

async function disk(): Promise<string> {
  const database = await openDatabase(environment);
  const stores = ['drafts', 'recordings', 'chunks', 'answers'] as const;
  const all = await Promise.all(
    stores.map((store) => database.transaction(store).objectStore(store).getAll()),
  );
  return JSON.stringify(all.flat(), (_key, value: unknown) =>
    Object.prototype.toString.call(value) === '[object ArrayBuffer]'
      ? Buffer.from(value as ArrayBuffer).toString('latin1')
      : value,
  );
}

async function expectReadable(): Promise<void> {
  const page = mockEnvironment(environment.device);
  expect(await readDraft('d1', page)).toEqual(DRAFT);
  expect(await readRecording('r1', page)).toEqual(RECORDING);
  expect((await readChunks('r1', page)).map(textOf)).toEqual(['gizli']);
  const playable = await readPlayable('a1', 'm1', page);
  expect([textOf(playable?.bytes[0]), textOf(playable?.poster)]).toEqual(['gizlises', 'gizliresim']);
}

describe('what an older version left readable', () => {
  it('is read as it is, and sealed by and by', async () => {
    await expectReadable();
    expect(await disk()).toContain('gizli');
    expect(await isResealed(environment)).toBe(false);
    await resealAll(environment);
    expect(await disk()).not.toContain('gizli');
    expect(await isResealed(environment)).toBe(true);
    await expectReadable();
  });

  it('is readable wherever the sealing is cut off, and the next start ends it (N1)', async () => {
    for (let writes = 0; ; writes++) {
      expect(writes).toBeLessThan(40);
      const page = mockEnvironment(environment.device);
      await openDatabase(page);
      const database = page.connection();
      const begin = database.transaction.bind(database);
      let left = writes;
      database.transaction = (stores, mode, options) => {
        if (mode === 'readwrite' && left-- <= 0) throw new RangeError('cut off');
        return begin(stores, mode, options);
      };
      const isDone = await resealAll(page).then(
        () => true,
        () => false,
      );
      await closeDatabase(page);
      await expectReadable();
      if (isDone) break;
    }
    expect(await disk()).not.toContain('gizli');
  });
});
