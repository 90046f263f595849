// The browser that the tests drive: an installed Chrome or Chromium, else Debian's by apt when root, else the one
// that Playwright can download. Says plainly when there is none.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export type FoundBrowser = { ok: true; path: string } | { ok: false; sentence: string };

/** Flags that a headless browser needs in a container, and that keep it from calling home. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A camera and a microphone that are always there and always allowed. */
export const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The same Chromium without a window to keep: pages come about in half the time. */
const WINDOWLESS = '/usr/bin/chromium-headless-shell';

/**
 * For work that only looks at pages, thousands of times: Debian's windowless build where it is installed, else whatever
 * there is.
 * @param mayBring whether a long run may install it first
 */
export function findWindowlessBrowser({ mayBring = false } = {}): FoundBrowser {
  if (process.env.KOPRU_TEST_BROWSER) return findBrowser();
  if (mayBring && !existsSync(WINDOWLESS) && canInstall()) {
    console.log('Bringing Debian’s chromium-headless-shell …');
    install('chromium-headless-shell');
  }
  return existsSync(WINDOWLESS) ? { ok: true, path: WINDOWLESS } : findBrowser();
}

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

function install(...packages: string[]): void {
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ])
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
}

/** Finds a browser, bringing one when it can. `KOPRU_TEST_BROWSER` names one explicitly. */
export function findBrowser(): FoundBrowser {
  const found = installedBrowser();
  if (found) return { ok: true, path: found };
  if (canInstall()) {
    console.log('No browser is installed: bringing Debian’s chromium for the tests …');
    install('chromium', 'fonts-dejavu-core');
    // By itself: not every system has it, and without it the tests only take longer.
    install('chromium-headless-shell');
  } else {
    console.log('No browser is installed: asking Playwright to download one for the tests …');
    spawnSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: 'inherit' });
  }
  const brought = installedBrowser();
  if (brought) return { ok: true, path: brought };
  return {
    ok: false,
    sentence:
      'The tests need Chrome or Chromium, and none could be brought here. Install one (Debian: apt install chromium), ' +
      'or name it in KOPRU_TEST_BROWSER=/path/to/chrome, and run the tests again.',
  };
}

function installedBrowser(): string | undefined {
  const named = process.env.KOPRU_TEST_BROWSER;
  if (named) return existsSync(named) ? named : undefined;
  return [...INSTALLED, chromium.executablePath()].find((path) => path !== '' && existsSync(path));
}
