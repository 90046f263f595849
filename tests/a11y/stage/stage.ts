// One browser of a run, with a page for each world and language, kept from surface to surface: a new context for each
// of several hundred looks would take longer than the looks.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Locale } from '../../../src/i18n/locale.ts';
import { AXE_AT_HAND } from '../axe-engine.ts';
import { VIEWPORT } from '../modes.ts';
import { installProbe } from '../probe.ts';
import type { Surface, Visit, World } from '../surfaces/surface.ts';
import { TRANSLATE } from '../words.ts';
import type { StorageState } from './device.ts';
import { openBrowser, type Scene } from './scene.ts';

export interface Stage {
  scene: Scene;
  /** The page of a world in a language. A device that was never here is new each time. */
  visit: (surface: Pick<Surface, 'world'>, locale: Locale) => Promise<Visit>;
  /** Closes that page, with whatever still goes on in it; the next visit gets another. */
  forget: (surface: Pick<Surface, 'world'>, locale: Locale) => Promise<void>;
  close: () => Promise<void>;
}

/** @param examplesOrigin where the pattern book is served; absent: not part of this run */
export async function openStage(scene: Scene, examplesOrigin?: string): Promise<Stage> {
  const browser = await openBrowser();
  const pages = new Map<string, Promise<Page>>();

  const stage: Stage = {
    scene,
    async visit({ world }, locale) {
      const key = keyOf(world, locale);
      if (world === 'new') await stage.forget({ world }, locale);
      const opening = pages.get(key) ?? openPage(browser, scene, world, locale);
      pages.set(key, opening);
      const page = await opening;
      // One that lies behind another is drawn when the browser has nothing better to do.
      await page.bringToFront();
      if (!isOfSize(page, VIEWPORT)) await page.setViewportSize(VIEWPORT);
      return { page, origin: originOf(scene, world, examplesOrigin), locale, t: TRANSLATE[locale], stage };
    },
    async forget({ world }, locale) {
      const key = keyOf(world, locale);
      const opening = pages.get(key);
      pages.delete(key);
      await (await opening)?.context().close();
    },
    close: () => browser.close(),
  };
  return stage;
}

/** Of those that were never here only one is kept. */
function keyOf(world: World, locale: Locale): string {
  return world === 'new' ? world : `${world} ${locale}`;
}

function isOfSize(page: Page, { width, height }: typeof VIEWPORT): boolean {
  const now = page.viewportSize();
  return now?.width === width && now.height === height;
}

export function originOf(scene: Scene, world: World, examplesOrigin: string | undefined): string {
  if (world === 'offline') return scene.proxy.url;
  return world === 'examples' ? (examplesOrigin ?? '') : scene.origin;
}

async function openPage(browser: Browser, scene: Scene, world: World, locale: Locale): Promise<Page> {
  const context = await browser.newContext({
    locale: 'tr-TR',
    timezoneId: 'Europe/Istanbul',
    viewport: VIEWPORT,
    serviceWorkers: world === 'offline' ? 'allow' : 'block',
    ...storageFor(scene, world),
  });
  await context.addInitScript(installProbe);
  await context.addInitScript(AXE_AT_HAND);
  if (locale !== 'tr') await speakIn(context, locale);
  else if (world !== 'new') await context.addInitScript(speakAsUsual);
  if (world !== 'new') await context.addInitScript(readAsUsual);
  if (world === 'officer') await context.addInitScript(keepDraftsHere);
  const page = await context.newPage();
  if (world === 'applications') await cutOff(page);
  page.setDefaultTimeout(15_000);
  return page;
}

/** What an earlier surface has chosen to read by is forgotten, and the device is not new. */
export function readAsUsual(): void {
  try {
    localStorage.setItem('kopru.display', '{}');
  } catch {
    // A document without storage (about:blank).
  }
}

/**
 * What one surface has typed would lie at the server for the next one. In the page itself: what a page sends while it goes is
 * not stopped from outside.
 */
function keepDraftsHere(): void {
  const { fetch } = window;
  window.fetch = (input, init) =>
    init?.method === 'PUT' && String(input).endsWith('/reply-draft')
      ? Promise.reject(new TypeError('Failed to fetch'))
      : fetch(input, init);
}

/** The language in which an earlier surface was looked at is forgotten; the browser asks for Turkish. */
function speakAsUsual(): void {
  try {
    localStorage.removeItem('kopru.locale');
  } catch {
    // A document without storage (about:blank).
  }
}

/** Before the app's own scripts look: the choice that a person would have made on an earlier visit. */
async function speakIn(context: BrowserContext, locale: Locale): Promise<void> {
  await context.addInitScript((chosen) => {
    try {
      localStorage.setItem('kopru.locale', chosen);
    } catch {
      // A document without storage (about:blank).
    }
  }, locale);
}

/**
 * The server does not answer. By the browser itself: a route would have every request of the page asked about
 * here, and nothing of it kept.
 */
export async function cutOff(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBlockedURLs', { urls: ['*/api/*'] });
}

export function storageFor({ device, sessions }: Scene, world: World): { storageState?: StorageState } {
  switch (world) {
    case 'visited':
      return { storageState: device.visited };
    case 'applications':
      return { storageState: device.applications };
    case 'officer':
      return { storageState: sessions.officer };
    case 'idle-officer':
      return { storageState: sessions.idle };
    case 'new':
    case 'offline':
    case 'examples':
      return {};
  }
}
