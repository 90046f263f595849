// The line of a phone, as its browser tells of it and as quick as it is: Chromium's own emulation, so that what the app hears is the
// browser's `navigator.connection` and its `change`. On a desktop that tells no type without LINE_TYPES.

import type { Page } from 'playwright-core';

/** For the browser's start. */
export const LINE_TYPES = '--enable-blink-features=NetInfoDownlinkMax';

const QUICK = 1_000_000_000;

export interface PhoneLine {
  /** @param uploadBytesPerSecond absent: as quick as can be */
  become(type: 'cellular4g' | 'wifi', uploadBytesPerSecond?: number): Promise<void>;
}

/** Of one page. */
export async function lineOf(page: Page): Promise<PhoneLine> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  return {
    become: async (connectionType, uploadThroughput = QUICK) => {
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 1,
        downloadThroughput: QUICK,
        uploadThroughput,
        connectionType,
      });
    },
  };
}
