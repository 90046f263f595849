// An officer at a citizen's recording in the console: finds the case, plays the film by its keys alone, and writes what it
// says beside the player. What the film does is read from the element itself.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { onPage, t } from './citizen.ts';
import { button, sitDown } from './console.ts';
import { untilPlayable } from './office.ts';
import type { ServerProcess } from './server-process.ts';

export interface FilmToWrite {
  attachmentId: string;
  /** Of the case, as the list names it. */
  subject: string;
  /** A piece each; a time mark stands between them. */
  pieces: readonly [string, string];
}

const FILM = () => t('staff.attachments.name.sign-video', { number: 1 });

/** Of the officer's own, from the list of cases to the text that is sent. */
export async function writeDownFilm(page: Page, server: ServerProcess, film: FilmToWrite): Promise<void> {
  await untilPlayable(server, film.attachmentId);
  await sitDown(page, server, {});
  await page.goto(`http://localhost:${server.port}/staff.html`);
  await page.getByRole('link', { name: film.subject }).press('Enter');
  await page
    .getByRole('link', { name: new RegExp(`^${t('staff.attachments.write')} ?: ${FILM()}$`) })
    .press('Enter');
  await onPage(page, t('staff.transcription.translation', { name: FILM() }));
  await watch(page);
  await write(page, film.pieces);
  await button(page, t('staff.transcription.send')).press('Enter');
  await page.getByRole('heading', { name: t('staff.transcription.sentTitle') }).waitFor();
}

/** What the citizen has said of it since. */
export async function untilCorrected(page: Page, text: string): Promise<void> {
  await page.reload();
  await page.getByText(t('staff.transcription.state.corrected')).waitFor();
  await page.getByText(text, { exact: true }).waitFor();
}

interface Film {
  atMs: number;
  isPaused: boolean;
  speed: number;
  width: number;
  height: number;
  drawn: number;
}

const read = (page: Page): Promise<Film> =>
  page.evaluate(() => {
    const video = document.querySelector('video');
    if (!video) throw new Error('There is no film on the page');
    return {
      atMs: video.currentTime * 1_000,
      isPaused: video.paused,
      speed: video.playbackRate,
      width: video.videoWidth,
      height: video.videoHeight,
      drawn: video.getVideoPlaybackQuality().totalVideoFrames,
    };
  });

/** Plays it, slower, picture by picture, and a part of it again and again. */
async function watch(page: Page): Promise<void> {
  const player = page.getByRole('group', { name: FILM(), exact: true });
  await player.getByRole('button', { name: t('staff.player.play') }).focus();
  const key = (name: string): Promise<void> => page.keyboard.press(name);
  const untilMoved = async (): Promise<void> => {
    const { atMs } = await read(page);
    await expect.poll(async () => (await read(page)).atMs, { interval: 50 }).toBeGreaterThan(atMs + 100);
  };
  await key('k');
  await untilMoved();
  expect(await read(page)).toMatchObject({
    isPaused: false,
    width: expect.toSatisfy((pixels) => pixels >= 160),
    height: expect.toSatisfy((pixels) => pixels >= 120),
    drawn: expect.toSatisfy((pictures) => pictures > 0),
  });
  await key('s');
  await untilMoved();
  expect((await read(page)).speed).toBe(0.75);
  await key('k');
  await expect.poll(async () => (await read(page)).isPaused).toBe(true);

  await key('j');
  expect((await read(page)).atMs).toBe(0);
  await key('.');
  const first = await read(page);
  await key('.');
  const second = await read(page);
  expect(second.atMs).toBeGreaterThan(first.atMs);
  await key(',');
  expect((await read(page)).atMs).toBe(first.atMs);

  await key('a');
  const rounds = comesBackTo(page, first.atMs);
  for (let step = 0; step < PICTURES_OF_THE_PART; step++) await key('.');
  await key('b');
  await key('k');
  await rounds;
  await key('k');
  await key('c');
}

/** Longer than the shortest loop at each rate that the server makes. */
const PICTURES_OF_THE_PART = 8;

/** Playing has jumped back there twice. */
function comesBackTo(page: Page, atMs: number): Promise<void> {
  return page.evaluate(async (place) => {
    const video = document.querySelector('video');
    for (let times = 0; times < 2; ) {
      await new Promise((resolve) => video?.addEventListener('seeked', resolve, { once: true }));
      if (!video?.paused && Math.abs((video?.currentTime ?? 0) * 1_000 - place) < 150) times += 1;
    }
  }, atMs);
}

/** Beside the player, without leaving the field: F9 begins a piece where the film stands, and its field has the focus. */
async function write(page: Page, [first, second]: readonly [string, string]): Promise<void> {
  const group = (number: number) =>
    page.getByRole('group', { name: t('staff.cues.piece', { number }), exact: true });
  await group(1)
    .getByRole('textbox', { name: t('staff.cues.text') })
    .fill(first);
  await page.keyboard.press('F9');
  await group(2).locator('textarea:focus').waitFor();
  await page.keyboard.type(second);
}
