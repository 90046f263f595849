// Telling by voice and by hand in Firefox: recorded, paused, gone on with, played, still there after a reload, after a kill
// without a network, and at the server byte for byte.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { beginApplication, endApplication, onPage, send, sendNow, t, untilState } from '../e2e/citizen.ts';
import { type FaultProxy, startFaultProxy } from '../e2e/fault-proxy.ts';
import { listStoredAttachments } from '../e2e/office.ts';
import { press, startRecording, storedRecordings, untilMediaKept, untilStored } from '../e2e/recorder.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';
import { findFirefox, killFirefox, openFirefox, REFUSES_MICROPHONE } from './firefox.ts';

let server: ServerProcess;
let proxy: FaultProxy;
let profile: string;
let browser: BrowserContext;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  proxy = await startFaultProxy(server.port);
});
afterAll(async () => {
  await proxy.close();
  await server.remove();
});
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'kopru-firefox-'));
});
afterEach(async () => {
  await browser.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function openBrowser(preferences?: Parameters<typeof openFirefox>[2]): Promise<Page> {
  const found = findFirefox();
  if (!found.ok) throw new Error(found.sentence);
  browser = await openFirefox(profile, found.path, preferences);
  return await browser.newPage();
}

/** The question what happened, in a new profile. */
async function open(preferences?: Parameters<typeof openFirefox>[2]): Promise<Page> {
  const page = await openBrowser(preferences);
  await page.goto(`http://localhost:${server.port}/`);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  await beginApplication(page);
  return page;
}

/**
 * Speaks or signs for two seconds, rests for five, goes on for two more, and ends.
 * @returns how long it has been, the rest with it
 */
async function record(page: Page, way: 'voice' | 'sign-video', number: number): Promise<number> {
  await startRecording(page, way);
  const startedAt = performance.now();
  await page.waitForTimeout(2_000);
  await press(page, t('media.recorder.second.recording'));
  await page.getByText(t('media.recorder.paused'), { exact: true }).first().waitFor();
  await page.waitForTimeout(5_000);
  await press(page, t('media.recorder.second.paused'));
  await page.getByText(t('media.recorder.recording'), { exact: true }).first().waitFor();
  await page.waitForTimeout(2_000);
  const wholeMs = performance.now() - startedAt;
  await press(page, t('media.recorder.finish'));
  await page.getByRole('heading', { name: t(`media.take.${way}`, { number }) }).waitFor();
  return wholeMs;
}

/** Until it has been played to its end: the button says again that it would play. */
async function play(page: Page, name: string): Promise<void> {
  const take = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
  const begin = take.getByRole('button', { name: t('media.player.play') });
  await begin.click();
  await take.getByRole('button', { name: t('media.player.pause') }).waitFor();
  await begin.waitFor();
  expect(await take.getByText(t('media.player.failed')).count()).toBe(0);
}

it('voice and sign video: record → pause → go on → end → play → reload → send → arrive with the same SHA-256', async () => {
  const page = await open();
  await page.getByRole('combobox', { name: t('media.topic.label') }).selectOption({
    label: t('media.topic.road'),
  });
  const wholeMs = [await record(page, 'voice', 1), await record(page, 'sign-video', 2)];
  const kept = await storedRecordings(page);
  expect(kept).toHaveLength(2);
  for (const [index, { durationMs }] of kept.entries()) {
    expect(durationMs).toBeGreaterThan(4_000);
    // The rest does not count; what the presses take is shorter.
    expect(durationMs).toBeLessThan(wholeMs[index] ?? 0);
  }

  const parts = [t('media.take.voice', { number: 1 }), t('media.take.sign-video', { number: 2 })];
  for (const part of parts) await play(page, part);
  await page.reload();
  await onPage(page, t('flow.text.heading'));
  for (const part of parts) await play(page, part);
  expect(await storedRecordings(page)).toEqual(kept);

  await endApplication(page);
  await send(page, { subject: t('media.topic.road'), description: '' });
  await sendNow(page);
  await untilState(page, t('outbox.received', { number: '' }));
  await expect.poll(() => page.getByText(t('media.upload.uploaded')).count(), { timeout: 60_000 }).toBe(2);
  const stored = await listStoredAttachments(server);
  for (const { id, digest, byteLength } of kept)
    expect(stored).toContainEqual(expect.objectContaining({ id, digest, byteLength }));
});

it('offline → speak → kill -9 while recording → start again → go on → send → arrives with the same SHA-256', async () => {
  const first = await openBrowser();
  await first.goto(`${proxy.url}/`);
  await first.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  await untilMediaKept(first);
  proxy.isCut = true;
  await first.reload();
  await beginApplication(first);
  await first.getByRole('combobox', { name: t('media.topic.label') }).selectOption({
    label: t('media.topic.road'),
  });
  await startRecording(first, 'voice');
  await untilStored(first, 3);
  await killFirefox(browser, profile);

  const second = await openBrowser();
  await second.goto(`${proxy.url}/basvurularim/`);
  await second.getByRole('link', { name: t('draft.continue') }).click();
  await onPage(second, t('flow.text.heading'));
  await second
    .getByText(t('media.recovered', { count: 1 }))
    .first()
    .waitFor();
  await play(second, t('media.take.voice', { number: 1 }));
  await startRecording(second, 'voice');
  await untilStored(second, 2);
  await press(second, t('media.recorder.finish'));
  await second.getByRole('heading', { name: t('media.take.voice', { number: 2 }) }).waitFor();
  await endApplication(second);
  await send(second, { subject: t('media.topic.road'), description: '' });
  await untilState(second, t('outbox.waiting'));
  const kept = await storedRecordings(second);
  expect(kept).toHaveLength(2);
  expect(kept[0]?.durationMs).toBeGreaterThan(2_500);

  proxy.isCut = false;
  await sendNow(second);
  await untilState(second, t('outbox.received', { number: '' }));
  const stored = () => listStoredAttachments(server);
  await expect.poll(async () => (await stored()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  for (const { id, digest, byteLength } of kept) {
    await expect
      .poll(stored, { timeout: 60_000 })
      .toContainEqual(expect.objectContaining({ id, digest, byteLength }));
  }
});

it('a refused microphone is said, with what can be done, and nothing that was written is lost', async () => {
  const page = await open(REFUSES_MICROPHONE);
  const description = page.getByRole('textbox', { name: t('flow.text.description') });
  await description.fill('Yazdım.');
  await page.getByRole('radio', { name: t('media.way.voice') }).press('Space');
  await press(page, t('media.recorder.voice.open'));
  await page.getByRole('heading', { name: t('media.failure.refused') }).waitFor();
  await page.getByText(t('media.failure.refused.body')).waitFor();
  expect(await description.inputValue()).toBe('Yazdım.');
});
