// What is personal lies on the disk only sealed: AES-256-GCM under the device's key. The stores below look to their users as
// if it were not.
//
// A cipher is waited for, and a transaction does not outlive waiting. So the work of a transaction runs until it needs what
// is not opened yet, or has put what is not sealed yet; it is rolled back, that is made ready, and the work runs again.
// What was opened or sealed once is remembered, so that most works run once.
//
//     work ─▶ all at hand? ─yes─▶ commit
//      ▲          │no: abort
//      └── open, seal
//
// X1  Nothing personal is given to the disk before it is sealed; a work that is rolled back has put nothing plain.
// X2  What is sealed is bound to its place: in another record, or at another place of a recording, it does not open.
// X3  The key is on the disk before the first thing that it seals (device-key.ts).
// X4  What an older version left readable is read as it is, and sealed whenever it is written (reseal.ts).
// X5  What has to be sealed in the task in which a page goes away is laid under a pad that was sealed before (prepared-pad.ts,
//     last-words.ts).

import { Ciphers, type Content } from './ciphers.ts';
import type { Database } from './database.ts';
import type { OfflineEnvironment } from './environment.ts';
import {
  type ActRecord,
  type DraftRecord,
  type OutboxEntry,
  type RecordingRecord,
  retiredName,
  type Sealed,
  type StoredThread,
} from './schema.ts';

/** Of a record so much lies readable: what the rules need inside a transaction, and nothing that names or tells. */
const CLEAR: Readonly<Record<string, readonly string[]>> = {
  drafts: ['id', 'revision'] satisfies (keyof DraftRecord)[],
  outbox: ['id', 'draftId', 'createdAt', 'status', 'given'] satisfies (keyof OutboxEntry)[],
  threads: ['applicationId', 'unreadReplyIds', 'refreshedAt'] satisfies (keyof StoredThread)[],
  acts: ['id', 'applicationId', 'createdAt', 'status'] satisfies (keyof ActRecord)[],
  recordings: [
    'id',
    'draftId',
    'kind',
    'mediaType',
    'byteLength',
    'durationMs',
    'createdAt',
    'state',
    'upload',
  ] satisfies (keyof RecordingRecord)[],
};
/** Stores of bytes, which are sealed when they are put and opened by who reads them (openedBytes). */
const OF_BYTES: readonly string[] = ['chunks', 'answers'];

/** More can only be a fault of ours: each run has learnt from the one before. */
const MOST_RUNS = 20;

type Plain = Record<string, unknown>;
type Stored = Plain & Partial<Sealed>;

/** @param run one transaction; it commits nothing while the seals are wanting, and is run again then */
export async function withSeals<T>(
  database: Database,
  environment: OfflineEnvironment,
  run: (seals: Seals) => Promise<T>,
): Promise<T> {
  const seals = new Seals(database, environment);
  for (let runs = 0; runs < MOST_RUNS; runs++) {
    try {
      const result = await run(seals);
      if (!seals.isWanting()) return result;
    } catch (error) {
      if (!seals.isWanting() && !(await seals.ciphers.takesNewKey())) throw error;
    }
    await seals.provide();
  }
  throw new Error('each run puts something new');
}

/** Of one work, over its runs. */
export class Seals {
  readonly ciphers: Ciphers;
  #toOpen: { place: string; sealed: Sealed }[] = [];
  #toSeal: { place: string; content: Content }[] = [];

  constructor(database: Database, environment: OfflineEnvironment) {
    this.ciphers = new Ciphers(database, environment);
  }

  isWanting(): boolean {
    return this.#toOpen.length + this.#toSeal.length > 0;
  }

