// The records of one phone, as they lie on its disk.

import type { Draft } from '../../../src/domain/application.ts';
import type {
  ActRecord,
  DraftRecord,
  OutboxEntry,
  RecordingRecord,
  Sealed,
  StoredThread,
} from '../../../src/offline/schema.ts';
import type { SealedEntry } from '../../../src/offline/sealed-schema.ts';
import type { FakeDatabase } from '../fake-database.ts';
import { readParcel } from '../parcels/server-seals.ts';
import { isSealed, openSimulated, sealedLength } from '../sealing.ts';
import type { Thorough } from './thorough.ts';
import { Violation } from './violation.ts';
import { databaseOf, type Watched } from './watched.ts';

/** A sealed application on this disk. */
export interface Parcel {
  /** At the server. */
  id: string;
  /** SHA-256 of the application, base64url. */
  digest: string;
  state: SealedEntry['status']['state'];
  text: string;
}

export class DiskView {
  readonly #disk: FakeDatabase;
  readonly #thorough: Thorough | undefined;
  /** An earlier version has left what it did not seal. */
  isOlder = false;
  /** What was read of each store, and at which of its changes. */
  readonly #read = new Map<string, { at: number; what: unknown }>();

  /** What lies there is replaced, never changed. */
  readonly #open = new WeakMap<Sealed, object>();
  readonly #texts = new WeakMap<ArrayBuffer, string>();

  constructor(disk: FakeDatabase, thorough?: Thorough) {
    this.#disk = disk;
    this.#thorough = thorough;
  }

  isBeingWritten(): boolean {
    return this.#disk.isBeingWritten();
  }

  /** A number that is another whenever what lies in the store is. */
  changedAt(store: Watched): number {
    return this.#disk.changedAt(store, databaseOf(store));
  }

  drafts(): DraftRecord[] {
    return this.#records('drafts') as DraftRecord[];
  }

  entries(): OutboxEntry[] {
    return this.#records('outbox') as OutboxEntry[];
  }

  /** Of what lies here sealed to the server, as the server would read it. */
  parcels(): Parcel[] {
    return this.#once('sealed', () =>
      (this.#disk.records('sealed') as SealedEntry[]).flatMap(({ own, envelope, status }) =>
        own ? [{ id: own.id, digest: own.digest, state: status.state, text: this.#textOf(envelope) }] : [],
      ),
    );
  }

  #textOf(envelope: ArrayBuffer): string {
    const known = this.#texts.get(envelope);
    if (known !== undefined) return known;
    const text = readParcel(new Uint8Array(envelope));
    this.#texts.set(envelope, text);
    return text;
  }

  threads(): StoredThread[] {
    return this.#records('threads') as StoredThread[];
  }

  acts(): ActRecord[] {
    return this.#records('acts') as ActRecord[];
  }

  recordings(): RecordingRecord[] {
    return this.#records('recordings') as RecordingRecord[];
  }

  /** Texts of drafts that lie beside the store (src/offline/last-words.ts). */
  lastWords(): Set<string | undefined> {
    return this.#once('words', () => {
      const words = this.#disk.records('words', databaseOf('words')).filter(isSealed).map(openSimulated);
      return new Set(words.map((word) => (word as { said: Draft }).said.answers?.description));
    });
  }

  /** Of each recording, its bytes that lie there without a gap from the first on. */
  chunkBytes(): Map<string, number> {
    return this.#once('chunks', () => {
      const bytes = new Map<string, number>();
      for (const { key, value } of this.#disk.entries('chunks')) {
        const [id, offset] = key as [string, number];
        const before = bytes.get(id) ?? 0;
        if (offset === before)
          bytes.set(id, before + (isSealed(value) ? sealedLength(value) : (value as ArrayBuffer).byteLength));
      }
      return bytes;
    });
  }

  #opened(record: Sealed): unknown {
    const known = this.#open.get(record);
    if (known) return known;
    const opened = openSimulated(record) as object;
    this.#open.set(record, opened);
    return opened;
  }

  #records(store: Watched): unknown[] {
    return this.#once(store, () =>
      this.#disk.records(store).map((record) => {
        if (isSealed(record)) return this.#opened(record);
        if (!this.isOlder) throw new Violation(`something in ${store} is not sealed`);
        return record;
      }),
    );
  }

  /** What is read of a store is the same until the store changes. */
  #once<T>(store: Watched, read: () => T): T {
    this.#thorough?.reads(store);
    const at = this.changedAt(store);
    const known = this.#read.get(store);
    if (known?.at === at) return known.what as T;
    const what = read();
    this.#read.set(store, { at, what });
    return what;
  }
}
