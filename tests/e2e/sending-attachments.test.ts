// What a citizen says of the sending of large things, in a real browser on a line that changes: only over Wi-Fi, smaller, and not
// at all. The files are larger than a first piece, which goes with the creation.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { sizeInWords } from '../../src/i18n/figures.ts';
import { bytesPerSecond } from '../../src/media/formats.ts';
import { FIRST_PIECE_BYTES } from '../../src/offline/upload-pieces.ts';
import { FAKE_DEVICES } from '../browser.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { beginApplication, endApplication, STORY, send, t, untilState } from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { listStoredAttachments, uploadAtServer } from './office.ts';
import { LINE_TYPES, lineOf } from './phone-line.ts';
import { press, startRecording, storedRecordings, untilStored } from './recorder.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const MEGABYTE = 1_000_000;
/** More than goes with the creation, and what is left is one piece on the slowest line. */
const TWO_PIECES = FIRST_PIECE_BYTES + 20_000;
/** What a busy server leaves without an answer is asked again with the next round that comes by itself, a minute later. */
const NEXT_ROUND_MS = 120_000;

let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  profile = await createProfile();
  browser = await profile.openWindowless([...FAKE_DEVICES, LINE_TYPES]);
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await server.remove();
});
beforeEach(async () => {
  proxy = await startFaultProxy(server.port);
});
afterEach(async () => {
  await proxy.close();
});

/** Of a phone that was never here. */
async function openOnPhone(url = proxy.url): Promise<Page> {
  const page = await (await browser.newPhone()).newPage();
  await openPath(page, url, '/ayarlar/');
  return page;
}

async function openPath(page: Page, url: string, path: string): Promise<void> {
  await page.goto(url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
}

/** As the settings say it, on the page of the settings. */
async function choose(page: Page, name: string): Promise<void> {
  const box = page.getByRole('checkbox', { name });
  await box.press('Space');
  await expect.poll(() => box.isChecked()).toBe(true);
}

/** A sound of so many bytes, made by the page: to carry them there takes longer. @returns when it was taken in */
async function addSound(page: Page, sizeBytes: number): Promise<void> {
  const name = 'ses.wav';
  const input = page.locator('input[type=file]').first();
  await input.waitFor({ state: 'attached' });
  await input.evaluate(
    (element, { name, sizeBytes }) => {
      const bytes = new Uint8Array(sizeBytes);
      for (let at = 0; at < sizeBytes; at += 65_536)
        crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, sizeBytes)));
      // RIFF, WAVE, PCM with one channel of 16 bits.
      const head = new DataView(bytes.buffer, 0, 44);
      const write = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
      write(0, 'RIFF');
      head.setUint32(4, sizeBytes - 8, true);
      write(8, 'WAVEfmt ');
      head.setUint32(16, 16, true);
      head.setUint16(20, 1, true);
      head.setUint16(22, 1, true);
      head.setUint32(24, 44_100, true);
      head.setUint32(28, 88_200, true);
      head.setUint16(32, 2, true);
      head.setUint16(34, 16, true);
      write(36, 'data');
      head.setUint32(40, sizeBytes - 44, true);
      const chosen = new DataTransfer();
      chosen.items.add(new File([bytes], name, { type: 'audio/wav' }));
      if (element instanceof HTMLInputElement) element.files = chosen.files;
      element.dispatchEvent(new Event('change', { bubbles: true }));
    },
    { name, sizeBytes },
  );
  await page.locator('main').getByText(t('media.file.added', { name })).first().waitFor();
}

/** Writes an application with such a sound and sends it, until its text is received. @returns the sound */
async function sendSound(page: Page, sizeBytes: number): Promise<{ id: string; digest: string }> {
  await beginApplication(page);
  await page.getByRole('textbox', { name: t('flow.text.subject') }).fill(STORY.subject);
  await page.getByRole('textbox', { name: t('flow.text.description') }).fill(STORY.description);
  await addSound(page, sizeBytes);
  await endApplication(page);
  await send(page);
  await untilState(page, t('outbox.received', { number: '' }));
  const [sound] = await storedRecordings(page);
  if (!sound) throw new Error('The sound is not on the phone');
  return sound;
}

