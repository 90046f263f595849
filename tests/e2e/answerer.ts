// An officer who answers in the citizen's form, in the console: signs before the camera, takes captions from a file, attaches
// a sound that reads it out, sums it up in plain words, and sends it.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { durationInWords } from '../../src/i18n/figures.ts';
import { t } from './citizen.ts';
import { answer, confirm } from './console.ts';
import { press } from './recorder.ts';

interface AnswerInKind {
  text: string;
  summary: string;
  /** A WebVTT file. */
  captions: string;
  /** A sound file that reads the answer out. */
  sound: Buffer;
}

const FILM = () => t('staff.medium.name.sign-video', { number: 1 });
const SOUND = () => t('staff.medium.name.audio', { number: 1 });

/** At the case, which the officer has open. */
export async function answerInKind(
  page: Page,
  { text, summary, captions, sound }: AnswerInKind,
): Promise<void> {
  await recordFilm(page);
  await choose(page, t('staff.vtt.label'), {
    name: 'altyazi.vtt',
    mimeType: 'text/vtt',
    buffer: Buffer.from(captions),
  });
  await page
    .getByText(t('staff.vtt.read', { count: 1 }))
    .first()
    .waitFor();
  await choose(page, t('staff.medium.file.audio'), {
    name: 'okuma.wav',
    mimeType: 'audio/wav',
    buffer: sound,
  });
  await untilReady(page, SOUND());
  await answer(page, text, summary);
  await page.getByRole('heading', { name: t('staff.case.answersHeading') }).waitFor();
}

interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

async function choose(page: Page, label: string, file: ChosenFile): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: label }).press('Enter');
  await (await chooser).setFiles(file);
}

/** What somebody attached before goes. */
export async function removeFilm(page: Page): Promise<void> {
  const name = new RegExp(`^${t('staff.medium.remove')} ?: ${FILM()}$`);
  await page.getByRole('button', { name }).press('Enter');
  await confirm(page, t('staff.medium.remove'));
  await page.getByRole('heading', { name: FILM(), exact: true }).waitFor({ state: 'detached' });
}

async function recordFilm(page: Page): Promise<void> {
  await press(page, t('media.recorder.sign-video.open'));
  await press(page, t('media.recorder.begin'));
  const counted = [2, 3, 4, 5, 6, 7, 8, 9].map((seconds) => durationInWords(seconds * 1_000, t)).join('|');
  await page
    .getByText(new RegExp(`^${t('media.recorder.recording')} (${counted})$`))
    .first()
    .waitFor();
  await press(page, t('media.recorder.finish'));
  await press(page, t('staff.medium.use.sign-video'));
  await untilReady(page, FILM());
}

/** It can be played by whoever gets it. */
async function untilReady(page: Page, name: string): Promise<void> {
  await page.getByRole('group', { name, exact: true }).waitFor({ timeout: 60_000 });
  expect(await page.getByRole('heading', { name, exact: true }).count()).toBe(1);
}
