// Sending without a copy on the phone, in a real browser: with a recording, over a line that is down, by the worker alone, through
// kills in the middle of sealing and of sending; nothing of it is readable in the phone's files afterwards, and the code opens the
// answer on another phone.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { FAKE_DEVICES } from '../browser.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { beginApplication, endApplication, onPage, t, untilState, writeApplication } from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { openedRecords } from './laid-open.ts';
import { countApplications, listStoredAttachments } from './office.ts';
import { searchProfile } from './profile-search.ts';
import { press, startRecording, storedRecordings, untilMediaKept, untilStored } from './recorder.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { openBeside } from './wake-worker.ts';

const STORY = { subject: 'Kanaryakonusu', description: 'Kanaryametin çok gizli bir cümledir.' };
const CANARIES = {
  subject: STORY.subject,
  text: 'Kanaryametin',
  name: 'Deniz Örnek',
  number: '12345678950',
  address: 'Deneme Sokak',
  /** In the first bytes of every recording. */
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
  proxy.isCut = false;
  proxy.seen.length = 0;
  profile = await createProfile();
});
afterEach(async () => {
  await browser.kill();
  await profile.remove();
});

async function open(path: string, context = browser.context): Promise<Page> {
  const page = await context.newPage();
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}

/** On the sealing page: notes the code and says so. @returns its digits */
async function noteCode(page: Page): Promise<string> {
  const code = page.getByRole('list', { name: t('flow.send.codeSpokenLabel') });
  await code.waitFor();
  const digits = (await code.locator('[aria-hidden]').allInnerTexts()).join('');
  expect(digits).toMatch(/^\d{20}$/);
  await page.getByRole('checkbox', { name: t('sealed.noted') }).press('Space');
  return digits;
}

const seal = (page: Page) => page.getByRole('button', { name: t('sealed.seal') });

/** Where the application is: as a draft or sealed, and as nothing else. */
async function whereItIs(page: Page): Promise<'draft' | 'sealed'> {
  const [drafts, sealed] = [await openedRecords(page, 'drafts'), await openedRecords(page, 'sealed')];
  expect(drafts.length + sealed.length).toBe(1);
  return drafts.length === 1 ? 'draft' : 'sealed';
}

/** What a phone shows of the app beside its title: addresses of icons and manifest, of which each must answer. */
async function showsItsFiles(page: Page): Promise<string[]> {
  const links = page.locator('link[rel~=icon], link[rel=apple-touch-icon], link[rel=manifest]');
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLLinkElement).href));
  const manifest = addresses.find((address) => address.endsWith('.webmanifest')) ?? expect.fail();
  const { icons, name } = await (await fetch(manifest)).json();
  expect(name).toBe(await page.title());
  const all = [...addresses, ...icons.map(({ src }: { src: string }) => proxy.url + src)];
  for (const address of all) expect((await fetch(address)).status, address).toBe(200);
  return all.map((address) => new URL(address).pathname);
}

/** As somebody finds it who looks for it in the settings. */
async function alwaysSeal(page: Page): Promise<void> {
  await page.goto(`${proxy.url}/ayarlar/`);
  await page.getByRole('link', { name: t('settings.private') }).click();
  await onPage(page, t('settings.private'));
  await page.getByRole('checkbox', { name: t('sealed.always') }).press('Space');
}

async function openByCode(page: Page, digits: string): Promise<void> {
  await page.getByRole('textbox', { name: t('track.label') }).fill(digits);
  await page.getByRole('button', { name: t('track.open') }).click();
}

it('seals text and recording without a line, cannot read them any more, delivers them with no page open, and forgets them', async () => {
  browser = await profile.open(FAKE_DEVICES);
  const before = await countApplications(server);
  const first = await open('/');
  await untilMediaKept(first);
  await alwaysSeal(first);
  await first.getByRole('checkbox', { name: t('sealed.plainName') }).press('Space');
  await expect.poll(() => first.title()).toBe('Notlar');
  const files = await showsItsFiles(first);
  expect(files.filter((path) => path.startsWith('/notlar/'))).toEqual(files);
  await beginApplication(first);
  await first.getByRole('textbox', { name: t('flow.text.subject') }).fill(STORY.subject);
  await startRecording(first, 'voice');
  await untilStored(first, 3);
  await press(first, t('media.recorder.finish'));
  await first.getByRole('heading', { name: t('media.take.voice', { number: 1 }) }).waitFor();
  await endApplication(first);
  const [recording] = await storedRecordings(first);
  expect(await first.title()).toBe('Notlar');
  proxy.isCut = true;
  await first.getByRole('button', { name: t('flow.continue') }).click();
  await onPage(first, t('settings.private'));
  await seal(first).click();
  await first.getByText(t('sealed.failed.not-noted')).first().waitFor();
  const digits = await noteCode(first);
  await seal(first).click();
  await untilState(first, t('sealed.waiting', { count: 1 }));
  expect(new URL(first.url()).pathname).toBe('/gizli/');
  for (const store of ['drafts', 'outbox', 'threads', 'recordings', 'chunks'])
    expect(await openedRecords(first, store), store).toEqual([]);
  const [entry] = (await openedRecords(first, 'sealed')) as { parcel: string }[];
  await browser.close();
  const all = { ...CANARIES, code: digits };
  expect(await searchProfile(profile, all)).toEqual([]);
  // The search sees what is there: the parcel's name is no secret.
  expect(await searchProfile(profile, { parcel: entry?.parcel ?? digits })).not.toEqual([]);

  browser = await profile.open(FAKE_DEVICES);
  const second = await open('/basvurularim/').catch(() => browser.context.pages().at(-1) as Page);
  await onPage(second, t('applications.heading'));
  await second.getByText(t('applications.empty')).waitFor();
  await expect.poll(() => second.title()).toBe('Notlar');
  // No page of the app is left when the line is there again.
  await second.close();
  proxy.isCut = false;
  const { wake } = await openBeside(browser.context, proxy.url);
  await expect
    .poll(async () => {
      await wake();
      return (await listStoredAttachments(server)).map(({ digest }) => digest);
    })
    .toContain(recording?.digest);
  expect(await countApplications(server)).toBe(before + 1);
  const third = await open('/gizli/');
  await third.getByText(t('sealed.none')).waitFor();
  expect(proxy.seen.filter((seen) => /^(PUT|PATCH|POST) \/api\/(applications|uploads)/.test(seen))).toEqual(
    [],
  );
  for (const store of ['sealed', 'sealedChunks']) expect(await openedRecords(third, store)).toEqual([]);
  await browser.close();
  expect(await searchProfile(profile, all)).toEqual([]);

  browser = await profile.open();
  const other = await open('/takip/', await browser.newPhone());
  await openByCode(other, digits);
  await onPage(other, STORY.subject);
});

