// What the app has sealed on a device (src/offline/sealing.ts), laid open again: a browser's state that is carried into
// another context can hold no key. The app reads what is readable as the work of an older version of itself.

import type { Page } from 'playwright-core';

const RECORDS = ['drafts', 'outbox', 'threads', 'acts', 'recordings'];
const BYTES = ['chunks', 'answers'];

/** Records of a store, opened. @param page one of the app's own */
export async function openedRecords(page: Page, store: string): Promise<unknown[]> {
  return (await page.evaluate(openStores, { stores: [store], laysOpen: false }))[0] ?? [];
}

/** Leaves everything readable and no key. @param page of the app's origin, in which the app itself does not run */
export async function layOpen(page: Page): Promise<void> {
  await page.evaluate(openStores, { stores: [...RECORDS, ...BYTES], laysOpen: true });
}

/** Runs in the page. */
async function openStores({
  stores,
  laysOpen,
}: {
  stores: string[];
  laysOpen: boolean;
}): Promise<unknown[][]> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open('kopru'));
  const inStore = (store: string, mode: IDBTransactionMode = 'readonly'): IDBObjectStore =>
    database.transaction(store, mode).objectStore(store);
  const kept = await done(inStore('device').get('key'));
  /** @param over what lies under a pad that is sealed (src/offline/prepared-pad.ts) */
  const open = async (
    store: string,
    key: IDBValidKey,
    sealed: ArrayBuffer,
    over?: ArrayBuffer,
  ): Promise<ArrayBuffer> => {
    const place = `${over ? 'pad of ' : ''}${store} ${JSON.stringify(key)}`;
    const additionalData = new TextEncoder().encode(place);
    const iv = sealed.slice(0, 12);
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      kept.key,
      sealed.slice(12),
    );
    if (!over) return opened;
    const pad = new Uint8Array(opened);
    return new Uint8Array(over.slice(16)).map((byte, at) => byte ^ (pad[at] ?? 0)).buffer;
  };
  const all: unknown[][] = [];
  for (const store of stores) {
    const keys = await done(inStore(store).getAllKeys());
    const values = await done(inStore(store).getAll());
    const opened: unknown[] = [];
    for (const [index, value] of values.entries()) {
      const key = keys[index] ?? '';
      if (!('sealed' in value)) {
        opened.push(value);
        continue;
      }
      const { sealed, over, ...clear } = value;
      const bytes = await open(store, key, sealed, over);
      const isRecord = typeof key === 'string';
      const plain = isRecord ? { ...clear, ...JSON.parse(new TextDecoder().decode(bytes)) } : bytes;
      opened.push(plain);
      if (laysOpen) await done(inStore(store, 'readwrite').put(plain, isRecord ? undefined : key));
    }
    all.push(opened);
  }
  if (laysOpen) await done(inStore('device', 'readwrite').delete('key'));
  database.close();
  return all;
}
