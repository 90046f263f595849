// A clip in sign language, end to end: recorded by a coordinator in the console, made playable, published, watched by a
// citizen, and watched again without a network.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FAKE_DEVICES } from '../browser.ts';
import { type BrowserProcess, createProfile, type Profile } from '../e2e/browser-process.ts';
import { t, untilOfflineReady } from '../e2e/citizen.ts';
import { enterConsole, inviteOfficer } from '../e2e/office.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';

let server: ServerProcess;
let profile: Profile;
let browser: BrowserProcess;
let origin: string;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'silent' });
  origin = `http://localhost:${server.port}`;
  profile = await createProfile();
  browser = await profile.open(FAKE_DEVICES);
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await server.remove();
});

/** A press that comes with a change of the button is meant for what was there before. */
const REST_MS = 700;
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).waitFor();
  await page.waitForTimeout(REST_MS);
  await page.getByRole('button', { name }).click();
}

async function publishClip(): Promise<void> {
  const page = await browser.context.newPage();
  await enterConsole(page, await inviteOfficer(server, origin, { role: 'coordinator' }));
  await page.getByRole('link', { name: t('staff.clips.menu') }).click();
  await page.getByRole('link', { name: t('staff.clips.slot.page-help') }).click();
  await press(page, t('media.recorder.sign-video.open'));
  await press(page, t('media.recorder.begin'));
  await page.getByText(t('media.recorder.recording')).first().waitFor();
  await page.waitForTimeout(2_000);
  await press(page, t('media.recorder.finish'));
  await press(page, t('staff.clips.sendTake'));
  await page.getByRole('button', { name: t('staff.clips.publish'), exact: true }).click({ timeout: 60_000 });
  await page.getByRole('group', { name: t('staff.clips.shownName') }).waitFor();
  await page.close();
}

/** Opens the clip and presses "play". @returns once pictures have moved */
async function watch(page: Page): Promise<void> {
  await page.getByRole('button', { name: t('media.clip.watch') }).click();
  await page
    .getByRole('region', { name: t('media.clip.name') })
    .getByText(t('media.player.play'))
    .click();
  await page.evaluate(async () => {
    const video = document.querySelector('video');
    while ((video?.currentTime ?? 0) < 0.2) await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

it('is recorded in the console, and plays on the phone, then without a network', async () => {
  const citizen = await browser.context.newPage();
  await citizen.goto(`${origin}/yardim/`);
  await untilOfflineReady(citizen);
  expect(await citizen.getByRole('button', { name: t('media.clip.watch') }).count()).toBe(0);
  await publishClip();
  await citizen.reload();
  await watch(citizen);
  // The worker keeps what was used, behind the page.
  await expect
    .poll(() =>
      citizen.evaluate(async () => {
        const kept = await (await caches.open('kopru-files')).keys();
        return kept.filter(({ url }) => /optional-(clips|signs)-/.test(url)).length;
      }),
    )
    .toBe(3);
  await browser.context.setOffline(true);
  await citizen.reload();
  await watch(citizen);
});
