// Telling by voice and by hand, in a real browser with a fake camera and microphone: recorded without a network, killed in
// the middle, gone on with, sent, and at the server byte for byte.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { FAKE_DEVICES } from '../browser.ts';
import { HEIC } from '../fixtures/attachments/heic.ts';
import { HAS_FFMPEG } from '../fixtures/attachments/recordings.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { beginApplication, endApplication, goOn, onPage, send, sendNow, t, untilState } from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { listStoredAttachments, listVerdicts, offerTranscript } from './office.ts';
import { expectOnOneScreen } from './one-screen.ts';
import { press, startRecording, storedRecordings, untilMediaKept, untilStored } from './recorder.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { untilCorrected, writeDownFilm } from './transcriber.ts';

/** What is said of a file that has come, before and after the state has looked at it. */
const ARRIVED = new RegExp(
  [
    t('media.upload.uploaded'),
    ...(['stored', 'ready', 'original-only'] as const).map((state) => t(`media.held.${state}`)),
  ].join('|'),
);

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
  profile = await createProfile();
});
afterEach(async () => {
  await browser.kill();
  await profile.remove();
});

/** On a phone with a camera and a microphone that are always allowed. */
async function open(path: string): Promise<Page> {
  browser = await profile.openWindowless(FAKE_DEVICES);
  return await openPage(path);
}

async function openPage(path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}

it('offline → sign → kill -9 while recording → restart → go on by voice → send → two kills of the server → arrives with the same SHA-256, is played in the console, and what it says is confirmed', async () => {
  // As on a phone: after a server that was away the worker is woken by Background Sync.
  browser = await profile.open(FAKE_DEVICES);
  const first = await openPage('/');
  await untilMediaKept(first);
  proxy.isCut = true;
  await first.reload();
  await beginApplication(first);
  await first.getByRole('combobox', { name: t('media.topic.label') }).selectOption({
    label: t('media.topic.road'),
  });
  await startRecording(first, 'sign-video');
  // Longer than a first piece, which would go with the creation: a server is to die in the middle of the next.
  await untilStored(first, 8);
  await browser.kill();

  browser = await profile.open(FAKE_DEVICES);
  const second = await browser.context.newPage();
  await second.goto(`${proxy.url}/basvurularim/`);
  await second.getByRole('link', { name: t('draft.continue') }).click();
  await onPage(second, t('flow.text.heading'));
  await second
    .getByText(t('media.recovered', { count: 1 }))
    .first()
    .waitFor();
  const part = t('media.take.sign-video', { number: 1 });
  const take = second.getByRole('listitem').filter({ has: second.getByRole('heading', { name: part }) });
  await take.getByRole('button', { name: t('media.player.play') }).click();
  await take.getByRole('button', { name: t('media.player.pause') }).waitFor();

  await startRecording(second, 'voice');
  await untilStored(second, 2);
  // Nobody goes on in the middle: it is said, and the recording goes on.
  await second.getByRole('button', { name: t('flow.continue') }).click();
  await second.getByRole('link', { name: t('media.text.error.busy') }).waitFor();
  await press(second, t('media.recorder.finish'));
  await second.getByRole('heading', { name: t('media.take.voice', { number: 2 }) }).waitFor();
  expect(await second.getByText(t('media.text.error.busy')).count()).toBe(0);
  await endApplication(second);
  await second.locator('dd').getByText(part).waitFor();
  await second
    .locator('dd')
    .getByText(t('media.take.voice', { number: 2 }))
    .waitFor();
  await send(second, { subject: t('media.topic.road'), description: '' });
  await untilState(second, t('outbox.waiting'));
  const kept = await storedRecordings(second);
  expect(kept).toHaveLength(2);

  proxy.faults.push({ method: 'POST', path: '/api/uploads', fault: 'cut-body', afterBytes: 2_000 });
  proxy.isCut = false;
  await sendNow(second);
  await untilState(second, t('outbox.received', { number: '' }));
  await killServerInTheMiddle();
  proxy.faults.push({ method: 'PATCH', fault: 'cut-body', afterBytes: 1_000 });
  await uploadNow(second);
  await killServerInTheMiddle();
  await uploadNow(second);
  // What is announced says the same words; the list tells each file's own state.
  const arrived = second.getByRole('listitem').getByText(ARRIVED);
  // The server that was killed held a lease, and who is refused by it waits a little longer each time.
  await expect.poll(() => arrived.count(), { timeout: 120_000 }).toBe(2);
  const stored = await listStoredAttachments(server);
  for (const { id, digest, byteLength } of kept)
    expect(stored).toContainEqual(expect.objectContaining({ id, digest, byteLength }));
  await confirmText(second, kept[0]?.id ?? '');
});

