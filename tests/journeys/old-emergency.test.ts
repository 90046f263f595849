// Invariant 9 in a real browser: an emergency that waited longer than the operator's limit is not sent before somebody was asked, in a
// page or by the worker, and is asked about anew when as long has passed again: in the open, sealed on its writer's phone, and on
// a carrier's. What passes is the age of what lies on the disk: the worker's clock cannot be set.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MessageKey } from '../../src/i18n/translate.ts';
import { type BrowserProcess, createProfile, type Profile } from '../e2e/browser-process.ts';
import { beginFlow, goOn, onPage, t, untilOfflineReady, untilState } from '../e2e/citizen.ts';
import { type FaultProxy, startFaultProxy } from '../e2e/fault-proxy.ts';
import { openedRecords } from '../e2e/laid-open.ts';
import { countApplications } from '../e2e/office.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';

const SUBJECT = 'Duvar çöktü';

let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;
let folder: string;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn', DISASTER_OPEN: 'true' });
  proxy = await startFaultProxy(server.port);
  profile = await createProfile();
  browser = await profile.open();
  folder = await mkdtemp(join(tmpdir(), 'kopru-old-'));
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await rm(folder, { recursive: true, force: true });
  await proxy.close();
  await server.remove();
});

/** A phone with the whole app on it. */
async function openPhone(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  for (const path of ['/', '/kurye/']) {
    await visit(page, path);
    await untilOfflineReady(page);
  }
  return page;
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
}

const press = (page: Page, key: MessageKey) =>
  page.getByRole('button', { name: t(key), exact: true }).click();

/** Up to the review. */
async function writeEmergency(page: Page): Promise<void> {
  await beginFlow(page, 'disaster');
  await page.getByRole('textbox', { name: t('flow.place.detail') }).fill('Enkazın yanında');
  await goOn(page, t('flow.text.heading'));
  await page.getByRole('textbox', { name: t('flow.text.subject') }).fill(SUBJECT);
  await page.getByRole('textbox', { name: t('flow.text.description') }).fill('Komşumuz içeride kaldı.');
  await goOn(page, t('flow.identity.heading'));
  await page.getByRole('textbox', { name: t('flow.identity.fullName') }).fill('Deniz Örnek');
  await goOn(page, t('flow.contact.heading'));
  await page.getByRole('textbox', { name: t('flow.contact.phone') }).fill('0555 123 98 76');
  await goOn(page, t('flow.hide-identity.heading'));
  await page.getByRole('radio', { name: t('flow.hide-identity.no') }).press('Space');
  await goOn(page, t('flow.format.heading'));
  await page.getByRole('checkbox', { name: t('format.text'), exact: true }).press('Space');
  await goOn(page, t('flow.notice.heading'));
  await page.getByRole('checkbox', { name: t('flow.notice.label') }).press('Space');
  await goOn(page, t('flow.review.heading'));
}

/** A day and an hour pass for what waits. @returns how many wait */
const letADayPass = (page: Page, store: 'outbox' | 'sealed'): Promise<number> =>
  page.evaluate(async (name) => {
    const DAY_AND_HOUR_MS = 25 * 60 * 60_000;
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('kopru'));
    const records = database.transaction(name, 'readwrite').objectStore(name);
    const all = await done(records.getAll());
    for (const record of all) {
      for (const at of ['createdAt', 'askAfter']) if (at in record) record[at] -= DAY_AND_HOUR_MS;
      if (record.status.confirmedAt) record.status.confirmedAt -= DAY_AND_HOUR_MS;
      await done(records.put(record));
    }
    database.close();
    return all.length;
  }, store);

/** With a line again, from the start of the page on. */
async function comeBack(page: Page, path: string): Promise<void> {
  proxy.isCut = false;
  await visit(page, path);
}

