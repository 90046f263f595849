// Looks at a phone's keys after each step at which nothing is half written: a kill may come at any of them.
//
// 1  All that is sealed opens by the key that lies there, or by the one before it beside it (L3).
// 2  A key under a PIN has never lain there unwrapped (L4).
// 3  A page that was started locked sends nothing before it is unlocked, but what it could not read anyhow: parcels.

import type { KeyRecord } from '../../../src/offline/schema.ts';
import type { Process } from '../device.ts';
import type { FakeDatabase } from '../fake-database.ts';
import { Violation } from '../oracle/violation.ts';
import { isSealedBy, secretsOf } from './keyed-sealing.ts';

const STORES = ['drafts', 'outbox', 'threads', 'acts', 'recordings', 'chunks', 'answers'];

export class Locks {
  readonly #disk: FakeDatabase;
  readonly #open = new Set<string>();
  #locked = new WeakSet<Process>();
  #hasSentLocked = false;

  constructor(disk: FakeDatabase) {
    this.#disk = disk;
  }

  isSet(): boolean {
    return this.#record()?.lock !== undefined;
  }

  /** @returns to be called when the page has been unlocked */
  started(process: Process): () => void {
    if (this.isSet()) this.#locked.add(process);
    const { environment } = process;
    const { fetch } = environment;
    environment.fetch = (path, request) => {
      const isReadable = request.method === 'PUT' && !path.startsWith('/api/sealed/');
      this.#hasSentLocked ||= isReadable && this.#locked.has(process);
      return fetch(path, request);
    };
    return () => void this.#locked.delete(process);
  }

  check(): void {
    if (this.#hasSentLocked) throw new Violation('something was sent by a page that is locked');
    if (this.#disk.isBeingWritten()) return;
    const record = this.#record();
    const secrets = secretsOf(record);
    // Taken away in another page: every page may have the key.
    if (!record?.lock) this.#locked = new WeakSet();
    if (record?.key && secrets) this.#open.add(secrets.current);
    if (record?.lock && ('key' in record || this.#open.has(secrets?.current ?? '')))
      throw new Violation('a key under a PIN has lain there unwrapped');
    const known = [secrets?.current, secrets?.older].filter((secret) => secret !== undefined);
    for (const store of STORES) {
      for (const { key, value } of this.#disk.entries(store)) {
        if (!isSealedBy(value, `${store} ${JSON.stringify(key)}`, known))
          throw new Violation(`something in ${store} is sealed by a key that is gone`);
      }
    }
  }

  #record(): KeyRecord | undefined {
    const records = this.#disk.records('device') as ({ name: string } & KeyRecord)[];
    return records.find(({ name }) => name === 'key');
  }
}
