// What a citizen's device holds, brought about once through the app and handed to every browser as storage.
// Drafts for single questions are laid into the same store as records of the app's own shape: writing each of them
// by pressing through the flow again would take minutes.

import { randomBytes } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import type { Answers } from '../../../src/domain/application.ts';
import { uuidv7 } from '../../../src/domain/uuid.ts';
import type {
  AnswerRecord,
  DraftRecord,
  RecordingRecord,
  StoredThread,
} from '../../../src/offline/schema.ts';
import { STORY, send, t, untilState, writeApplication } from '../../e2e/citizen.ts';
import { layOpen, openedRecords } from '../../e2e/laid-open.ts';
import type { Office } from './office.ts';

/** The app asks once its first screen is usable. */
const HEARD_WITHIN_MS = 30_000;

export type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface Device {
  /** It has been here and knows the operator and the directory, and holds nothing. */
  visited: StorageState;
  /** It holds drafts, and applications in every state. */
  applications: StorageState;
  ids: { waiting: string; refused: string; received: string; answered: string };
  /** The answers of a complete request. */
  answers: Answers;
}

const DEVICE_REPLY =
  'Sayın Deniz Örnek, kaldırım cuma gününe kadar onarılacaktır. Bildiriminiz için teşekkür ederiz.';

/** As different as those of a real device: links that are called the same must lead to the same. */
const SUBJECTS = {
  answered: 'Parkta kırık salıncak',
  refused: 'Sokak lambası yanmıyor',
  waiting: 'Üst geçitte asansör çalışmıyor',
  draft: 'Durakta gölgelik yok',
};

/** @param context an empty one whose page may reach the server */
export async function prepareDevice(
  context: BrowserContext,
  origin: string,
  office: Office,
): Promise<Device> {
  const page = await context.newPage();
  await open(page, `${origin}/`);
  await page.evaluate(() => localStorage.setItem('kopru.display', '{}'));
  await untilHeard(page);
  const visited = await context.storageState({ indexedDB: true });

  await writeApplication(page);
  const [draft] = await readDrafts(page);
  if (!draft) throw new Error('The written draft is not in the store');
  const { answers } = draft.draft;
  await send(page);
  await untilState(page, t('outbox.received', { number: '' }));
  const received = idOf(page);
  const holder = await office.untilAssigned(received);
  await page.getByRole('button', { name: t('thread.refresh') }).click();
  await page.getByText(t('life.event.assigned', { holder })).waitFor();
  const about = (subject: string): Answers => ({ ...answers, subject });
  const answered = await sendAnother(page, origin, about(SUBJECTS.answered), () => untilReceived(page));
  await office.reply(answered, DEVICE_REPLY);
  await page.getByRole('button', { name: t('thread.refresh') }).click();
  await page.getByText(DEVICE_REPLY).waitFor();
  await page.route('**/api/applications/*', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'x',
        title: 'x',
        status: 422,
        code: 'application-not-valid',
        violations: [{ field: 'subject', code: 'required' }],
      }),
    }),
  );
  const refused = await sendAnother(page, origin, about(SUBJECTS.refused), () =>
    untilState(page, t('outbox.refused')),
  );
  await page.unroute('**/api/applications/*');
  await page.route('**/api/**', (route) => route.abort());
  const waiting = await sendAnother(page, origin, about(SUBJECTS.waiting), () =>
    untilState(page, t('outbox.waiting')),
  );
  await putDraft(page, about(SUBJECTS.draft));
  await putDraft(page, { kind: 'thanks' });
  // Of the app's origin, without the app.
  await page.goto(`${origin}/icons/icon.svg`);
  await layOpen(page);
  const applications = await context.storageState({ indexedDB: true });
  await page.close();
  return { visited, applications, answers, ids: { waiting, refused, received, answered } };
}

async function sendAnother(
  page: Page,
  origin: string,
  answers: Answers,
  untilDone: () => Promise<void>,
): Promise<string> {
  const id = await putDraft(page, answers);
  await open(page, `${origin}/basvuru/${id}/ozet/`);
  await page.getByRole('heading', { level: 1, name: t('flow.review.heading') }).waitFor();
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  await send(page, { ...STORY, subject: answers.subject ?? '' });
  await untilDone();
  return idOf(page);
}

const untilReceived = (page: Page): Promise<void> => untilState(page, t('outbox.received', { number: '' }));

function idOf(page: Page): string {
  const id = /basvurularim\/([^/]+)/.exec(page.url())?.[1];
  if (!id) throw new Error(`No application is open: ${page.url()}`);
  return id;
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
}

/** Until the operator's settings and the directory of institutions are on the device. */
async function untilHeard(page: Page): Promise<void> {
  const until = Date.now() + HEARD_WITHIN_MS;
  while (!(await page.evaluate(hasHeard))) {
    if (Date.now() > until) throw new Error('The device has not heard of the operator and the directory');
  }
}

async function hasHeard(): Promise<boolean> {
  const found = await indexedDB.databases();
  if (!found.some(({ name }) => name === 'kopru')) return false;
  return await new Promise((resolve, reject) => {
    const request = indexedDB.open('kopru');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const keys = request.result.transaction('device').objectStore('device').getAllKeys();
      keys.onerror = () => reject(keys.error);
      keys.onsuccess = () => {
        request.result.close();
        resolve(keys.result.includes('operator') && keys.result.includes('directory'));
      };
    };
  });
}

async function readDrafts(page: Page): Promise<DraftRecord[]> {
  return (await openedRecords(page, 'drafts')) as DraftRecord[];
}

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
  await page.evaluate(
    ([put, isAlone]) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kopru');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          // Without the app's stores this would throw where nobody hears it.
          if (!request.result.objectStoreNames.contains('drafts'))
            return reject(new Error('no store for drafts'));
          const transaction = request.result.transaction(['drafts', 'recordings', 'chunks'], 'readwrite');
          if (isAlone)
            for (const store of ['drafts', 'recordings', 'chunks']) transaction.objectStore(store).clear();
          transaction.objectStore('drafts').put(put);
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    [record, isOnly] as const,
  );
  return id;
}

/** Lays a thread into the device, of which nothing was said here yet. @param page one of the app's own */
export async function putThread(page: Page, thread: StoredThread): Promise<void> {
  await page.evaluate(
    (put) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kopru');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          if (!request.result.objectStoreNames.contains('acts'))
            return reject(new Error('no store for acts'));
          const transaction = request.result.transaction(
            ['threads', 'acts', 'recordings', 'chunks'],
            'readwrite',
          );
          transaction.objectStore('threads').put(put);
          for (const store of ['acts', 'recordings', 'chunks']) transaction.objectStore(store).clear();
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    thread,
  );
}

/** Lays a recording or file without its bytes into the device. @param page one of the app's own */
export async function putRecording(page: Page, record: RecordingRecord): Promise<void> {
  await page.evaluate(
    (put) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kopru');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction('recordings', 'readwrite');
          transaction.objectStore('recordings').put(put);
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    record,
  );
}

/** Keeps a medium of an answer on the device, with these bytes. @param page one of the app's own */
export async function putAnswerMedium(
  page: Page,
  record: AnswerRecord,
  bytes: readonly number[],
): Promise<void> {
  await page.evaluate(
    ([put, given]) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kopru');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction('answers', 'readwrite');
          const answers = transaction.objectStore('answers');
          answers.clear();
          answers.put(put, [put.applicationId, put.id, -1]);
          answers.put(Uint8Array.from(given).buffer, [put.applicationId, put.id, 0]);
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    [record, bytes] as const,
  );
}

export function newId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}