const uploads = (): string[] => proxy.seen.filter((line) => line.includes('/api/uploads'));

/** What is said of the sound in its thread. */
const card = (page: Page) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: t('attachment.audio'), exact: true }) });

const WITH_PERCENT = /(\d+)/;

async function takeBack(page: Page): Promise<void> {
  await card(page)
    .getByRole('button', { name: t('media.upload.cancel') })
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('media.upload.cancel'), exact: true })
    .click();
}

it('only over Wi-Fi: on a mobile line nothing goes and the page says so; with Wi-Fi it goes at once; without it nothing more in the middle of a piece', async () => {
  const page = await openOnPhone();
  const line = await lineOf(page);
  await line.become('wifi');
  await choose(page, t('media.settings.wifiOnly'));
  const metered = page.getByRole('main').getByText(t('media.settings.line.metered'));
  expect(await metered.count()).toBe(0);
  await line.become('cellular4g');
  await metered.waitFor();
  await page
    .locator('[aria-live=polite]', { hasText: t('media.settings.line.metered') })
    .waitFor({ state: 'attached' });

  const sound = await sendSound(page, MEGABYTE);
  await card(page).getByText(t('media.upload.waiting')).waitFor();
  await metered.waitFor();
  // A start is a round, too; and none that comes by itself follows it for a minute.
  await page.reload();
  await metered.waitFor();
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  expect(uploads()).toEqual([]);
  expect(await uploadAtServer(server, sound.id)).toMatchObject({ state: 'expected', received: null });

  const piece = proxy.hold(/^PATCH/);
  await line.become('wifi');
  await expect.poll(uploads).toContain('POST /api/uploads');
  await metered.waitFor({ state: 'detached' });

  await piece.reached;
  await line.become('cellular4g');
  await card(page)
    .getByText(t('media.upload.resting', { percent: 13 }))
    .waitFor();
  await metered.waitFor();
  const before = uploads().length;
  await page.reload();
  await card(page)
    .getByText(t('media.upload.resting', { percent: 13 }))
    .waitFor();
  expect(uploads()).toHaveLength(before);
  piece.open();

  await line.become('wifi');
  await expect
    .poll(async () => (await listStoredAttachments(server)).find(({ id }) => id === sound.id)?.digest)
    .toBe(sound.digest);
  await card(page)
    .getByText(t('media.upload.uploaded'))
    .or(card(page).getByText(t('media.held.stored')))
    .waitFor();
  await page.context().close();
});

it('to save data: the recordings and photos that follow are smaller, and the page says how much a minute takes', async () => {
  const page = await openOnPhone();
  await page.addInitScript(() => {
    const rates: number[] = [];
    class Watched extends MediaRecorder {
      override start(timeslice?: number): void {
        rates.push(this.audioBitsPerSecond);
        super.start(timeslice);
      }
    }
    Object.assign(window, { MediaRecorder: Watched, rates });
  });
  const rates = () => page.evaluate(() => Reflect.get(window, 'rates') as number[]);
  const photo = await noisyPhoto(page);
  const takeBoth = async (savesData: boolean): Promise<{ photoBytes: number; rate: number }> => {
    await openPath(page, proxy.url, '/');
    const before = new Set((await storedRecordings(page)).map(({ id }) => id));
    await beginApplication(page);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page
      .locator('main')
      .getByText(t('media.file.added', { name: 'foto.jpg' }))
      .first()
      .waitFor();
    const made = (await storedRecordings(page)).find(({ id }) => !before.has(id));
    await page.getByRole('radio', { name: t('media.way.voice') }).press('Space');
    await page.getByText(leadOf(savesData)).first().waitFor();
    await startRecording(page, 'voice');
    await untilStored(page, 1);
    await press(page, t('media.recorder.finish'));
    await page.getByRole('heading', { name: t('media.take.voice', { number: 1 }) }).waitFor();
    return { photoBytes: made?.byteLength ?? 0, rate: (await rates()).at(-1) ?? 0 };
  };
  const full = await takeBoth(false);
  await openPath(page, proxy.url, '/ayarlar/');
  await choose(page, t('media.settings.saveData'));
  const small = await takeBoth(true);
  expect(full.rate).toBe(24_000);
  expect(small.rate).toBe(16_000);
  expect(full.photoBytes).toBeGreaterThan(0);
  expect(small.photoBytes).toBeLessThan(0.8 * full.photoBytes);
  await page.context().close();
});

