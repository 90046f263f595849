// The one connection of a page or worker to the device's store, and the only two ways to use it: read and write.
//
// D1  A write that has resolved is on the disk: `durability: 'strict'`, and the transaction's own `complete`.
// D2  A write is one transaction: all of it or none of it.
// D3  A connection that the system took away (iOS does) is opened again, and the work done again, once.
// D4  A newer version of the app is never kept waiting by this one: it gives its connection up.
// What is personal is sealed and opened on the way (sealing.ts): a work may run several times for that, too.
// Every failure leaves here as a StorageFault.

import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { type OfflineEnvironment, platform } from './environment.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';
import { promised } from './promised.ts';
import { DATABASE_NAME, type KopruSchema, type Sealed } from './schema.ts';
import type { Seals } from './sealing.ts';
import { nameOf, StorageFault, toStorageFault } from './storage-fault.ts';

export type Database = IDBPDatabase<KopruSchema>;
type Stores = StoreNames<KopruSchema>[];
export type ReadTransaction<S extends Stores> = IDBPTransaction<KopruSchema, S, 'readonly'>;
export type WriteTransaction<S extends Stores> = IDBPTransaction<KopruSchema, S, 'readwrite'>;

/** How long an older tab that does not let go may hold up the opening before the page is told. */
const BLOCKED_PATIENCE_MS = 10_000;
/** What a lost connection looks like: closed, "connection to Indexed Database server lost", cut off in the middle. */
const LOST: readonly (string | undefined)[] = ['InvalidStateError', 'UnknownError', 'AbortError'];

const connections = new WeakMap<OfflineEnvironment, Promise<Database>>();

/** Opens the store at its newest version, or gives the connection that is already open. @throws StorageFault */
export function openDatabase(
  environment: OfflineEnvironment = platform,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Database> {
  const known = connections.get(environment);
  if (known) return known;
  const forget = (): void => {
    if (connections.get(environment) === opening) connections.delete(environment);
  };
  const opening = connect(environment, migrations, forget);
  connections.set(environment, opening);
  opening.catch(forget);
  return opening;
}

/** Closes the connection of this page or worker; the next use opens a new one. */
export async function closeDatabase(environment: OfflineEnvironment = platform): Promise<void> {
  const opening = connections.get(environment);
  connections.delete(environment);
  const database = await opening?.catch(() => undefined);
  database?.close();
}

/** Reads in one transaction, which sees one state. @throws StorageFault */
export function read<S extends Stores, T>(
  environment: OfflineEnvironment,
  stores: S,
  work: (transaction: ReadTransaction<S>) => Promise<T>,
): Promise<T> {
  return sealing(environment, async (seals, database) => {
    const transaction = database.transaction(stores, 'readonly');
    transaction.done.catch(() => undefined);
    return await work(seals.over(transaction));
  });
}

/**
 * Writes in one strict transaction and resolves when it is on the disk (D1, D2).
 * @param work may await nothing but the transaction's own requests, and may run again (D3, sealing.ts): it decides by what
 *   it finds, never by what it did before, and puts the same where it finds the same
 * @throws StorageFault
 */
export function write<S extends Stores, T>(
  environment: OfflineEnvironment,
  stores: S,
  work: (transaction: WriteTransaction<S>) => Promise<T>,
): Promise<T> {
  return sealing(environment, (seals, database) => writeOnce(database, stores, work, seals));
}

async function writeOnce<S extends Stores, T>(
  database: Database,
  stores: S,
  work: (transaction: WriteTransaction<S>) => Promise<T>,
  seals: Seals,
): Promise<T> {
  const transaction = begin(database, stores);
  const done = transaction.done.then(
    () => ({ isDone: true as const }),
    (error: unknown) => ({ isDone: false as const, error }),
  );
  try {
    const result = await work(seals.over(transaction));
    if (seals.isWanting()) abort(transaction);
    const end = await done;
    if (end.isDone || seals.isWanting()) return result;
    throw toCause(end.error, transaction.error);
  } catch (error) {
    abort(transaction);
    throw toCause(error, transaction.error);
  }
}

/** Strict, and over the marks of replaced keys, too (device-key.ts, L1). */
function begin<S extends Stores>(database: Database, stores: S): WriteTransaction<S> {
  return database.transaction([...stores, 'device'] as Stores as S, 'readwrite', { durability: 'strict' });
}

/** The bytes of a chunk or of an answer's piece, as it was put. @throws StorageFault */
export async function openBytes<N extends 'chunks' | 'answers'>(
  store: N,
  key: KopruSchema[N]['key'],
  value: ArrayBuffer | Sealed,
  environment: OfflineEnvironment,
): Promise<ArrayBuffer> {
  const { openedBytes } = await bringSealing();
  return await sealing(environment, (seals) => openedBytes(seals, store, key, value));
}

let brought: Promise<typeof import('./sealing.ts')> | undefined;

/** Not among the first screen's files: nothing can be kept before it has come, but a page can be shown. */
function bringSealing(): Promise<typeof import('./sealing.ts')> {
  brought ??= import('./sealing.ts').catch((error: unknown) => {
    brought = undefined;
    throw error;
  });
  return brought;
}

/** One work on the open database, run until all that it needs is opened and sealed. @throws StorageFault */
function sealing<T>(
  environment: OfflineEnvironment,
  run: (seals: Seals, database: Database) => Promise<T>,
): Promise<T> {
  return withConnection(environment, async (database) => {
    const { withSeals } = await bringSealing();
    return await withSeals(database, environment, (seals) => run(seals, database));
  });
}

async function withConnection<T>(
  environment: OfflineEnvironment,
  use: (database: Database) => Promise<T>,
): Promise<T> {
  try {
    const database = await openDatabase(environment);
    try {
      return await use(database);
    } catch (error) {
      if (!LOST.includes(nameOf(error))) throw error;
      await closeDatabase(environment);
      return await use(await openDatabase(environment));
    }
  } catch (error) {
    throw toStorageFault(error);
  }
}

/** The more telling of two: a request says AbortError where its transaction says QuotaExceededError. */
function toCause(thrown: unknown, ofTransaction: DOMException | null): unknown {
  return nameOf(thrown) === 'AbortError' && ofTransaction !== null ? ofTransaction : thrown;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // Already finished: what failed was its end, not the work before it.
  }
}

function connect(
  environment: OfflineEnvironment,
  migrations: readonly Migration[],
  forget: () => void,
): Promise<Database> {
  return new Promise((resolve, reject) => {
    const request = environment.indexedDB.open(DATABASE_NAME, migrations.length);
    let stopWaiting = (): void => undefined;
    let isGivenUp = false;
    request.addEventListener('upgradeneeded', ({ oldVersion }) => {
      const { result, transaction } = request;
      if (transaction) for (const migrate of migrations.slice(oldVersion)) migrate(result, transaction);
    });
    request.addEventListener('blocked', () => {
      stopWaiting = environment.setTimer(() => {
        isGivenUp = true;
        reject(new StorageFault('unavailable', new Error('an older tab keeps the store open')));
      }, BLOCKED_PATIENCE_MS);
    });
    request.addEventListener('error', () => {
      stopWaiting();
      reject(toStorageFault(request.error));
    });
    request.addEventListener('success', () => {
      stopWaiting();
      const { result } = request;
      if (isGivenUp) return result.close();
      // D4. A tab of an older version then fails with `unavailable`, and keeps its text on the screen.
      result.addEventListener('versionchange', () => {
        forget();
        result.close();
      });
      result.addEventListener('close', forget);
      // Nobody can know the schema of what is opened; the migrations make it true.
      resolve(promised(result) as Database);
    });
  });
}