  /** The transaction as its work sees it. */
  over<T extends { objectStore(name: never): object }>(transaction: T): T {
    let isHeld = false;
    // L1. Requests only, so that they fit into one task.
    const hold = (): void => {
      if (isHeld) return;
      isHeld = true;
      const device = transaction.objectStore('device' as never) as StoreOfMarks;
      const name = retiredName(this.ciphers.keyId);
      device.add({ name }).catch(() => undefined);
      device.delete(name).catch(() => undefined);
    };
    const objectStore = (name: string): object => {
      const store = transaction.objectStore(name as never);
      const of: Over = { name, hold };
      if (name in CLEAR) return layOver(store, this.#records(of, store as StoreOfRecords));
      return OF_BYTES.includes(name) ? layOver(store, this.#bytesOf(of, store as StoreOfBytes)) : store;
    };
    return layOver(transaction, { objectStore });
  }

  /** Makes ready what the last run has missed. */
  async provide(): Promise<void> {
    await Promise.all([
      ...this.#toOpen.splice(0).map(({ place, sealed }) => this.ciphers.openText(place, sealed)),
      ...this.#toSeal.splice(0).map(({ place, content }) => this.ciphers.seal(place, content)),
    ]);
  }

  #records({ name, hold }: Over, store: StoreOfRecords): Partial<StoreOfRecords> {
    const open = (records: (Stored | undefined)[]): Stored[] => {
      const opened = records.map((record) => record && this.#opened(name, record)) as Stored[];
      if (this.#toOpen.length > 0) throw new Error('sealed');
      return opened;
    };
    return {
      get: async (key) => open([await store.get(key)])[0],
      getAll: async (query) => open(await store.getAll(query)),
      index: (index) => {
        const found = store.index(index);
        return layOver(found, { getAll: async (query: unknown) => open(await found.getAll(query)) });
      },
      put: async (record) => {
        const [clear, personal, place] = divide(name, record);
        const sealed = personal ? this.#sealed(place, personal, hold) : {};
        return sealed && (await store.put({ ...clear, ...sealed }));
      },
    };
  }

  #bytesOf({ name, hold }: Over, store: StoreOfBytes): StoreOfBytes {
    return {
      put: async (value, key) => {
        // A record beside the bytes; it tells no more than they weigh.
        if (!('slice' in value)) return await store.put(value, key);
        const sealed = this.#sealed(placeOf(name, key), value as ArrayBuffer, hold);
        return sealed && (await store.put(sealed, key));
      },
    };
  }

  #opened(name: string, { sealed, over, ...clear }: Stored): Plain {
    if (!sealed) return clear;
    const place = placeOfRecord(name, clear);
    const text = this.ciphers.openedAtHand(place, sealed);
    if (text === undefined) this.#toOpen.push({ place, sealed: { sealed, over } });
    return text === undefined ? clear : { ...clear, ...JSON.parse(text) };
  }

  /** @returns undefined when it has to be sealed first */
  #sealed(place: string, content: Content, hold: Over['hold']): Sealed | undefined {
    const sealed = this.ciphers.sealedAtHand(place, content);
    if (sealed) hold();
    else this.#toSeal.push({ place, content });
    return sealed;
  }
}

/** Bytes that lie in a store: sealed, or as an older version left them (X4). */
export async function openedBytes(
  seals: Seals,
  store: string,
  key: unknown,
  value: ArrayBuffer | Sealed,
): Promise<ArrayBuffer> {
  return 'sealed' in value ? await seals.ciphers.open(placeOf(store, key), value.sealed) : value;
}

/** The clear part of a record, the other as JSON, undefined where there is none, and its place. */
function divide(store: string, record: Plain): [clear: Plain, personal: string | undefined, place: string] {
  const names = CLEAR[store] ?? [];
  const [clear, personal]: [Plain, Plain] = [{}, {}];
  let isPersonal = false;
  for (const [name, value] of Object.entries(record)) {
    const isClear = names.includes(name);
    isPersonal ||= !isClear;
    (isClear ? clear : personal)[name] = value;
  }
  return [clear, isPersonal ? JSON.stringify(personal) : undefined, placeOfRecord(store, record)];
}

/** The key comes first. */
function placeOfRecord(store: string, record: Plain): string {
  return placeOf(store, record[CLEAR[store]?.[0] ?? '']);
}

function placeOf(store: string, key: unknown): string {
  return `${store} ${JSON.stringify(key)}`;
}

/** A store in a transaction. */
interface Over {
  name: string;
  /** Nothing is put by a key that has been replaced. */
  hold: () => void;
}

interface StoreOfMarks {
  add(mark: { name: string }): Promise<unknown>;
  delete(name: string): Promise<unknown>;
}

interface StoreOfRecords {
  get(key: unknown): Promise<Stored | undefined>;
  getAll(query?: unknown): Promise<Stored[]>;
  put(record: Plain): Promise<unknown>;
  index(name: string): Pick<StoreOfRecords, 'getAll'>;
}

interface StoreOfBytes {
  put(value: object, key: unknown): Promise<unknown>;
}

/** The object with some of its methods replaced. */
function layOver<T extends object>(target: T, own: object): T {
  return new Proxy(target, {
    get: (_, name) => {
      if (name in own) return Reflect.get(own, name);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