/** Some bytes of a piece have come, and then nothing more, to a server that is gone. */
async function killServerInTheMiddle(): Promise<void> {
  // A server that was killed before may hold what is to be sent for a while yet.
  await expect.poll(() => proxy.faults.length, { timeout: 120_000 }).toBe(0);
  await server.kill();
  await server.start();
}

async function uploadNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: t('media.upload.now') }).click();
}

const OFFERED = ['Kaldırım kırık.', 'Düştüm.'] as const;
const CORRECTED = 'Kaldırım çok kırık.\nDüştüm.';

/** An officer puts the film into writing, and the citizen corrects it without a network; it is sent by itself. */
async function confirmText(page: Page, attachmentId: string): Promise<void> {
  const officer = await browser.context.newPage();
  // Without ffmpeg there is nothing that the console would play.
  if (HAS_FFMPEG)
    await writeDownFilm(officer, server, { attachmentId, subject: t('media.topic.road'), pieces: OFFERED });
  else await offerTranscript(server, `http://localhost:${server.port}`, attachmentId, OFFERED.join('\n'));
  await page.getByRole('button', { name: t('thread.refresh') }).click();
  await page.getByText(t('media.text.unconfirmed')).waitFor();
  proxy.isCut = true;
  await page.getByRole('button', { name: t('media.text.correct') }).click();
  const field = page.getByRole('textbox', { name: t('media.text.field') });
  await expect.poll(() => field.inputValue()).toBe(OFFERED.join('\n'));
  await field.fill(CORRECTED);
  await page.getByRole('button', { name: t('media.text.send') }).click();
  await page.getByText(t('media.act.waiting')).first().waitFor();
  await page.reload();
  await page.getByText(t('media.act.waiting')).first().waitFor();
  proxy.isCut = false;
  await sendNow(page, t('media.act.now'));
  await page
    .getByText(t('media.act.received', { when: '' }))
    .first()
    .waitFor();
  expect(await listVerdicts(server)).toEqual([{ kind: 'corrected', text: CORRECTED }]);
  if (HAS_FFMPEG) await untilCorrected(officer, CORRECTED);
}

it('a refused microphone is said, with what can be done, and nothing that was written is lost', async () => {
  // Only with a window does a browser ask, and is answered.
  browser = await profile.open(['--use-fake-device-for-media-stream', '--deny-permission-prompts']);
  const page = await openPage('/basvuru/');
  await beginApplication(page);
  await page.getByRole('textbox', { name: t('flow.text.description') }).fill('Yazdım.');
  await page.getByRole('radio', { name: t('media.way.voice') }).press('Space');
  await press(page, t('media.recorder.voice.open'));
  await page.getByRole('heading', { name: t('media.failure.refused') }).waitFor();
  await page.getByText(t('media.failure.refused.body')).waitFor();
  expect(await page.getByRole('textbox', { name: t('flow.text.description') }).inputValue()).toBe('Yazdım.');
});

