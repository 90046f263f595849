// A phone that is taken away or shared: nothing of what a citizen wrote, recorded or was answered lies readable in the files
// of a real browser, while it waits, after it was received, and after it was thrown away. What a copy of the whole disk gives
// to who knows where to look is another matter (docs/threat-model.md).

import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { uuidv7 } from '../../src/domain/uuid.ts';
import { pathOf } from '../../src/domain/wire.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { AWAY_ADDRESS } from '../../src/ui/modes/leave.ts';
import { FAKE_DEVICES } from '../browser.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { beginApplication, endApplication, onPage, send, sendNow, t, untilState } from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { openedRecords } from './laid-open.ts';
import { inviteOfficer, signIn } from './office.ts';
import { type Found, searchProfile } from './profile-search.ts';
import { press, startRecording, untilMediaKept, untilStored } from './recorder.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const PIN = 'kanaryapin 71';
const ANSWER = 'Kanaryacevap: kaldırım onarılacak.';
/** As typed by writeApplication, but for the text: none occurs anywhere else in the app or the browser. */
const STORY = { subject: 'Kanaryakonusu', description: 'Kanaryametin çok gizli bir cümledir.' };
const CANARIES = {
  subject: STORY.subject,
  text: 'Kanaryametin',
  name: 'Deniz Örnek',
  number: '12345678950',
  'number as typed': '123 456 789 50',
  address: 'Deneme Sokak',
  email: 'kanarya@ornek.example',
  phone: '05551239876',
  'phone as typed': '0555 123 98 76',
  answer: 'Kanaryacevap',
  objection: 'Kanaryaitirazı',
  pin: 'kanaryapin',
  /** Stands at the beginning of each sound that this browser records. */
  recording: 'OpusHead',
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
  browser = await profile.open(FAKE_DEVICES);
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
  browser = await profile.open(FAKE_DEVICES);
  return found;
}

/** An officer answers, as soon as somebody holds the case. */
async function answer(id: string): Promise<void> {
  const origin = `http://localhost:${server.port}`;
  const cookie = await signIn(origin, await inviteOfficer(server, origin));
  const path = pathOf(STAFF_PATHS.reply, { id, replyId: uuidv7(Date.now(), randomBytes(10)) });
  const reply = () =>
    fetch(origin + path, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: JSON.stringify({ text: ANSWER }),
    });
  await expect.poll(async () => (await reply()).ok).toBe(true);
}

async function setPin(page: Page): Promise<void> {
  await page.getByRole('button', { name: t('lock.settings.set'), exact: true }).click();
  await page.getByLabel(t('lock.settings.new'), { exact: true }).fill(PIN);
  await page.getByLabel(t('lock.settings.again'), { exact: true }).fill(PIN);
  await page.getByRole('button', { name: t('lock.settings.confirm.set') }).click();
  await page.getByText(t('lock.settings.done.set')).first().waitFor();
}

/** A voice that stays a draft. */
async function speak(page: Page): Promise<void> {
  await beginApplication(page);
  await startRecording(page, 'voice');
  await untilStored(page, 1);
  await press(page, t('media.recorder.finish'));
  await page.getByRole('heading', { name: t('media.take.voice', { number: 1 }) }).waitFor();
}

it('nothing that a citizen wrote, said or was answered on a shared phone is readable while it waits, when it is received, under a PIN, and when it is thrown away', async () => {
  const first = await open('/');
  await untilMediaKept(first);
  await first.reload();
  proxy.isCut = true;
  await speak(first);
  await beginApplication(first);
  await first.getByRole('textbox', { name: t('flow.text.subject') }).fill(STORY.subject);
  await first.getByRole('textbox', { name: t('flow.text.description') }).fill(STORY.description);
  await endApplication(first);
  const review = first.url();
  await first.goto(review.replace('/ozet/', '/iletisim/'));
  await first.getByRole('textbox', { name: t('flow.contact.phone') }).fill(CANARIES['phone as typed']);
  await first.getByRole('textbox', { name: t('flow.contact.email') }).fill(CANARIES.email);
  await first.getByRole('button', { name: t('flow.continue') }).click();
  await onPage(first, t('flow.hide-identity.heading'));
  await first.goto(review);
  await onPage(first, t('flow.review.heading'));
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
  await answer(id);
  await second.getByRole('button', { name: t('thread.refresh') }).click();
  await second.getByText(ANSWER).first().waitFor();
  expect(JSON.stringify(await openedRecords(second, 'threads'))).toContain('Kanaryacevap');
  await second.getByRole('button', { name: t('life.objection.open'), exact: true }).click();
  await second.getByRole('textbox', { name: t('life.objection.field') }).fill(CANARIES.objection);
  await expect
    .poll(async () => JSON.stringify(await openedRecords(second, 'acts')))
    .toContain('Kanaryaitirazı');
  expect(await searchAtRest(all)).toEqual([]);

  await setPin(await open('/ayarlar/'));
  expect(await searchAtRest(all)).toEqual([]);
  const third = await browser.context.newPage();
  await third.goto(`${proxy.url}/ayarlar/`);
  await third.getByLabel(t('lock.pin'), { exact: true }).fill(PIN);
  await third.getByRole('button', { name: t('lock.open') }).click();
  await third.getByText(t('lock.settings.isSet')).waitFor();
  await third.getByRole('radio', { name: t('display.exit.discard') }).press('Space');
  await browser.context.route(AWAY_ADDRESS, (route) => route.fulfill({ body: 'Hava durumu' }));
  await third.getByRole('link', { name: t('exit.button') }).click();
  await third.waitForURL(AWAY_ADDRESS);
  expect(await searchAtRest(all)).toEqual([]);
  const fourth = await browser.context.newPage();
  await fourth.goto(`${proxy.url}/basvurularim/`);
  await fourth.getByLabel(t('lock.pin'), { exact: true }).fill(PIN);
  await fourth.getByRole('button', { name: t('lock.open') }).click();
  await fourth.getByText(t('applications.empty')).waitFor();
}, 300_000);
