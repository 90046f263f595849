// First paint and form usable on slow 3G (400 kbit/s, 400 ms) with a processor six times slower, on a first visit and
// offline. Each figure is the median of several runs in a new profile. The baseline of the same run is the same page
// without any throttle, which shows how much is the network's and how much is ours.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { BROWSER_FLAGS, findBrowser } from '../browser.ts';
import { startServer } from '../e2e/server-process.ts';

const RUNS = 5;
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SLOW_CPU = 6;

interface Times {
  firstPaintMs: number;
  usableMs: number;
}

export async function benchPages(): Promise<void> {
  const server = await startServer({ LOG_LEVEL: 'silent' });
  const origin = `http://localhost:${server.port}`;
  try {
    const rows = [
      { what: 'start page, first visit', ...(await measure(origin, '/', 'slow')) },
      { what: 'form, first visit', ...(await measure(origin, '/basvuru/', 'slow')) },
      { what: 'start page, first visit, no throttle', ...(await measure(origin, '/', 'none')) },
    ];
    const installed = await installedProfile(origin);
    await server.stop();
    rows.push({
      what: 'start page, offline, slow processor',
      ...(await measureOffline(installed, origin, '/')),
    });
    rows.push({
      what: 'form, offline, slow processor',
      ...(await measureOffline(installed, origin, '/basvuru/')),
    });
    await rm(installed, { recursive: true, force: true });
    console.log('\nSlow 3G (400 kbit/s, 400 ms) and a processor six times slower, median of', RUNS);
    console.table(rows);
  } finally {
    await server.remove();
  }
}

async function measure(origin: string, path: string, throttle: 'slow' | 'none'): Promise<Times> {
  const times: Times[] = [];
  for (let run = 0; run < RUNS; run++) {
    const folder = await mkdtemp(join(tmpdir(), 'kopru-bench-'));
    const context = await open(folder);
    const page = await context.newPage();
    if (throttle === 'slow') await slowDown(await context.newCDPSession(page), SLOW_3G);
    times.push(await visit(page, origin + path));
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
  return median(times);
}

async function measureOffline(folder: string, origin: string, path: string): Promise<Times> {
  const times: Times[] = [];
  for (let run = 0; run < RUNS; run++) {
    const context = await open(folder);
    const page = await context.newPage();
    await slowDown(await context.newCDPSession(page), undefined);
    times.push(await visit(page, origin + path));
    await context.close();
  }
  return median(times);
}

async function installedProfile(origin: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kopru-bench-'));
  const context = await open(folder);
  const page = await context.newPage();
  await page.goto(origin);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.close();
  return folder;
}

async function open(folder: string): Promise<BrowserContext> {
  const found = findBrowser();
  if (!found.ok) throw new Error(found.sentence);
  return await chromium.launchPersistentContext(folder, {
    executablePath: found.path,
    args: BROWSER_FLAGS,
    locale: 'tr-TR',
    viewport: { width: 360, height: 640 },
  });
}

async function slowDown(session: CDPSession, network: typeof SLOW_3G | undefined): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  if (!network) return;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', network);
}

/** Usable: the app has taken the page over, so a press on its controls is answered. */
async function visit(page: Page, url: string): Promise<Times> {
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true', undefined, {
    polling: 'raf',
  });
  return await page.evaluate(() => ({
    firstPaintMs: Math.round(
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    ),
    usableMs: Math.round(performance.getEntriesByName('kopru-usable')[0]?.startTime ?? Number.NaN),
  }));
}

function median(times: readonly Times[]): Times {
  const middle = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    firstPaintMs: middle(times.map(({ firstPaintMs }) => firstPaintMs)),
    usableMs: middle(times.map(({ usableMs }) => usableMs)),
  };
}