/** What the recorder says of its cost. */
function leadOf(savesData: boolean): string {
  const perMinute = 60 * bytesPerSecond('voice', savesData);
  return t('media.recorder.voice.lead', { minutes: 30, size: sizeInWords(perMinute, 'tr') });
}

/** Of which a smaller one has fewer bytes. */
async function noisyPhoto(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3000, 2000);
    const context = canvas.getContext('2d');
    for (let square = 0; square < 6_000; square++) {
      if (!context) break;
      context.fillStyle = `hsl(${(square * 137) % 360} 60% ${(square * 29) % 100}%)`;
      context.fillRect((square % 100) * 30, Math.floor(square / 100) * 34, 30, 34);
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return Buffer.from(bytes);
}

it('taken back in the middle of a piece: the server hears of it at once and has nothing of it any more, and the page says so; it can be sent after all', async () => {
  const url = `http://localhost:${server.port}`;
  const page = await openOnPhone(url);
  const line = await lineOf(page);
  // Some eight pieces of four seconds each.
  await line.become('wifi', 30_000);
  const sound = await sendSound(page, MEGABYTE);
  await card(page)
    .getByText(t('media.upload.sending', { percent: '' }))
    .filter({ hasText: WITH_PERCENT })
    .waitFor();
  expect(await uploadAtServer(server, sound.id)).toMatchObject({ state: 'uploading', files: 1 });
  // What is on its way would take minutes.
  await line.become('wifi', 2_000);
  await takeBack(page);
  await card(page).getByText(t('media.upload.cancelled')).waitFor();
  await page
    .locator('[aria-live=polite]', { hasText: t('media.upload.cancelled') })
    .waitFor({ state: 'attached' });
  expect(await uploadAtServer(server, sound.id)).toEqual({ state: 'expected', received: null, files: 0 });

  await line.become('wifi');
  await card(page)
    .getByRole('button', { name: t('media.upload.resume') })
    .click();
  await expect
    .poll(async () => (await listStoredAttachments(server)).find(({ id }) => id === sound.id)?.digest)
    .toBe(sound.digest);
  await page.context().close();
});

it('taken back when all of it had arrived and only the answer was missing: the page says that it stays, and it does', async () => {
  const page = await openOnPhone();
  proxy.faults.push({ method: 'PATCH', fault: 'lose-response' });
  const question = proxy.hold(/^HEAD/);
  const sound = await sendSound(page, TWO_PIECES);
  await question.reached;
  await takeBack(page);
  await expect.poll(uploads, { timeout: NEXT_ROUND_MS }).toContain(`DELETE /api/uploads/${sound.id}`);
  question.open();
  await card(page).getByText(t('media.upload.tooLate')).waitFor({ timeout: NEXT_ROUND_MS });
  await page
    .locator('[aria-live=polite]', { hasText: t('media.upload.tooLate') })
    .waitFor({ state: 'attached' });
  expect(await listStoredAttachments(server)).toContainEqual(
    expect.objectContaining({ id: sound.id, digest: sound.digest }),
  );
  await page.context().close();
});
