// An installed Firefox, driven by WebDriver BiDi, with a profile that survives it, a fake camera and a fake microphone.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, firefox } from 'playwright-core';
import type { FoundBrowser } from '../browser.ts';

const INSTALLED = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/opt/firefox/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** Finds Firefox, bringing Debian's when it can. `KOPRU_TEST_FIREFOX` names one explicitly. */
export function findFirefox(): FoundBrowser {
  const found = installedFirefox();
  if (found) return { ok: true, path: found };
  if (!process.env.KOPRU_TEST_FIREFOX && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Firefox is installed: bringing Debian’s firefox-esr …');
    const run = (args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    run(['update', '-qq']);
    run(['install', '-y', '-qq', '--no-install-recommends', 'firefox-esr', 'fonts-dejavu-core']);
    const brought = installedFirefox();
    if (brought) return { ok: true, path: brought };
  }
  return {
    ok: false,
    sentence:
      'This test needs Firefox, and there is none here. Install one (Debian: apt install firefox-esr), or name it in ' +
      'KOPRU_TEST_FIREFOX=/path/to/firefox, and run it again.',
  };
}

function installedFirefox(): string | undefined {
  const named = process.env.KOPRU_TEST_FIREFOX;
  if (named) return existsSync(named) ? named : undefined;
  return INSTALLED.find((path) => existsSync(path));
}

/** As somebody who never gives a page the microphone. */
export const REFUSES_MICROPHONE = {
  'media.navigator.permission.disabled': false,
  'permissions.default.microphone': 2,
};

/**
 * @param profile folder of the profile
 * @param preferences on top of: fake camera and microphone, always allowed
 */
export async function openFirefox(
  profile: string,
  path: string,
  preferences: Readonly<Record<string, string | number | boolean>> = {},
): Promise<BrowserContext> {
  return await firefox.launchPersistentContext(profile, {
    // Any Firefox that is installed, over WebDriver BiDi; without it, Playwright's own build over its own protocol.
    channel: 'moz-firefox',
    executablePath: join(import.meta.dirname, 'launch.ts'),
    env: { ...process.env, KOPRU_TEST_FIREFOX: path, KOPRU_TEST_FIREFOX_PID: pidFile(profile) },
    viewport: { width: 390, height: 844 },
    firefoxUserPrefs: {
      // Not Playwright's `locale`: that makes its "INPUT".toLocaleLowerCase() "ınput", and it fills in nothing.
      'intl.accept_languages': 'tr-TR, tr',
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      // Silent: what is to be heard fails where there is no loudspeaker, and so does its picture.
      'media.default_volume': '0.0',
      ...preferences,
    },
  });
}

/** Where launch.ts writes which process Firefox is. */
const pidFile = (profile: string): string => join(profile, 'pid-of-firefox');

/** As a dead battery ends it: no farewell to pages, nothing written any more. */
export async function killFirefox(context: BrowserContext, profile: string): Promise<void> {
  const isGone = new Promise<void>((resolve) => void context.once('close', () => resolve()));
  process.kill(Number(readFileSync(pidFile(profile), 'utf8')), 'SIGKILL');
  await isGone;
}