it('chosen on the last page: killed while it seals and while it sends, it is a draft or sealed, and arrives once', async () => {
  browser = await profile.openWindowless();
  const before = await countApplications(server);
  const first = await open('/');
  await untilMediaKept(first);
  await writeApplication(first, STORY);
  const id = /basvuru\/([^/]+)/.exec(first.url())?.[1] ?? '';
  await first.getByRole('button', { name: t('flow.continue') }).click();
  await onPage(first, t('flow.send.heading'));
  await first.getByRole('link', { name: t('settings.private') }).click();
  await onPage(first, t('settings.private'));
  let digits = await noteCode(first);
  await seal(first).click({ noWaitAfter: true });
  await browser.kill();

  browser = await profile.openWindowless();
  proxy.isCut = true;
  const second = await browser.context.newPage();
  await second.goto(`${proxy.url}/gizli/?${id}`);
  await onPage(second, t('settings.private'));
  if ((await whereItIs(second)) === 'draft') {
    digits = await noteCode(second);
    await seal(second).click();
  } else await second.goto(`${proxy.url}/gizli/`);
  await untilState(second, t('sealed.waiting', { count: 1 }));
  expect(await whereItIs(second)).toBe('sealed');
  proxy.faults.push({ method: 'PUT', fault: 'lose-response' });
  proxy.isCut = false;
  await second.reload();
  await expect.poll(() => proxy.seen.some((seen) => seen.startsWith('PUT /api/sealed/'))).toBe(true);
  await browser.kill();

  browser = await profile.openWindowless();
  const third = await open('/gizli/');
  await third.getByText(t('sealed.none')).waitFor();
  expect(await countApplications(server)).toBe(before + 1);
  await third.goto(`${proxy.url}/takip/`);
  await openByCode(third, digits);
  await onPage(third, STORY.subject);
});

it('brought further by a worker, goes on by itself: the browser wakes it again, and nobody else asks', async () => {
  browser = await profile.open();
  // The page's own asking would be in the browser's list, with a pause of minutes: what is seen here is the worker's.
  await browser.context.addInitScript(() => {
    const { prototype } = Reflect.get(window, 'SyncManager') as { prototype: object };
    Object.assign(prototype, { register: () => Promise.resolve() });
  });
  const page = await open('/');
  await untilMediaKept(page);
  await alwaysSeal(page);
  await beginApplication(page);
  await page.getByRole('textbox', { name: t('flow.text.subject') }).fill(STORY.subject);
  await page.getByRole('textbox', { name: t('flow.text.description') }).fill(STORY.description);
  const bytesOf = (name: string) =>
    Buffer.concat([Buffer.from(`%PDF-1.7\n% ${name}\n`), Buffer.alloc(150_000)]);
  const files = ['bir.pdf', 'iki.pdf'].map((name) => ({
    name,
    mimeType: 'application/pdf',
    buffer: bytesOf(name),
  }));
  await page.locator('input[type=file]').first().setInputFiles(files);
  for (const { name } of files)
    await page.locator('main').getByText(t('media.file.added', { name })).first().waitFor();
  await endApplication(page);
  const digests = (await storedRecordings(page)).map(({ digest }) => digest);
  proxy.isCut = true;
  await page.getByRole('button', { name: t('flow.continue') }).click();
  await onPage(page, t('settings.private'));
  await noteCode(page);
  await seal(page).click();
  await untilState(page, t('sealed.waiting', { count: 1 }));
  const [{ parcel } = { parcel: '' }] = (await openedRecords(page, 'sealed')) as { parcel: string }[];
  // The first of two comes through, and then the line breaks.
  const path = `/api/sealed/${parcel}/attachments/1`;
  proxy.faults.push({ method: 'POST', path, fault: 'lose-request' });
  await page.close();
  proxy.isCut = false;
  // A window of the app's address is there, and none of the app.
  const { wake } = await openBeside(browser.context, proxy.url);
  await wake();
  const stored = async () => (await listStoredAttachments(server)).map(({ digest }) => digest);
  await expect.poll(stored).toEqual(expect.arrayContaining(digests));
  expect(proxy.faults).toEqual([]);
});
