// What a recording costs in real Chromium with its fake camera and microphone: the way of each chunk to the disk, the page's
// own work, frames that are lost, and bytes a minute. The baseline takes turns with it in the same page: the same stream,
// format and bit rates, with a picture of it as in the app, whose chunks are read and nothing more. A slow processor is
// Chromium's, which holds the page's main thread and not the threads that encode.

import type { CDPSession, Page } from 'playwright-core';
import { type RecordedKind, ratesOf } from '../../src/media/formats.ts';
import { FAKE_DEVICES } from '../browser.ts';
import { createProfile } from '../e2e/browser-process.ts';
import { beginApplication, t } from '../e2e/citizen.ts';
import { press, startRecording } from '../e2e/recorder.ts';
import { startServer } from '../e2e/server-process.ts';
import { type Frames, installRecordingProbe, type MeasuredRecording } from './recording-probe.ts';

const SECONDS = 20;
const SLOW_CPU = 6;

interface Plan {
  kind: RecordedKind;
  savesData: boolean;
  slowdown: number;
}

interface Measured extends MeasuredRecording {
  /** Share of the time in which the page's main thread had work. */
  busy: number;
}

export async function benchRecording(): Promise<void> {
  const server = await startServer({ LOG_LEVEL: 'silent' });
  const chunks = [];
  const frames = [];
  const sizes = [];
  try {
    for (const savesData of [false, true]) {
      const profile = await createProfile();
      const browser = await profile.open(FAKE_DEVICES);
      try {
        const page = await browser.context.newPage();
        await page.addInitScript(installRecordingProbe);
        await openQuestion(page, `http://localhost:${server.port}`, savesData);
        const session = await browser.context.newCDPSession(page);
        await session.send('Performance.enable');
        for (const kind of ['voice', 'sign-video'] as const) {
          for (const slowdown of [1, SLOW_CPU]) {
            const plan: Plan = { kind, savesData, slowdown };
            await slowDown(session, slowdown);
            const stored = await recordInApp(page, session, plan);
            const bare = await recordBare(page, session);
            await slowDown(session, 1);
            chunks.push(chunkRow(plan, stored, bare));
            if (stored.frames && bare.frames) frames.push(frameRow(plan, stored.frames, bare.frames));
            if (slowdown === 1) sizes.push(sizeRow(plan, stored));
          }
        }
      } finally {
        await browser.kill();
        await profile.remove();
      }
    }
    console.log(
      `\nChunks of ${SECONDS} s on their way to the disk, beside the same recording whose chunks are only read`,
    );
    console.table(chunks);
    console.log('\nFrames, beside the same recording whose chunks are only read');
    console.table(frames);
    console.log('\nBytes a minute, of the fake camera’s picture and the fake microphone’s tones');
    console.table(sizes);
  } finally {
    await server.remove();
  }
}

/** At the question what happened, in a new draft. */
async function openQuestion(page: Page, origin: string, savesData: boolean): Promise<void> {
  const open = async (path: string): Promise<void> => {
    await page.goto(origin + path);
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  };
  if (savesData) {
    await open('/ayarlar/');
    await page.getByRole('checkbox', { name: t('media.settings.saveData') }).press('Space');
    await page.getByRole('checkbox', { name: t('media.settings.saveData'), checked: true }).waitFor();
  }
  await open('/');
  await beginApplication(page);
}

async function recordInApp(page: Page, session: CDPSession, { kind, slowdown }: Plan): Promise<Measured> {
  await startRecording(page, kind);
  const [busy] = await whileBusy(session, () => page.waitForTimeout(SECONDS * 1000));
  await press(page, t('media.recorder.finish'));
  await page.getByRole('button', { name: t('media.recorder.addPart') }).waitFor();
  // What is looked up now is not the phone's work.
  await slowDown(session, 1);
  const measured = await page.evaluate(async () =>
    recordingProbe.measured(await recordingProbe.storedBytes()),
  );
  await slowDown(session, slowdown);
  return { ...measured, busy };
}

async function recordBare(page: Page, session: CDPSession): Promise<Measured> {
  const [busy, measured] = await whileBusy(session, () =>
    page.evaluate((seconds) => recordingProbe.recordBare(seconds), SECONDS),
  );
  return { ...measured, busy };
}

async function slowDown(session: CDPSession, rate: number): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** @returns the share of the time of `work` in which the page's main thread was busy, and what came of it */
async function whileBusy<T>(session: CDPSession, work: () => Promise<T>): Promise<[number, T]> {
  const before = await readClock(session);
  const done = await work();
  const after = await readClock(session);
  return [(after.taskSeconds - before.taskSeconds) / (after.seconds - before.seconds), done];
}

async function readClock(session: CDPSession): Promise<{ taskSeconds: number; seconds: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { taskSeconds: metric('TaskDuration'), seconds: metric('Timestamp') };
}

function chunkRow(plan: Plan, stored: Measured, bare: Measured) {
  const [storedMs, bareMs] = [quantile(stored.chunkMs, 0.5), quantile(bare.chunkMs, 0.5)];
  return {
    what: nameOf(plan),
    CPU: `1/${plan.slowdown}`,
    'ms a chunk': storedMs.toFixed(1),
    p95: quantile(stored.chunkMs, 0.95).toFixed(1),
    'only read, ms': bareMs.toFixed(1),
    'share of its second': percent(storedMs / 1000),
    'page busy': percent(stored.busy),
    'only read, busy': percent(bare.busy),
  };
}

function frameRow(plan: Plan, stored: Frames, bare: Frames) {
  const keptShare = ({ delivered, encoded }: Frames): number => encoded / delivered;
  return {
    what: nameOf(plan),
    CPU: `1/${plan.slowdown}`,
    'asked of the camera': stored.asked,
    delivered: stored.delivered,
    encoded: stored.encoded,
    'only read: delivered': bare.delivered,
    'only read: encoded': bare.encoded,
    ratio: (keptShare(stored) / keptShare(bare)).toFixed(2),
  };
}

function sizeRow(plan: Plan, { bytes, seconds, frames }: Measured) {
  const { kind, savesData } = plan;
  const { audioBitsPerSecond = 0, videoBitsPerSecond = 0 } = ratesOf(kind, savesData);
  const asked = ((audioBitsPerSecond + videoBitsPerSecond) / 8) * 60;
  const minute = (bytes / seconds) * 60;
  return {
    what: nameOf(plan),
    'frames/s': frames ? (frames.encoded / seconds).toFixed(1) : '',
    'kB a minute': Math.round(minute / 1000),
    'kB at the bit rate': Math.round(asked / 1000),
    ratio: (minute / asked).toFixed(2),
  };
}

function nameOf({ kind, savesData }: Plan): string {
  return (kind === 'voice' ? 'voice' : 'sign video') + (savesData ? ', saving data' : '');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