it('asks before an old emergency is sent, and anew after as long again, in the open, sealed, and at a carrier; a no takes it away', async () => {
  const before = await countApplications(server);
  const writer = await openPhone(browser.context);
  await writeEmergency(writer);
  await goOn(writer, t('flow.send.heading'));
  await writer.getByRole('list', { name: t('flow.send.codeSpokenLabel') }).waitFor();
  proxy.isCut = true;
  await press(writer, 'flow.send.button');
  await onPage(writer, SUBJECT);
  await untilState(writer, t('outbox.waiting'));
  const waiting = new URL(writer.url()).pathname;

  // In the open: told on every page, asked where it stands.
  expect(await letADayPass(writer, 'outbox')).toBe(1);
  await comeBack(writer, '/');
  await writer.getByRole('link', { name: t('status.asking') }).waitFor();
  await visit(writer, waiting);
  await untilState(writer, t('outbox.asking'));
  proxy.isCut = true;
  await press(writer, 'outbox.confirm');
  await untilState(writer, t('outbox.waiting'));
  expect(await letADayPass(writer, 'outbox')).toBe(1);
  await comeBack(writer, waiting);
  await untilState(writer, t('outbox.asking'));
  await press(writer, 'outbox.cancel');
  await press(writer, 'outbox.cancelConfirm');
  await onPage(writer, t('flow.review.heading'));
  expect(await openedRecords(writer, 'outbox')).toEqual([]);

  // The same, sealed, and given to a carrier.
  await goOn(writer, t('flow.send.heading'));
  proxy.isCut = true;
  await writer.getByRole('link', { name: t('settings.private') }).click();
  await onPage(writer, t('settings.private'));
  await writer.getByRole('checkbox', { name: t('sealed.noted') }).press('Space');
  await writer.getByRole('checkbox', { name: t('sealed.mayBeCarried') }).press('Space');
  await press(writer, 'sealed.seal');
  await untilState(writer, t('sealed.waiting', { count: 1 }));
  await visit(writer, '/kurye/');
  const [download] = await Promise.all([writer.waitForEvent('download'), press(writer, 'courier.give.save')]);
  const parcel = join(folder, 'kopru.kopru');
  await download.saveAs(parcel);
  await visit(writer, '/gizli/');
  await asksTwice(writer, '/gizli/', t('sealed.oldTitle'), 'sealed.oldSend');
  await press(writer, 'sealed.oldCancel');
  await writer.getByText(t('sealed.none')).waitFor();

  const carrier = await openPhone(await browser.newPhone());
  proxy.isCut = true;
  const takeIn = async (): Promise<void> => {
    await carrier.locator('input[type=file]').setInputFiles(parcel);
    await carrier.getByRole('listitem').filter({ hasText: 'bu telefona saklandı' }).waitFor();
    await untilState(carrier, t('courier.waiting', { count: 1 }));
  };
  await takeIn();
  await asksTwice(carrier, '/kurye/', /eski bir acil başvuru/, 'courier.oldSend');
  await press(carrier, 'courier.oldCancel');
  await carrier.getByText(t('courier.none')).waitFor();
  for (const page of [writer, carrier])
    for (const store of ['sealed', 'sealedChunks']) expect(await openedRecords(page, store)).toEqual([]);
  // Nothing of all this has left a phone: what did was a question to the server.
  expect(proxy.seen.filter((seen) => seen.startsWith('PUT '))).toEqual([]);

  // Whoever took it away by mistake takes the file in again; and what is not old goes unasked.
  proxy.isCut = true;
  await takeIn();
  await comeBack(carrier, '/kurye/');
  await untilState(carrier, t('courier.delivered', { count: 1 }));
  expect(await countApplications(server)).toBe(before + 1);
}, 180_000);

/** From waiting without a line, through a yes that brings nothing because the line is down, to the second question. */
async function asksTwice(page: Page, path: string, title: string | RegExp, send: MessageKey): Promise<void> {
  const asks = page.getByRole('heading', { name: title });
  expect(await letADayPass(page, 'sealed')).toBe(1);
  await comeBack(page, path);
  await asks.waitFor();
  proxy.isCut = true;
  await press(page, send);
  await asks.waitFor({ state: 'detached' });
  expect(await letADayPass(page, 'sealed')).toBe(1);
  await comeBack(page, path);
  await asks.waitFor();
}
