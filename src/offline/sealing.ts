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
// X3  The key is on the disk before the first thing that it seals. Of two tabs that make one, the second takes the first's;
//     an emptied store begins with a new one, because a key is remembered no longer than a connection.
// X4  What an older version left readable is read as it is, and sealed whenever it is written (reseal.ts).

import type { Database } from './database.ts';
import type { OfflineEnvironment } from './environment.ts';
import type { ActRecord, DraftRecord, OutboxEntry, RecordingRecord, Sealed, StoredThread } from './schema.ts';
import { IV_BYTES } from './sealed-bytes.ts';

/** Of a record so much lies readable: what the rules need inside a transaction, and nothing that names or tells. */
const CLEAR: Readonly<Record<string, readonly string[]>> = {
  drafts: ['id', 'revision'] satisfies (keyof DraftRecord)[],
  outbox: ['id', 'draftId', 'createdAt', 'status'] satisfies (keyof OutboxEntry)[],
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
/** More than a phone holds. */
const MOST_REMEMBERED = 2_000;

/** A record as JSON, or bytes: the very same object in each run. */
type Content = string | ArrayBuffer;
type Plain = Record<string, unknown>;
type Stored = Plain & Partial<Sealed>;

/** What a connection remembers. */
interface Memory {
  key: CryptoKey | undefined;
  /** What was opened or sealed, by place and initialisation vector. */
  opened: Map<string, string>;
  /** What was sealed last for a place. */
  last: Map<string, { content: Content; sealed: ArrayBuffer }>;
}
const memories = new WeakMap<Database, Memory>();

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
      if (!seals.isWanting()) throw error;
    }
    await seals.provide();
  }
  throw new Error('each run puts something new');
}

/** Of one work, over its runs. */
export class Seals {
  readonly #database: Database;
  readonly #environment: OfflineEnvironment;
  readonly #memory: Memory;
  /** Of bytes, which are too many to be remembered. */
  readonly #bytes: Memory['last'] = new Map();
  #toOpen: { place: string; sealed: ArrayBuffer }[] = [];
  #toSeal: { place: string; content: Content }[] = [];

  constructor(database: Database, environment: OfflineEnvironment) {
    this.#database = database;
    this.#environment = environment;
    const known = memories.get(database);
    this.#memory = known ?? { key: undefined, opened: new Map(), last: new Map() };
    memories.set(database, this.#memory);
    if (this.#memory.opened.size > MOST_REMEMBERED) this.#memory.opened.clear();
  }

  isWanting(): boolean {
    return this.#toOpen.length + this.#toSeal.length > 0;
  }

  /** The transaction as its work sees it. */
  over<T extends { objectStore(name: never): object }>(transaction: T): T {
    const objectStore = (name: string): object => {
      const store = transaction.objectStore(name as never);
      if (name in CLEAR) return layOver(store, this.#records(name, store as StoreOfRecords));
      return OF_BYTES.includes(name) ? layOver(store, this.#bytesOf(name, store as StoreOfBytes)) : store;
    };
    return layOver(transaction, { objectStore });
  }

  /** Makes ready what the last run has missed. */
  async provide(): Promise<void> {
    const opening = this.#toOpen.splice(0).map(async ({ place, sealed }) => {
      this.#remember(place, new TextDecoder().decode(await this.open(place, sealed)), sealed);
    });
    await Promise.all([
      ...opening,
      ...this.#toSeal.splice(0).map(({ place, content }) => this.seal(place, content)),
    ]);
  }

  async open(place: string, sealed: ArrayBuffer): Promise<ArrayBuffer> {
    const iv = new Uint8Array(sealed, 0, IV_BYTES);
    const cipher = new Uint8Array(sealed, IV_BYTES);
    return await this.#environment.cryptography.open(await this.#key(), iv, utf8(place), cipher);
  }

  async seal(place: string, content: Content): Promise<void> {
    const { cryptography } = this.#environment;
    const iv = cryptography.randomBytes(IV_BYTES);
    const bytes = typeof content === 'string' ? utf8(content) : new Uint8Array(content);
    const cipher = new Uint8Array(await cryptography.seal(await this.#key(), iv, utf8(place), bytes));
    const whole = new Uint8Array(IV_BYTES + cipher.length);
    whole.set(iv);
    whole.set(cipher, IV_BYTES);
    this.#remember(place, content, whole.buffer);
  }

  #remember(place: string, content: Content, sealed: ArrayBuffer): void {
    const isText = typeof content === 'string';
    if (isText) this.#memory.opened.set(idOf(place, sealed), content);
    (isText ? this.#memory.last : this.#bytes).set(place, { content, sealed });
  }

  async #key(): Promise<CryptoKey> {
    // Two that come here at once find the same (X3).
    this.#memory.key ??= await readKey(this.#database, this.#environment);
    return this.#memory.key;
  }

  #records(name: string, store: StoreOfRecords): Partial<StoreOfRecords> {
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
        const sealed = personal && this.#sealed(place, personal);
        return sealed === null ? undefined : await store.put(sealed ? { ...clear, sealed } : clear);
      },
    };
  }

