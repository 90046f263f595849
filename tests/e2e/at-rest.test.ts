// A phone that is taken away or shared: nothing of what a citizen wrote, recorded or was answered lies readable in the files
// of a real browser, while it waits, after it was received, and after it was thrown away. What a copy of the whole disk gives
// to who knows where to look is another matter (docs/threat-model.md).

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { AWAY_ADDRESS } from '../../src/ui/modes/leave.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import {
  beginApplication,
  endApplication,
  send,
  sendNow,
  t,
  untilOfflineReady,
  untilState,
} from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { openedRecords } from './laid-open.ts';
import { type Found, searchProfile } from './profile-search.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** As typed by writeApplication, but for the text: none occurs anywhere else in the app or the browser. */
const STORY = { subject: 'Kanaryakonusu', description: 'Kanaryametin çok gizli bir cümledir.' };
const CANARIES = {
  subject: STORY.subject,
  text: 'Kanaryametin',
  name: 'Deniz Örnek',
  number: '12345678950',
  'number as typed': '123 456 789 50',
  address: 'Deneme Sokak',
};

let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  proxy = await startFaultProxy(server.port);
});
afterAll(async () => {
  await proxy.close();
  await server.remove();
});
beforeEach(async () => {
  profile = await createProfile();
  browser = await profile.open();
});
afterEach(async () => {
  await browser.kill();
  await profile.remove();
});

async function open(path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}

/** Closes the browser as a person does, so that all is written, looks, and opens it again. */
async function searchAtRest(canaries: Record<string, string> = CANARIES): Promise<Found[]> {
  await browser.close();
  const found = await searchProfile(profile, canaries);
  browser = await profile.open();
  return found;
}

it('nothing that a citizen wrote on a shared phone is readable while it waits, when it is received, and when it is thrown away', async () => {
  const first = await open('/');
  await untilOfflineReady(first);
  await first.reload();
  await first.goto(`${proxy.url}/ayarlar/`);
  await first.getByRole('radio', { name: t('display.exit.discard') }).press('Space');
  proxy.isCut = true;
  await beginApplication(first);
  await first.getByRole('textbox', { name: t('flow.text.subject') }).fill(STORY.subject);
  await first.getByRole('textbox', { name: t('flow.text.description') }).fill(STORY.description);
  await endApplication(first);
  const code = await send(first, STORY);
  await untilState(first, t('outbox.waiting'));
  const id = /basvurularim\/([^/]+)/.exec(first.url())?.[1] ?? '';
  const [entry] = (await openedRecords(first, 'outbox')) as { tracking: { code: string; key: string } }[];
  expect(entry?.tracking.code).toBe(code);
  const all = { ...CANARIES, code, 'tracking key': entry?.tracking.key ?? code };
  expect(await searchAtRest(all)).toEqual([]);
  // The search sees what is there: the id of the application is no secret.
  expect(await searchProfile(profile, { id })).not.toEqual([]);

  proxy.isCut = false;
  const second = await open('/basvurularim/');
  await sendNow(second).catch(() => undefined);
  await second.goto(`${proxy.url}/basvurularim/${id}/`);
  await untilState(second, t('outbox.received', { number: '' }));
  expect(await searchAtRest(all)).toEqual([]);

  const third = await open('/ayarlar/');
  await browser.context.route(AWAY_ADDRESS, (route) => route.fulfill({ body: 'Hava durumu' }));
  await third.getByRole('link', { name: t('exit.button') }).click();
  await third.waitForURL(AWAY_ADDRESS);
  expect(await searchAtRest(all)).toEqual([]);
  const fourth = await open('/basvurularim/');
  await expect.poll(() => openedRecords(fourth, 'outbox')).toEqual([]);
});
