// What the simulation must know and do behind the back of fake-indexeddb (version pinned): see what is committed, cut
// a dead process off from its database, make a transaction fail. Its own types do not show these parts, so the one
// place that reaches for them is here.

import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';

interface Listener {
  type: string;
  callback: (event: unknown) => void;
  capture: boolean;
}

interface RawTransaction {
  db: object;
  mode: string;
  listeners: Listener[];
  _state: 'active' | 'inactive' | 'committing' | 'finished';
  _started: boolean;
  _requests: { request: { listeners: Listener[]; readyState: string } }[];
  _openRequest: object | null;
  _abort(errorName: string | null): void;
}

interface RawRecords {
  values(): Iterable<{ key: unknown; value: unknown }>;
  /** When it was changed last, by `lastChange`. */
  changedAt?: number;
}

interface RawDatabase {
  transactions: RawTransaction[];
  processTransactions: () => void;
  rawObjectStores: Map<string, { records: RawRecords }>;
}

export interface RawOpenRequest {
  listeners: Listener[];
  readyState: string;
  result: { close(): void; listeners: Listener[] } | undefined;
  transaction: RawTransaction | null;
}

/** By these, and nothing else, a store's records change, also when a transaction is rolled back. */
const CHANGING = ['put', 'delete', 'deleteByKeyAndValue', 'clear'] as const;
/** Counted over all stores of all phones, so that a store that was made anew is never taken for the one before. */
let lastChange = 0;
const watched = new WeakSet<object>();

/** From now on every change of any store is noted: nothing of it was asked before. */
function watch(records: RawRecords): void {
  const own = Object.getPrototypeOf(records);
  if (watched.has(own)) return;
  watched.add(own);
  for (const name of CHANGING) {
    const change = own[name];
    own[name] = function (this: RawRecords, ...args: unknown[]) {
      this.changedAt = ++lastChange;
      return change.apply(this, args);
    };
  }
}

/** Listeners that fake-indexeddb attaches to each transaction for itself. */
const OWN_LISTENERS = 3;

export class FakeDatabase {
  readonly factory = new IDBFactory();

  /** Whether something is being written, so that the records are between two states. */
  isBeingWritten(): boolean {
    for (const { transactions } of this.#all().values()) {
      for (const { mode, _started, _state } of transactions) {
        if (mode !== 'readonly' && _started && _state !== 'finished') return true;
      }
    }
    return false;
  }

  /** A number that is another whenever the records of the store are others. */
  changedAt(store: string, database?: string): number {
    const records = this.#raw(database)?.rawObjectStores.get(store)?.records;
    if (!records) return 0;
    watch(records);
    return records.changedAt ?? 0;
  }

  /** The records of a store as they lie on the simulated disk. Not to be changed. */
  records(store: string, database?: string): unknown[] {
    const raw = this.#raw(database)?.rawObjectStores.get(store);
    return raw ? Array.from(raw.records.values(), ({ value }) => value) : [];
  }

  /** The records of a store with their keys. */
  entries(store: string): { key: unknown; value: unknown }[] {
    const raw = this.#raw()?.rawObjectStores.get(store);
    return raw ? Array.from(raw.records.values()) : [];
  }

  /**
   * A process dies. Nothing it awaits will ever come; what it had not committed is rolled back, except a transaction
   * that only waited for its commit: that one may be on the disk or not.
   * @returns whether it was writing
   */
  cutOff(
    openings: readonly RawOpenRequest[],
    connections: ReadonlySet<object>,
    isCommitted: () => boolean,
  ): boolean {
    let wasWriting = false;
    for (const request of openings) silenceOpening(request);
    const all = [...this.#all().values()];
    for (const raw of all) wasWriting = cut(raw, openings, connections, isCommitted) || wasWriting;
    return wasWriting;
  }

  #raw(database = 'kopru'): RawDatabase | undefined {
    return this.#all().get(database);
  }

  #all(): Map<string, RawDatabase> {
    return (this.factory as unknown as { _databases: Map<string, RawDatabase> })._databases;
  }
}

/** @returns whether something was being written */
function cut(
  raw: RawDatabase,
  openings: readonly RawOpenRequest[],
  connections: ReadonlySet<object>,
  isCommitted: () => boolean,
): boolean {
  let wasWriting = false;
  for (const transaction of raw.transactions) {
    const isOurs =
      connections.has(transaction.db) || openings.some((request) => request === transaction._openRequest);
    if (!isOurs) continue;
    const isWaitingForCommit = transaction._started && transaction._requests.length === 0;
    // Also of one that was just aborted: its events are still on their way.
    for (const { request } of transaction._requests) request.listeners = [];
    transaction.listeners = transaction.listeners.filter(
      ({ callback }, index) => index < OWN_LISTENERS || callback === raw.processTransactions,
    );
    if (transaction._state === 'finished') continue;
    wasWriting ||= transaction.mode !== 'readonly';
    const isOnTheDisk = transaction.mode !== 'versionchange' && isWaitingForCommit && isCommitted();
    if (!isOnTheDisk) transaction._abort(null);
  }
  return wasWriting;
}

/** The system takes a connection away, as iOS does. */
export function forceClose(connection: IDBDatabase): void {
  // Its type asks for the class instead of one of its objects.
  forceCloseDatabase(connection as unknown as typeof IDBDatabase);
}

// A browser drops an opening whose page is gone. Without a listener the fake would create an empty version 1.
function silenceOpening(request: RawOpenRequest): void {
  const abort = (): void => request.transaction?._abort(null);
  const close = (): void => request.result?.close();
  request.listeners = [
    { type: 'upgradeneeded', callback: abort, capture: false },
    { type: 'success', callback: close, capture: false },
  ];
}
