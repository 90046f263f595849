// Pictures of parts of a page, asked of the browser itself: Playwright's own screenshot makes the page ready and puts it
// back around each of them, which takes longer than the picture.

import type { CDPSession, Page } from 'playwright-core';
import { decodePng, type Picture } from './pixels.ts';

/** On the page, not on the screen; CSS px. */
export interface Clip {
  x: number;
  y: number;
  width: number;
  height: number;
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** The page's line to the browser, kept as long as the page. */
export function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

/** What lies there now, with whatever moves where it is (kopruProbe.settle). */
export async function takePicture(page: Page, clip: Clip): Promise<Picture> {
  const session = await sessionOf(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    clip: { ...clip, scale: 1 },
  });
  return decodePng(Buffer.from(data, 'base64'));
}

/** A caret blinks: two pictures would differ by it. */
const NO_CARET = '*:not(#kopru-never) { caret-color: transparent !important }';

export async function withoutCaret<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const remove = await addSheet(page, NO_CARET);
  try {
    return await work();
  } finally {
    await remove();
  }
}

/** As a constructed sheet: it takes part in no policy and leaves nothing in the document. */
export async function addSheet(page: Page, text: string): Promise<() => Promise<void>> {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, text);
  return () =>
    page.evaluate(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
    });
}
