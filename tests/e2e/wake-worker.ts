// Wakes the app's worker as the browser does when there is a line, from where no page of the app is.

import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Beside {
  /** None of the worker's clients. */
  page: Page;
  /** As for Background Sync. */
  wake: () => Promise<unknown>;
  /** Of the worker, the newest last. */
  statuses: string[];
}

/** @param origin where the worker is registered */
export async function openBeside(context: BrowserContext, origin: string): Promise<Beside> {
  const page = await context.newPage();
  await page.goto(`${origin}/api/health`);
  const session = await context.newCDPSession(page);
  const registrations: { registrationId: string; scopeURL: string }[] = [];
  session.on('ServiceWorker.workerRegistrationUpdated', (event) =>
    registrations.push(...event.registrations),
  );
  const statuses: string[] = [];
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) =>
    statuses.push(...versions.map(({ runningStatus, status }) => `${status} ${runningStatus}`)),
  );
  const ours = () => registrations.findLast(({ scopeURL }) => scopeURL === `${origin}/`);
  await session.send('ServiceWorker.enable');
  await expect.poll(ours).toBeDefined();
  const wake = () =>
    session.send('ServiceWorker.dispatchSyncEvent', {
      origin,
      registrationId: ours()?.registrationId ?? '',
      tag: 'kopru-sync',
      lastChance: false,
    });
  return { page, wake, statuses };
}
