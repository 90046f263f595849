// What a spoken journey needs from the machine. Nothing is installed here and nothing is pretended: what is missing is
// named in one sentence, with what to do about it.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

export interface Tools {
  xvfb: string;
  dbus: string;
  atSpi: string;
  speechDispatcher: string;
  xdotool: string;
  setxkbmap: string;
  orca: string;
  chromium: string;
}

export type FoundTools = { ok: true; tools: Tools } | { ok: false; sentence: string };

/** Orca speaks the live regions of current browsers since 44, and keeps its settings apart with `--user-prefs` well since 46. */
const LEAST_ORCA = 46;

const AT_SPI_PLACES = [
  '/usr/libexec/at-spi-bus-launcher',
  '/usr/lib/at-spi2-core/at-spi-bus-launcher',
  '/usr/lib/at-spi-bus-launcher',
  '/usr/libexec/at-spi2/at-spi-bus-launcher',
];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Looks only at what is installed; the browser may also be Playwright's, or named in `KOPRU_TEST_BROWSER`. */
export function findTools(environment: NodeJS.ProcessEnv): FoundTools {
  const find = (name: string): string | undefined => findProgram(name, environment.PATH ?? '');
  const found = {
    xvfb: find('Xvfb'),
    dbus: find('dbus-daemon'),
    atSpi: AT_SPI_PLACES.find((path) => existsSync(path)),
    speechDispatcher: find('speech-dispatcher'),
    xdotool: find('xdotool'),
    setxkbmap: find('setxkbmap'),
    orca: find('orca'),
    chromium: findChromium(environment, find),
  };
  const missing = Object.entries(PACKAGES).filter(([tool]) => !found[tool as keyof Tools]);
  if (missing.length > 0) {
    const names = missing.map(([, { name }]) => name).join(', ');
    const packages = missing.map(([, { debian }]) => debian).join(' ');
    return fault(`The spoken journeys need ${names}, not found here (Debian 13: apt install ${packages}).`);
  }
  const tools = found as Tools;
  return findFault(tools) ?? { ok: true, tools };
}

const PACKAGES: Readonly<Record<keyof Tools, { name: string; debian: string }>> = {
  orca: { name: `Orca ${LEAST_ORCA} or newer`, debian: 'orca' },
  xvfb: { name: 'Xvfb', debian: 'xvfb' },
  dbus: { name: 'dbus-daemon', debian: 'dbus' },
  atSpi: { name: 'the at-spi2 bus launcher', debian: 'at-spi2-core' },
  speechDispatcher: { name: 'speech-dispatcher', debian: 'speech-dispatcher' },
  xdotool: { name: 'xdotool', debian: 'xdotool' },
  setxkbmap: { name: 'setxkbmap', debian: 'x11-xkb-utils' },
  chromium: { name: 'Chromium or Chrome', debian: 'chromium' },
};

function findFault({ orca }: Tools): FoundTools | undefined {
  const version = /\d+/.exec(run(orca, ['--version']))?.[0];
  if (!version || Number(version) < LEAST_ORCA)
    return fault(
      `The spoken journeys need Orca ${LEAST_ORCA} or newer; here is ${version ?? 'one that names no version'}.`,
    );
  if (!/^tr_TR\.utf-?8$/im.test(run('locale', ['-a'])))
    return fault(
      'The spoken journeys need the locale tr_TR.UTF-8 (add it to /etc/locale.gen and run locale-gen).',
    );
  if (run('pgrep', ['-u', String(process.getuid?.() ?? 0), '-x', 'orca']) !== '')
    return fault(
      'Another Orca of this user is running and Orca allows one only: end it, or use another user.',
    );
  return undefined;
}

function findChromium(
  environment: NodeJS.ProcessEnv,
  find: (name: string) => string | undefined,
): string | undefined {
  const named = environment.KOPRU_TEST_BROWSER;
  if (named) return existsSync(named) ? named : undefined;
  const installed = BROWSERS.map(find).find((path) => path !== undefined);
  const downloaded = chromium.executablePath();
  return installed ?? (existsSync(downloaded) ? downloaded : undefined);
}

function findProgram(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

function run(command: string, args: readonly string[]): string {
  const { stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  return stdout ?? '';
}

function fault(sentence: string): FoundTools {
  return { ok: false, sentence };
}
