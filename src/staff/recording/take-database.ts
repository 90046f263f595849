// Where an officer's recordings lie until they are sent: IndexedDB of the console's own, so that a crash in the middle
// loses a second and not an answer in sign language. The citizen's store is another, and never touched from here.
//
// An office machine is shared (draft-store.ts), and a recording is too large for sessionStorage. So the bytes are here,
// and what keeps them from whoever sits down next is that they go: with the sending, with signing out, when somebody else
// signs in, and after a day (console-takes.ts). Where the browser gives no IndexedDB they are in memory, and the page says
// so (`isDurable`).

import type { RecordedKind } from '../../media/formats.ts';

export interface TakeRecord {
  /** UUIDv7 */
  id: string;
  /** Who made it (ownerOf), and for what. Nobody else and nothing else is given it. */
  owner: string;
  purpose: string;
  kind: RecordedKind;
  mediaType: string;
  byteLength: number;
  durationMs: number;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** Each act is on the disk when it answers, or rejects with the browser's DOMException. */
export interface TakeDatabase {
  readonly isDurable: boolean;
  begin(record: TakeRecord): Promise<void>;
  /** @returns false when the recording is gone */
  append(id: string, bytes: ArrayBuffer, durationMs: number): Promise<boolean>;
  list(): Promise<TakeRecord[]>;
  chunks(id: string): Promise<ArrayBuffer[]>;
  remove(id: string): Promise<void>;
}

const NAME = 'kopru-console';
const TAKES = 'takes';
const CHUNKS = 'chunks';

let opened: Promise<TakeDatabase> | undefined;

/** The one of this page. */
export function takeDatabase(): Promise<TakeDatabase> {
  opened ??= openTakeDatabase();
  return opened;
}

async function openTakeDatabase(): Promise<TakeDatabase> {
  try {
    return onDisk(await openDatabase());
  } catch {
    return inMemory();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(TAKES, { keyPath: 'id' });
      request.result.createObjectStore(CHUNKS);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException('blocked', 'InvalidStateError'));
  });
}

function onDisk(database: IDBDatabase): TakeDatabase {
  // A newer console in another tab wants another version: it shall not wait for this one.
  database.onversionchange = () => database.close();
  const write = async <Value>(
    act: (takes: IDBObjectStore, chunks: IDBObjectStore) => Promise<Value> | Value,
  ): Promise<Value> => {
    const transaction = database.transaction([TAKES, CHUNKS], 'readwrite', { durability: 'strict' });
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    complete.catch(() => undefined);
    const value = await act(transaction.objectStore(TAKES), transaction.objectStore(CHUNKS));
    await complete;
    return value;
  };
  const read = <Value>(store: string, ask: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> =>
    answerOf(ask(database.transaction(store).objectStore(store)));
  return {
    isDurable: true,
    begin: (record) => write(async (takes) => void (await answerOf(takes.put(record)))),
    append: (id, bytes, durationMs) =>
      write(async (takes, chunks) => {
        const record: TakeRecord | undefined = await answerOf(takes.get(id));
        if (!record) return false;
        chunks.put(bytes, [id, record.byteLength]);
        const byteLength = record.byteLength + bytes.byteLength;
        await answerOf(takes.put({ ...record, byteLength, durationMs }));
        return true;
      }),
    list: () => read(TAKES, (takes) => takes.getAll()),
    chunks: (id) => read(CHUNKS, (chunks) => chunks.getAll(chunksOf(id))),
    remove: (id) =>
      write(async (takes, chunks) => {
        takes.delete(id);
        await answerOf(chunks.delete(chunksOf(id)));
      }),
  };
}

function inMemory(): TakeDatabase {
  const takes = new Map<string, { record: TakeRecord; chunks: ArrayBuffer[] }>();
  return {
    isDurable: false,
    async begin(record) {
      takes.set(record.id, { record, chunks: [] });
    },
    async append(id, bytes, durationMs) {
      const take = takes.get(id);
      if (!take) return false;
      take.chunks.push(bytes);
      take.record = { ...take.record, byteLength: take.record.byteLength + bytes.byteLength, durationMs };
      return true;
    },
    list: async () => [...takes.values()].map(({ record }) => record),
    chunks: async (id) => takes.get(id)?.chunks ?? [],
    async remove(id) {
      takes.delete(id);
    },
  };
}

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function chunksOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]);
}
