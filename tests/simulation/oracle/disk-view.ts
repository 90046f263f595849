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
import { Violation } from './violation.ts';

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
  /** An earlier version has left what it did not seal. */
  isOlder = false;
  /** What was read since the disk changed last. */
  readonly #read = new Map<string, unknown[]>();

  /** What lies there is replaced, never changed. */
  readonly #open = new WeakMap<Sealed, object>();
  readonly #texts = new WeakMap<ArrayBuffer, string>();

  constructor(disk: FakeDatabase) {
    this.#disk = disk;
  }

  isBeingWritten(): boolean {
    return this.#disk.isBeingWritten();
  }

  /** The disk may have changed. */
  refresh(): void {
    this.#read.clear();
  }

  drafts(): DraftRecord[] {
    return this.#records('drafts') as DraftRecord[];
  }

  entries(): OutboxEntry[] {
    return this.#records('outbox') as OutboxEntry[];
  }

  /** Of what lies here sealed to the server, as the server would read it. */
  parcels(): Parcel[] {
    const known = this.#read.get('sealed');
    if (known) return known as Parcel[];
    const parcels = (this.#disk.records('sealed') as SealedEntry[]).flatMap(({ own, envelope, status }) =>
      own ? [{ id: own.id, digest: own.digest, state: status.state, text: this.#textOf(envelope) }] : [],
    );
    this.#read.set('sealed', parcels);
    return parcels;
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
    const words = this.#disk.records('words', 'kopru-last-words').filter(isSealed).map(openSimulated);
    return new Set(words.map((word) => (word as { said: Draft }).said.answers?.description));
  }

  /** Of each recording, its bytes that lie there without a gap from the first on. */
  chunkBytes(): Map<string, number> {
    const bytes = new Map<string, number>();
    for (const { key, value } of this.#disk.entries('chunks')) {
      const [id, offset] = key as [string, number];
      const before = bytes.get(id) ?? 0;
      if (offset === before)
        bytes.set(id, before + (isSealed(value) ? sealedLength(value) : (value as ArrayBuffer).byteLength));
    }
    return bytes;
  }

  #opened(record: Sealed): unknown {
    const known = this.#open.get(record);
    if (known) return known;
    const opened = openSimulated(record) as object;
    this.#open.set(record, opened);
    return opened;
  }

  #records(store: string): unknown[] {
    const known = this.#read.get(store);
    if (known) return known;
    const records = this.#disk.records(store).map((record) => {
      if (isSealed(record)) return this.#opened(record);
      if (!this.isOlder) throw new Violation(`something in ${store} is not sealed`);
      return record;
    });
    this.#read.set(store, records);
    return records;
  }
}
