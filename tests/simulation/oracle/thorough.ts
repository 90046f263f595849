// Holds what the oracles spare themselves to the truth, where a run asks for it (npm run simulate -- --thorough): it takes three
// times as long.
//
// 1  A store whose number of changes is the same holds the very same records, at every step, also amid a write.
// 2  A part of the oracle reads no store but those at whose changes it is asked again.
// 3  Where a part is not asked again, no store of its own has changed, and asked it would find nothing.

import type { FakeDatabase } from '../fake-database.ts';
import type { DiskView } from './disk-view.ts';
import type { Part } from './oracle.ts';
import { databaseOf, WATCHED, type Watched } from './watched.ts';

export class Thorough {
  readonly #disk: FakeDatabase;
  readonly #before = new Map<Watched, { at: number; records: unknown[] }>();
  #mayRead: readonly Watched[] = WATCHED;

  constructor(disk: FakeDatabase) {
    this.#disk = disk;
  }

  /** Rule 1. */
  check(): void {
    for (const store of WATCHED) {
      const at = this.#disk.changedAt(store, databaseOf(store));
      const records = this.#disk.records(store, databaseOf(store));
      const before = this.#before.get(store);
      if (before?.at === at && !areSame(before.records, records))
        throw new Error(`${store} has changed, and nothing noted it`);
      this.#before.set(store, { at, records });
    }
  }

  /** Rule 2. */
  within({ stores, check }: Part): void {
    this.#mayRead = stores;
    try {
      check();
    } finally {
      this.#mayRead = WATCHED;
    }
  }

  /** Rule 3. */
  doubt(part: Part, disk: DiskView): void {
    if (part.isDue(disk)) throw new Error(`${part.stores} has changed, and nobody would have looked`);
    try {
      this.within(part);
    } catch (cause) {
      throw new Error('nobody would have looked', { cause });
    }
  }

  reads(store: Watched): void {
    if (!this.#mayRead.includes(store))
      throw new Error(`${store} is judged, and its changes are not asked for`);
  }
}

function areSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((record, at) => record === now[at]);
}
