// The optional PIN in a real browser: set and asked for, in two tabs, with no connection, by who leaves in a hurry, and by
// who has forgotten it.

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { AWAY_ADDRESS } from '../../src/ui/modes/leave.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { onPage, t, untilOfflineReady } from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const PIN = 'gül 1234';

let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;
let phone: BrowserContext;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  proxy = await startFaultProxy(server.port);
  profile = await createProfile();
  browser = await profile.openWindowless();
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await proxy.close();
  await server.remove();
});
beforeEach(async () => {
  proxy.isCut = false;
  phone = await browser.newPhone();
  await phone.route(AWAY_ADDRESS, (route) => route.fulfill({ body: 'Hava durumu' }));
});
afterEach(() => phone.close());

async function open(path: string): Promise<Page> {
  const page = await phone.newPage();
  await page.goto(proxy.url + path);
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const subjectOf = (page: Page) => page.getByRole('textbox', { name: t('flow.text.subject') });

async function setPin(page: Page): Promise<void> {
  await button(page, t('lock.settings.set')).click();
  await field(page, t('lock.settings.new')).fill(PIN);
  await field(page, t('lock.settings.again')).fill(PIN);
  await button(page, t('lock.settings.confirm.set')).click();
  await page.getByText(t('lock.settings.done.set')).first().waitFor();
}

async function unlock(page: Page, pin = PIN): Promise<void> {
  await onPage(page, t('lock.heading'));
  await field(page, t('lock.pin')).fill(pin);
  await button(page, t('lock.open')).click();
}

/** A draft with this subject. @returns its page's address */
async function writeDraft(page: Page, subject: string): Promise<string> {
  await button(page, t('apply.begin')).click();
  await onPage(page, t('flow.kind.heading'));
  await page.goto(page.url().replace('/tur/', '/konu/'));
  await subjectOf(page).fill(subject);
  await page.getByText(t('flow.save.saved')).first().waitFor();
  return page.url();
}

it('is asked for at each start, also with no connection, and opens the page where it was', async () => {
  const page = await open('/basvuru/');
  await untilOfflineReady(page);
  const address = await writeDraft(page, 'Gizli konu');
  await page.goto(`${proxy.url}/ayarlar/`);
  await setPin(page);
  proxy.isCut = true;
  await page.goto(address);
  await unlock(page, 'gül 1235');
  await page.getByRole('link', { name: t('lock.error.wrong') }).waitFor();
  expect(await page.title()).toBe(
    t('app.wrongTitle', { title: t('app.title', { page: t('lock.heading') }) }),
  );
  expect(await field(page, t('lock.pin')).getAttribute('aria-describedby')).toBe('pin-error');
  expect(await subjectOf(page).count()).toBe(0);
  await field(page, t('lock.pin')).fill(PIN);
  await button(page, t('lock.open')).click();
  await subjectOf(page).waitFor();
  expect(await subjectOf(page).inputValue()).toBe('Gizli konu');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

it('is asked for in a tab that was open when it was set in another, which goes on with what was typed', async () => {
  const writing = await open('/basvuru/');
  await writeDraft(writing, 'Gizli konu');
  const settings = await open('/ayarlar/');
  await setPin(settings);
  await unlock(writing);
  await subjectOf(writing).waitFor();
  await subjectOf(writing).fill('Gizli konu, sonra');
  await writing.reload();
  await unlock(writing);
  await subjectOf(writing).waitFor();
  expect(await subjectOf(writing).inputValue()).toBe('Gizli konu, sonra');
  // Who leaves in a hurry locks every tab.
  await settings.getByRole('link', { name: t('exit.button') }).click();
  await settings.waitForURL(AWAY_ADDRESS);
  await onPage(writing, t('lock.heading'));
});

it('that was forgotten costs what is on the phone, after it was said how much that is', async () => {
  const page = await open('/basvuru/');
  await writeDraft(page, 'Gizli konu');
  await page.goto(`${proxy.url}/ayarlar/`);
  await setPin(page);
  await button(page, t('lock.settings.lockNow')).click();
  await onPage(page, t('lock.heading'));
  await button(page, t('lock.discard')).click();
  await page
    .getByRole('dialog')
    .getByText(t('lock.discardBody', { drafts: 1, unsent: 0 }))
    .waitFor();
  await button(page, t('lock.discardConfirm')).click();
  await onPage(page, t('lock.discarded'));
  await button(page, t('lock.goOn')).click();
  await page.getByText(t('lock.settings.isNotSet')).waitFor();
  await page.goto(`${proxy.url}/basvurularim/`);
  await page.getByText(t('applications.empty')).waitFor();
});

it('is asked for again when nobody has looked at the page for five minutes', async () => {
  const page = await open('/ayarlar/');
  await setPin(page);
  await page.clock.install();
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.clock.fastForward('04:50');
  expect(await page.getByText(t('lock.settings.isSet')).count()).toBe(1);
  await page.clock.fastForward('00:10');
  await unlock(page);
  await page.getByText(t('lock.settings.isSet')).waitFor();
});
