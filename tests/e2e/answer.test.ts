// The answer in kind, end to end: an officer signs before a (fake) camera in the console, through the real tools to a citizen
// who asked for sign language, and then once more without a network and without a server. Before it another film, whose
// pictures tell their number, is gone through in the console.

import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTracking } from '../../server/demo/tracking.ts';
import { DIGEST_HEADER, PATHS, pathOf } from '../../src/domain/wire.ts';
import { answerMediaSchema, STAFF_PATHS, type UnsentMedium } from '../../src/domain/wire-staff.ts';
import { FAKE_DEVICES } from '../browser.ts';
import { anApplication, freshId } from '../contracts/http-app.ts';
import { HAS_FFMPEG, recording, WITHOUT_FFMPEG } from '../fixtures/attachments/recordings.ts';
import { answerInKind, removeFilm } from './answerer.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { t, untilOfflineReady } from './citizen.ts';
import { openCase, sitDown } from './console.ts';
import { readNumber, stepBy, untilPicture } from './numbered-film.ts';
import { inviteOfficer, withSystem } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

let server: ServerProcess;
let profile: Profile;
let browser: BrowserProcess;
let origin: string;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'silent' });
  origin = `http://localhost:${server.port}`;
  profile = await createProfile();
  browser = await profile.openWindowless(FAKE_DEVICES);
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await server.remove();
});

const CAPTION = 'Rampa 15 Aralık’a kadar yapılacak.';
const CAPTIONS = `WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n${CAPTION}\n`;
const SUMMARY = 'Parka rampa yapılacak.';
const TEXT =
  '# Rampa\n\nRampa **15 Aralık** gününe kadar yapılır.\n\n- Plan: [belediyenin sayfası](https://www.ornek.bel.tr/rampa)\n- Süre: 3 hafta';

async function signIn(): Promise<string> {
  const link = await inviteOfficer(server, origin);
  const answer = await fetch(origin + STAFF_PATHS.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ invitation: /#davet=(.*)$/.exec(link)?.[1] }),
  });
  return String(answer.headers.getSetCookie()[0]).split(';')[0] ?? '';
}

/** As the console does it: upload, wait until it can be played. @returns the medium's id */
async function attachSigns(applicationId: string, headers: Record<string, string>): Promise<string> {
  const id = freshId();
  const bytes = recording({ format: 'webm', size: '256x128', seconds: 2, isSilent: true, isNumbered: true });
  const medium = pathOf(STAFF_PATHS.answerMedium, { id: applicationId, attachmentId: id });
  const stored = await fetch(`${origin}${medium}?kind=sign-video`, {
    method: 'PUT',
    headers: {
      ...headers,
      'content-type': 'video/webm',
      [DIGEST_HEADER]: `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`,
    },
    body: new Uint8Array(bytes),
  });
  expect(stored.status).toBe(201);
  const read = async (): Promise<UnsentMedium | undefined> => {
    const answer = await fetch(origin + pathOf(STAFF_PATHS.answerMedia, { id: applicationId }), { headers });
    return v.parse(answerMediaSchema, await answer.json()).media[0];
  };
  await expect.poll(async () => (await read())?.state, { timeout: 60_000, interval: 200 }).toBe('ready');
  expect((await read())?.renditions).toEqual(['mp4', 'poster', 'webm']);
  expect((await read())?.frameRate).toBe(15);
  return id;
}

type Form = 'sign-video' | 'audio';
// The browser puts a space between the words and the hidden name behind them.
const press = (page: Page, words: string, form: Form = 'sign-video') =>
  page.getByRole('button', { name: new RegExp(`^${words} ?: ${t(`media.answer.${form}`)}$`) }).click();

/** Presses "play" and waits until the sound has moved. */
async function listen(page: Page): Promise<void> {
  await press(page, t('media.answer.open.audio'), 'audio');
  await press(page, t('media.player.play'), 'audio');
  const sound = page.locator('audio');
  await expect.poll(() => sound.evaluate((it: HTMLAudioElement) => it.currentTime)).toBeGreaterThan(0.2);
}

