import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closeDatabase, openDatabase, read, write } from './database.ts';
import { type MockEnvironment, mockDevice, mockEnvironment, settle } from './environment.mock.ts';
import { MIGRATIONS } from './migrations.ts';

const STORED = { name: 'stored' } as const;
let environment: MockEnvironment;
beforeEach(() => {
  environment = mockEnvironment();
});

const put = () => write(environment, ['device'], (tx) => tx.objectStore('device').put(STORED));
const get = () => read(environment, ['device'], (tx) => tx.objectStore('device').get('stored'));

describe('a write', () => {
  it('is strict (D1)', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await put();
    expect(transaction).toHaveBeenCalledWith(['device', 'device'], 'readwrite', { durability: 'strict' });
    transaction.mockRestore();
  });

  it('resolves on complete, not on the success of its request (D1)', async () => {
    const order: string[] = [];
    await openDatabase(environment);
    const database = environment.connection();
    const begin = database.transaction.bind(database);
    database.transaction = (stores, mode, options) => {
      const transaction = begin(stores, mode, options);
      transaction.addEventListener('complete', () => order.push('complete'));
      return transaction;
    };
    await write(environment, ['device'], async (tx) => {
      await tx.objectStore('device').put(STORED);
      order.push('request');
    });
    order.push('resolved');
    expect(order).toEqual(['request', 'complete', 'resolved']);
  });

  it('is all or nothing: what its work had put before it failed is rolled back (D2)', async () => {
    const failing = write(environment, ['device'], async (tx) => {
      await tx.objectStore('device').put(STORED);
      throw new RangeError('in the middle');
    });
    await expect(failing).rejects.toMatchObject({
      name: 'StorageFault',
      cause: { message: 'in the middle' },
    });
    expect(await get()).toBeUndefined();
  });

  it('says "quota" when the transaction is aborted for want of room', async () => {
    const failing = write(environment, ['device'], async (tx) => {
      await tx.objectStore('device').put(STORED);
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(failing).rejects.toMatchObject({ reason: 'quota' });
  });
});

describe('a connection', () => {
  it('is opened once for many uses', async () => {
    expect(openDatabase(environment)).toBe(openDatabase(environment));
  });

  it('that the system has taken away is opened again, and the work done (D3)', async () => {
    const database = await openDatabase(environment);
    await put();
    forceCloseDatabase(environment.connection() as never);
    expect(await get()).toEqual(STORED);
    expect(await openDatabase(environment)).not.toBe(database);
  });

  it('that breaks in the middle of the work is opened again, once (D3)', async () => {
    let runs = 0;
    const work = () =>
      read(environment, ['device'], async () => {
        runs++;
        throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
      });
    await expect(work()).rejects.toMatchObject({ reason: 'unavailable' });
    expect(runs).toBe(2);
  });

  it('is given up for a newer version of the app (D4), and then says so instead of writing', async () => {
    await put();
    const newer = mockEnvironment(environment.device);
    const database = await openDatabase(newer, [...MIGRATIONS, (db) => db.createObjectStore('later')]);
    expect([...database.objectStoreNames]).toContain('later');
    await expect(put()).rejects.toMatchObject({ reason: 'unavailable', cause: { name: 'VersionError' } });
  });

  it('that an older tab holds up is given up after ten seconds', async () => {
    const older = environment.device.factory.open('kopru', 1);
    older.onupgradeneeded = () => MIGRATIONS[0]?.(older.result, older.transaction ?? expect.fail());
    await vi.waitFor(() => expect(older.readyState).toBe('done'));
    const opening = openDatabase(environment, [...MIGRATIONS, () => undefined]);
    const outcome = expect(opening).rejects.toMatchObject({ reason: 'unavailable' });
    await settle();
    await environment.advance(10_000);
    await outcome;
    older.result.close();
    await settle();
    await expect(openDatabase(environment, [...MIGRATIONS, () => undefined])).resolves.toBeDefined();
  });

  it('that cannot be opened is a fault of the store, and is tried anew at the next use', async () => {
    const open = vi.spyOn(environment.device.factory, 'open').mockImplementationOnce(() => {
      throw new DOMException('private mode', 'SecurityError');
    });
    await expect(get()).rejects.toMatchObject({ name: 'StorageFault', reason: 'unavailable' });
    expect(await get()).toBeUndefined();
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('can be closed and used again', async () => {
    await put();
    await closeDatabase(environment);
    expect(await get()).toEqual(STORED);
  });
});

it('two tabs see one store', async () => {
  const device = mockDevice();
  environment = mockEnvironment(device);
  await put();
  environment = mockEnvironment(device);
  expect(await get()).toEqual(STORED);
});