it('who signs sees the own picture, the time and the button together: on a small phone, lying, in large text, from right to left, in forced colours', async () => {
  const page = await open('/basvuru/');
  await beginApplication(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole('radio', { name: t('media.way.sign-video') }).press('Space');
  await press(page, t('media.recorder.sign-video.open'));
  await press(page, t('media.recorder.begin'));
  await expectOnOneScreen(page, t('media.recorder.countingDown', { count: '' }), t('media.recorder.callOff'));
  const finish = t('media.recorder.finish');
  await page.getByRole('button', { name: finish }).waitFor();
  await expectOnOneScreen(page, t('media.recorder.recording'), finish);

  const inEveryWay: (() => Promise<void>)[] = [
    () => page.setViewportSize({ width: 640, height: 320 }),
    () => setOfPage(page, 'data-text', '200'),
    () => page.setViewportSize({ width: 320, height: 640 }),
    () => page.emulateMedia({ forcedColors: 'active' }),
    () => setOfPage(page, 'dir', 'rtl'),
  ];
  for (const change of inEveryWay) {
    await change();
    await press(page, t('media.recorder.second.recording'));
    await expectOnOneScreen(page, t('media.recorder.paused'), finish);
    await press(page, t('media.recorder.second.paused'));
    await expectOnOneScreen(page, t('media.recorder.recording'), finish);
  }
});

/** As the settings set it, and the language. */
async function setOfPage(page: Page, name: string, value: string): Promise<void> {
  await page
    .locator('html')
    .evaluate((root, [name, value]) => root.setAttribute(name, value), [name, value] as const);
}

it('a microphone whose permission is taken back in the middle is told as that, and what was recorded is whole', async () => {
  const page = await open('/basvuru/');
  await beginApplication(page);
  await startRecording(page, 'voice');
  await untilStored(page, 2);
  const devtools = await browser.context.newCDPSession(page);
  const allow = (setting: 'granted' | 'denied') =>
    devtools.send('Browser.setPermission', {
      permission: { name: 'microphone' },
      setting,
      origin: proxy.url,
    });
  await allow('denied');
  await page.getByRole('heading', { name: t('media.failure.revoked') }).waitFor();
  await page.getByText(t('media.failure.revoked.body')).waitFor();
  await page.getByRole('heading', { name: t('media.take.voice', { number: 1 }) }).waitFor();
  const [kept] = await storedRecordings(page);
  expect(kept?.digest).not.toBe('');
  expect(kept?.durationMs).toBeGreaterThanOrEqual(2_000);
  await allow('granted');
  await press(page, t('media.recorder.tryAgain'));
  await page.getByRole('button', { name: t('media.recorder.begin') }).waitFor();
});

it('kill -9 while files are read → restart → "Devam et" leads to where they are told by name, and can be chosen again', async () => {
  const first = await open('/basvuru/');
  await beginApplication(first);
  await first.getByRole('textbox', { name: t('flow.text.subject') }).fill('Rampa');
  await first.getByRole('textbox', { name: t('flow.text.description') }).fill('Rampa kırık.');
  await goOn(first, t('flow.court.heading'));
  await first.getByRole('link', { name: t('flow.back') }).click();
  await onPage(first, t('flow.text.heading'));
  // Of four the first are perhaps through before the kill, the last ones never.
  const names = ['bir.pdf', 'iki.pdf', 'rapor.pdf', 'ek.pdf'];
  await chooseFiles(first, names, 15_000_000);
  await expect.poll(async () => (await storedRecordings(first)).length).toBe(4);
  await browser.kill();

  browser = await profile.openWindowless(FAKE_DEVICES);
  const second = await browser.context.newPage();
  await second.setViewportSize({ width: 320, height: 640 });
  await second.goto(`${proxy.url}/basvurularim/`);
  const link = second.getByRole('link', { name: t('draft.continue') });
  await link.waitFor();
  await link.press('Enter');
  const told = second.getByText(t('media.wanting.notSent'));
  await told.waitFor();
  await expect
    .poll(() => second.evaluate(() => document.activeElement?.textContent))
    .toBe(t('media.wanting.notSent'));
  const wanting = second.getByText(t('media.wanting.cut-off', { name: 'ek.pdf' }));
  await wanting.waitFor();
  const scrollsAside = () =>
    second.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(await scrollsAside()).toBe(false);
  // Chosen again, or gone without: both by the keyboard.
  await chooseFiles(second, ['ek.pdf'], 1_000);
  await wanting.waitFor({ state: 'detached' });
  const without = (name: string) =>
    second.getByRole('button', { name: new RegExp(`^${t('media.cutOff.without')}.*${name}$`) });
  expect(await without('rapor.pdf').count()).toBe(1);
  for (const name of names.slice(0, 3)) {
    if ((await without(name).count()) > 0) await without(name).press('Enter');
    await without(name).waitFor({ state: 'detached' });
  }
  await second.getByText(t('media.wanting.goOnWithout')).waitFor();
  await second.getByRole('button', { name: t('flow.continue') }).press('Enter');
  await onPage(second, t('flow.court.heading'));
});

/** Files of the page's own making: to carry so many bytes to the browser takes longer than to read them there. */
async function chooseFiles(page: Page, names: string[], sizeBytes: number): Promise<void> {
  const input = page.locator('input[type=file]').first();
  await input.evaluate(
    (element, { names, sizeBytes }) => {
      const chosen = new DataTransfer();
      for (const name of names)
        chosen.items.add(
          new File(['%PDF-1.7\n', new Uint8Array(sizeBytes)], name, { type: 'application/pdf' }),
        );
      if (element instanceof HTMLInputElement) element.files = chosen.files;
      element.dispatchEvent(new Event('change', { bubbles: true }));
    },
    { names, sizeBytes },
  );
}

it('a photo is made smaller, and the citizen hears that its place was removed; one that cannot be drawn is told for what it is', async () => {
  const page = await open('/basvuru/');
  await beginApplication(page);
  await page
    .getByRole('group', { name: t('media.way.legend') })
    .or(page.getByText(t('media.way.legend')))
    .first()
    .waitFor();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'kaldirim.jpg',
      mimeType: 'image/jpeg',
      buffer: await photoWithPlace(page),
    });
  const words = `${t('media.file.added', { name: 'kaldirim.jpg' })} ${t('media.file.smaller')} ${t('media.file.removed.place')}`;
  await page.locator('main').getByText(words).first().waitFor();
  await page.locator('[aria-live=polite]', { hasText: words }).waitFor({ state: 'attached' });

  const kept = await storedRecordings(page);
  expect(kept).not.toEqual([]);

  // What this browser cannot draw is said to be what it is, and what was added before stays.
  for (const [name, buffer, fault] of [
    ['IMG_0042.HEIC', HEIC, 'heic'],
    ['yarim.jpg', (await photoWithPlace(page)).subarray(0, 4_000), 'damaged'],
  ] as const) {
    const mimeType = fault === 'heic' ? 'image/heic' : 'image/jpeg';
    await page.locator('input[type=file]').first().setInputFiles({ name, mimeType, buffer });
    await page
      .locator('main')
      .getByText(t(`media.file.fault.${fault}`, { name }))
      .first()
      .waitFor();
  }
  expect(await storedRecordings(page)).toEqual(kept);
});

/** A real JPEG of the browser's own making, with an Exif block that has a latitude. */
async function photoWithPlace(page: Page): Promise<Buffer> {
  const jpeg = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3000, 2000);
    canvas.getContext('2d')?.fillRect(0, 0, 1000, 1000);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const gps = [1, 0, 0x02, 0, 5, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const tiff = Buffer.from([
    ...[0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0],
    ...gps,
  ]);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([Buffer.from(jpeg.slice(0, 2)), head, exif, Buffer.from(jpeg.slice(2))]);
}
