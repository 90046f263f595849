import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { promised } from './promised.ts';

interface Notes extends DBSchema {
  notes: { key: string; value: { id: string; text: string }; indexes: { 'by-text': string } };
}

let database: IDBPDatabase<Notes>;

beforeEach(async () => {
  const request = new IDBFactory().open('notes', 1);
  request.addEventListener('upgradeneeded', () =>
    request.result.createObjectStore('notes', { keyPath: 'id' }).createIndex('by-text', 'text'),
  );
  database = (await promised(request)) as typeof database;
  const { store, done } = begin();
  for (const id of ['a', 'b', 'c']) await store.put({ id, text: id === 'b' ? 'other' : 'same' });
  await done;
});

function begin() {
  const transaction = database.transaction('notes', 'readwrite');
  return { transaction, store: transaction.objectStore('notes'), done: transaction.done };
}

describe('a request', () => {
  it('is a promise of its result, of an index as of a store', async () => {
    const { store } = begin();
    expect(await store.get('b')).toEqual({ id: 'b', text: 'other' });
    expect(await store.get('z')).toBeUndefined();
    expect(await store.index('by-text').getAllKeys('same')).toEqual(['a', 'c']);
  });

  it('rejects with its own error, and its transaction does', async () => {
    const { store, done } = begin();
    const ended = expect(done).rejects.toMatchObject({ name: 'ConstraintError' });
    await expect(store.add({ id: 'a', text: 'twice' })).rejects.toMatchObject({ name: 'ConstraintError' });
    await ended;
  });

  it('that nobody waits for is heard of by its transaction alone', async () => {
    const { store, done } = begin();
    void store.add({ id: 'a', text: 'twice' });
    await expect(done).rejects.toMatchObject({ name: 'ConstraintError' });
  });

  it('of a cursor promises each of its steps, and null behind the last', async () => {
    const { store } = begin();
    const seen: string[] = [];
    for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
      seen.push(cursor.primaryKey);
      if (cursor.primaryKey === 'b') await cursor.delete();
    }
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(await store.getAllKeys()).toEqual(['a', 'c']);
  });
});

describe('a transaction', () => {
  it('is done when it is complete, also for who asks afterwards', async () => {
    const { transaction, store } = begin();
    await store.put({ id: 'd', text: 'same' });
    await transaction.done;
    expect(await transaction.done).toBeUndefined();
    expect(await database.transaction('notes').objectStore('notes').count()).toBe(4);
  });

  it('that was aborted without an error says so, and has changed nothing', async () => {
    const { transaction, store, done } = begin();
    void store.clear().catch(() => undefined);
    transaction.abort();
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
    expect(await database.transaction('notes').objectStore('notes').count()).toBe(3);
  });
});

it('leaves what a database says of itself, and every other value, as it is', () => {
  expect([...database.objectStoreNames]).toEqual(['notes']);
  expect([promised('text'), promised(undefined), promised(null)]).toEqual(['text', undefined, null]);
});
