// Records of the app's own shape, laid into the store of a page's device: what would take minutes to bring about by pressing.

import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Answers } from '../../../src/domain/application.ts';
import { uuidv7 } from '../../../src/domain/uuid.ts';
import type {
  AnswerRecord,
  DraftRecord,
  RecordingRecord,
  StoredThread,
} from '../../../src/offline/schema.ts';

/**
 * Lays a draft with these answers into the device.
 * @param page one of the app's own
 * @param options `isOnly`: in the place of all others and of what was recorded for them; the device would fill up
 * @returns the draft's id
 */
export async function putDraft(
  page: Page,
  answers: Answers,
  { isOnly = false }: { isOnly?: boolean } = {},
): Promise<string> {
  const id = newId();
  const now = Date.now();
  const record: DraftRecord = { id, revision: 1, draft: { id, answers, createdAt: now, changedAt: now } };
  await lay(page, {
    clear: isOnly ? ['drafts', 'recordings', 'chunks'] : [],
    put: [{ store: 'drafts', record }],
  });
  return id;
}

/** Lays a thread into the device, of which nothing was said here yet. @param page one of the app's own */
export async function putThread(page: Page, record: StoredThread): Promise<void> {
  await lay(page, { clear: ['acts', 'recordings', 'chunks'], put: [{ store: 'threads', record }] });
}

/** Lays a recording or file without its bytes into the device. @param page one of the app's own */
export async function putRecording(page: Page, record: RecordingRecord): Promise<void> {
  await lay(page, { put: [{ store: 'recordings', record }] });
}

/** Keeps a medium of an answer on the device, with these bytes. @param page one of the app's own */
export async function putAnswerMedium(
  page: Page,
  record: AnswerRecord,
  bytes: readonly number[],
): Promise<void> {
  const keyAt = (offset: number) => [record.applicationId, record.id, offset];
  await lay(page, {
    clear: ['answers'],
    put: [
      { store: 'answers', key: keyAt(-1), record },
      { store: 'answers', key: keyAt(0), bytes },
    ],
  });
}

export function newId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}

interface Laying {
  /** Stores that are emptied before. */
  clear?: readonly string[];
  put: readonly ({ store: string; key?: (string | number)[] } & (
    | { record: object }
    | { bytes: readonly number[] }
  ))[];
}

/** In one transaction. @throws where the app has not made its stores yet */
export function lay(page: Page, laying: Laying): Promise<void> {
  return page.evaluate(
    ({ clear = [], put }) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kopru');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const { result } = request;
          const stores = [...new Set([...clear, ...put.map(({ store }) => store)])];
          // Without them a transaction would throw where nobody hears it.
          const missing = stores.find((name) => !result.objectStoreNames.contains(name));
          if (missing !== undefined) return reject(new Error(`no store for ${missing}`));
          const transaction = result.transaction(stores, 'readwrite');
          for (const name of clear) transaction.objectStore(name).clear();
          for (const { store, key, ...what } of put)
            transaction
              .objectStore(store)
              .put('bytes' in what ? Uint8Array.from(what.bytes).buffer : what.record, key);
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            result.close();
            resolve();
          };
        };
      }),
    laying,
  );
}
