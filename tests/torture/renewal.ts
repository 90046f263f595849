// A new version of the app, brought to a phone that is sending.

import type { Page } from 'playwright-core';

/** Asks for the version. @returns whether its worker and its shell are on the phone then */
export async function bringVersion(page: Page, version: number): Promise<boolean> {
  return await page.evaluate(async (shell) => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<void>((resolve) => {
      registration.addEventListener('updatefound', () => resolve(), { once: true });
    });
    const before = registration.waiting;
    await registration.update();
    if (!registration.installing && registration.waiting === before) await found;
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    while (worker?.state === 'installing')
      await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
    return worker?.state !== 'redundant' && (await caches.match(shell)) !== undefined;
  }, `/kabuk/?v=v${version}`);
}