/** Presses "play" and waits until pictures have moved. @returns the caption that stands on them */
async function play(page: Page): Promise<string> {
  await press(page, t('media.answer.open.sign-video'));
  await press(page, t('media.player.play'));
  return await page.evaluate(async () => {
    const video = document.querySelector('video');
    if (!video) return 'no video';
    while (video.currentTime < 0.2) await new Promise((resolve) => setTimeout(resolve, 20));
    video.pause();
    const [track] = video.textTracks;
    return [...(track?.activeCues ?? [])].map((cue) => (cue as VTTCue).text).join();
  });
}

/** An officer goes through the film picture by picture. */
async function stepThrough(page: Page, applicationId: string): Promise<void> {
  await openCase(page, origin, applicationId);
  const player = page.getByRole('group', {
    name: t('staff.medium.name.sign-video', { number: 1 }),
    exact: true,
  });
  await player.getByRole('button', { name: t('staff.player.play') }).focus();
  await untilPicture(player, 0);
  let at = 0;
  for (const key of '....,,..' as Iterable<',' | '.'>) at = await stepBy(page, player, key, at);
  // And from where playing stopped, wherever that is.
  await page.keyboard.press('k');
  await expect
    .poll(() => player.locator('video').evaluate((film: HTMLVideoElement) => film.currentTime))
    .toBeGreaterThan(0.6);
  await page.keyboard.press('k');
  const film = player.locator('video');
  await expect.poll(() => film.evaluate((element: HTMLVideoElement) => element.paused)).toBe(true);
  at = await readNumber(player);
  for (const key of '.,,.' as Iterable<',' | '.'>) at = await stepBy(page, player, key, at);
}

it.runIf(HAS_FFMPEG)(
  `a sign video that is recorded in the console reaches the citizen with its captions, a sound and a summary, and plays on without a network${WITHOUT_FFMPEG}`,
  async () => {
    const id = freshId();
    const { code, key } = await makeTracking();
    const application = anApplication({
      formats: ['sign-language', 'audio', 'plain-language'],
      trackingKey: key,
    });
    const sent = await fetch(origin + pathOf(PATHS.application, { id }), {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(application),
    });
    expect(sent.status).toBe(201);
    const headers = { cookie: await signIn(), origin };
    await attachSigns(id, headers);
    const officer = await browser.context.newPage();
    await sitDown(officer, server, { name: 'İşaret Deneme' });
    await stepThrough(officer, id);
    // Of films that were made before, the rate is not known: it is seen.
    await withSystem(server, (system) => system.updateTable('rendition').set({ frame_rate: null }).execute());
    await stepThrough(officer, id);
    await removeFilm(officer);
    const sound = recording({ format: 'wav', seconds: 2 });
    await answerInKind(officer, { text: TEXT, summary: SUMMARY, captions: CAPTIONS, sound });
    await officer.close();

    const page = await browser.context.newPage();
    await page.goto(`${origin}/takip/`);
    await page.getByRole('textbox', { name: t('track.label') }).fill(code);
    await page.getByRole('button', { name: t('track.open') }).click();
    await page.getByText(SUMMARY).waitFor();
    expect(await play(page)).toBe(CAPTION);
    await listen(page);
    await expect.poll(() => page.getByText(t('media.answer.kept')).count()).toBe(2);
    await untilOfflineReady(page);

    await server.stop();
    await browser.context.setOffline(true);
    await page.reload();
    await page.getByText(SUMMARY).waitFor();
    // As elements below the institution's name, not as marks.
    await page.getByRole('heading', { name: 'Rampa', level: 4, exact: true }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Süre: 3 hafta' }).waitFor();
    const link = page.getByRole('link', { name: 'belediyenin sayfası (www.ornek.bel.tr)' });
    expect(await link.getAttribute('href')).toBe('https://www.ornek.bel.tr/rampa');
    expect(await play(page)).toBe(CAPTION);
    await listen(page);

    // On paper nothing plays: it is told where it does, and what it says.
    await page.emulateMedia({ media: 'print' });
    await page.getByText(t('media.answer.printed.sign-video'), { exact: false }).waitFor();
    await page.getByText(CAPTION, { exact: true }).waitFor();
    for (const role of ['button', 'navigation', 'banner', 'contentinfo'] as const) {
      expect(await page.getByRole(role).count()).toBe(0);
    }
    await page.emulateMedia({ media: null });

    await press(page, t('media.answer.remove'));
    await page.getByText(t('media.answer.removed')).first().waitFor();
    await press(page, t('media.answer.open.sign-video'));
    await page.getByText(t('media.answer.end.no-answer')).first().waitFor();
  },
);
