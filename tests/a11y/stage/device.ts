// What a citizen's device holds, brought about once through the app and handed to every browser as storage.

import type { BrowserContext, Page } from 'playwright-core';
import type { Answers } from '../../../src/domain/application.ts';
import type { DraftRecord } from '../../../src/offline/schema.ts';
import { STORY, send, t, untilState, writeApplication } from '../../e2e/citizen.ts';
import { layOpen, openedRecords } from '../../e2e/laid-open.ts';
import { putDraft } from './lay-records.ts';
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