  #bytesOf(name: string, store: StoreOfBytes): StoreOfBytes {
    return {
      put: async (value, key) => {
        // A record beside the bytes; it tells no more than they weigh.
        if (!('slice' in value)) return await store.put(value, key);
        const sealed = this.#sealed(placeOf(name, key), value as ArrayBuffer);
        return sealed === null ? undefined : await store.put({ sealed }, key);
      },
    };
  }

  #opened(name: string, { sealed, ...clear }: Stored): Plain {
    if (!sealed) return clear;
    const [, , place] = divide(name, clear);
    const text = this.#memory.opened.get(idOf(place, sealed));
    if (text === undefined) this.#toOpen.push({ place, sealed });
    return text === undefined ? clear : { ...clear, ...JSON.parse(text) };
  }

  /** @returns null when it has to be sealed first */
  #sealed(place: string, content: Content): ArrayBuffer | null {
    const last = (typeof content === 'string' ? this.#memory.last : this.#bytes).get(place);
    if (last?.content === content) return last.sealed;
    this.#toSeal.push({ place, content });
    return null;
  }
}

/** Seals a record ahead of the transaction that will put it, so that that one needs no second run. */
export async function sealAhead(seals: Seals, store: string, record: object): Promise<void> {
  const [, personal, place] = divide(store, record as Plain);
  if (personal) await seals.seal(place, personal);
}

/** Bytes that lie in a store: sealed, or as an older version left them (X4). */
export async function openedBytes(
  seals: Seals,
  store: string,
  key: unknown,
  value: ArrayBuffer | Sealed,
): Promise<ArrayBuffer> {
  return 'sealed' in value ? await seals.open(placeOf(store, key), value.sealed) : value;
}

/** X3. */
async function readKey(database: Database, environment: OfflineEnvironment): Promise<CryptoKey> {
  const known = await database.transaction('device').objectStore('device').get('key');
  if (known?.name === 'key') return known.key;
  const key = await environment.cryptography.makeKey();
  const transaction = database.transaction('device', 'readwrite', { durability: 'strict' });
  const { done } = transaction;
  done.catch(() => undefined);
  try {
    const device = transaction.objectStore('device');
    const first = await device.get('key');
    if (first?.name !== 'key') await device.put({ name: 'key', key });
    await done;
    return first?.name === 'key' ? first.key : key;
  } catch (error) {
    // The more telling of two: where there is no room, only the transaction says so.
    throw transaction.error ?? error;
  }
}

/** The clear part of a record, the other as JSON, undefined where there is none, and its place. */
function divide(store: string, record: Plain): [clear: Plain, personal: string | undefined, place: string] {
  const names = CLEAR[store] ?? [];
  const part = (isClear: boolean): [string, unknown][] =>
    Object.entries(record).filter(([name]) => names.includes(name) === isClear);
  const personal = part(false);
  return [
    Object.fromEntries(part(true)),
    personal.length > 0 ? JSON.stringify(Object.fromEntries(personal)) : undefined,
    // The key comes first.
    placeOf(store, record[names[0] ?? '']),
  ];
}

function placeOf(store: string, key: unknown): string {
  return `${store} ${JSON.stringify(key)}`;
}

function idOf(place: string, sealed: ArrayBuffer): string {
  return `${place} ${new Uint8Array(sealed, 0, IV_BYTES)}`;
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
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
