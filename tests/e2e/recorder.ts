// A citizen at the recorder, by what a screen reader gives, and what the device has stored of it, read past the app.

import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { t, untilOfflineReady } from './citizen.ts';
import { openedRecords } from './laid-open.ts';

/** A press that comes with a change of the button is meant for what was there before. */
const REST_MS = 700;

export interface StoredRecording {
  id: string;
  durationMs: number;
  /** SHA-256, base64url; '' while it grows. */
  digest: string;
  byteLength: number;
}

export async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.waitFor();
  await page.waitForTimeout(REST_MS);
  await button.click();
}

/** From the question what happened, up to the end of the count-down. */
export async function startRecording(page: Page, way: 'voice' | 'sign-video'): Promise<void> {
  const choice = page.getByRole('radio', { name: t(`media.way.${way}`) });
  if (!(await choice.isChecked())) await choice.press('Space');
  const again = page.getByRole('button', { name: t('media.recorder.addPart') });
  await press(page, t((await again.isVisible()) ? 'media.recorder.addPart' : `media.recorder.${way}.open`));
  await press(page, t('media.recorder.begin'));
  await page.getByRole('button', { name: t('media.recorder.finish') }).waitFor();
}

/** Oldest first. */
export async function storedRecordings(page: Page): Promise<StoredRecording[]> {
  const all = (await openedRecords(page, 'recordings')) as (StoredRecording & { createdAt: number })[];
  return all.sort((one, other) => one.createdAt - other.createdAt);
}

/** Until so many seconds of the recording that is being made are on the disk. @throws Error after 20 s without another chunk */
export async function untilStored(page: Page, seconds: number): Promise<void> {
  let longestMs = 0;
  let grewAt = performance.now();
  while (longestMs < seconds * 1000) {
    const growing = (await storedRecordings(page)).filter(({ digest }) => digest === '');
    const nowMs = Math.max(0, ...growing.map(({ durationMs }) => durationMs));
    if (nowMs > longestMs) grewAt = performance.now();
    longestMs = nowMs;
    if (performance.now() - grewAt > 20_000) throw new Error(`Nothing was stored after ${longestMs} ms`);
    await page.waitForTimeout(200);
  }
}

/** The recorder comes behind the shell. */
export async function untilMediaKept(page: Page): Promise<void> {
  await untilOfflineReady(page);
  const built = (await readdir('dist/assets')).filter((name) => OF_MEDIA.test(name)).toSorted();
  const kept = async () => {
    const urls = await page.evaluate(async () =>
      (await (await caches.open('kopru-files')).keys()).map(({ url }) => url),
    );
    return urls
      .map((url) => basename(url))
      .filter((name) => OF_MEDIA.test(name))
      .toSorted();
  };
  await expect.poll(kept).toEqual(built);
}

/** Without what is packed beside each for the wire. */
const OF_MEDIA = /^(optional-media|messages-tr-media)-.*\.(js|css)$/;
