// A desktop of its own for one person who listens: display, buses, voice, reader, browser, all in Turkish, all in one
// temporary folder, nothing shared with whoever sits at this machine.
//
//   Xvfb → dbus → at-spi → speech-dispatcher (voice.ts writes) → Orca → Chromium (app window)

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { BROWSER_FLAGS, FAKE_DEVICES } from '../../browser.ts';
import { createProcesses, type Processes, until } from './processes.ts';
import type { Tools } from './requirements.ts';

export interface Session {
  /** The window that the reader reads. */
  page: Page;
  context: BrowserContext;
  /** Everything that was spoken so far, in order. */
  heard(): string[];
  /** Presses a key as xdotool names it, e.g. `Tab`, `shift+Tab`, `Return`. */
  press(key: string): void;
  type(text: string): void;
  /** Gives the window the keys again, after another has stood before it. */
  focus(): Promise<void>;
  end(): Promise<void>;
}

const START_MS = 60_000;
const LOCALE = 'tr_TR.UTF-8';

export interface SessionOptions {
  /** What the window shows first, as an installed app does. */
  address: string;
  /** Leaves the logs where they are, for whoever looks for a fault. */
  keepFolder: boolean;
  isCameraDark?: boolean;
}

export async function startSession(tools: Tools, options: SessionOptions): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'kopru-spoken-'));
  for (const name of ['run', 'home', 'config', 'speech', 'orca'])
    mkdirSync(join(folder, name), { mode: 0o700 });
  const environment = environmentOf(folder);
  const processes = createProcesses(environment, folder);
  let browser: Browser | undefined;
  const end = async (): Promise<void> => {
    await browser?.close().catch(() => undefined);
    await processes.end();
    if (options.keepFolder) console.log(`Logs: ${folder}`);
    else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    environment.DISPLAY = await startDisplay(tools, processes, folder);
    // The letters ı, ş and ğ are typed by their own keys.
    spawnSync(tools.setxkbmap, ['tr'], { env: environment });
    await startBuses(tools, processes, folder);
    await startVoice(tools, processes, folder);
    const heard = (): string[] => readSpoken(folder);
    startOrca(tools, processes, folder);
    await until('Orca’s first word', START_MS, () => (heard().length > 0 ? true : undefined));
    const before = heard().length;
    browser = await startBrowser(tools, processes, folder, options);
    const [context] = browser.contexts();
    const page = context?.pages()[0];
    if (!context || !page) throw new Error('The browser has no page');
    const xdo = (...args: readonly string[]): string =>
      spawnSync(tools.xdotool, args, { env: environment, encoding: 'utf8' }).stdout;
    await focusWindow(xdo);
    await until('A word about the first page', START_MS, () => heard().length > before || undefined);
    return {
      page,
      context,
      heard,
      press: (key) => void xdo('key', '--clearmodifiers', key),
      type: (text) => void xdo('type', '--delay', '60', text),
      focus: () => focusWindow(xdo),
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function environmentOf(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_SESSION_TYPE: 'x11',
    GDK_BACKEND: 'x11',
    GSETTINGS_BACKEND: 'memory',
    LANG: LOCALE,
    LC_ALL: LOCALE,
    LANGUAGE: 'tr',
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'run', 'bus')}`,
    SPEECHD_ADDRESS: `unix_socket:${join(folder, 'run', 'speech.sock')}`,
    ACCESSIBILITY_ENABLED: '1',
    NO_PROXY: '*',
  };
}

/** @returns the display, e.g. `:7`; the server chooses a free number itself and writes it into its log */
async function startDisplay(tools: Tools, processes: Processes, folder: string): Promise<string> {
  processes.start('display', tools.xvfb, [
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1280x900x24',
    '-nolisten',
    'tcp',
    '-noreset',
  ]);
  const log = join(folder, 'display.log');
  const number = await until('The display', START_MS, () => /^(\d+)\n/m.exec(readFileSync(log, 'utf8'))?.[1]);
  return `:${number}`;
}

async function startBuses(tools: Tools, processes: Processes, folder: string): Promise<void> {
  const bus = join(folder, 'run', 'bus');
  processes.start('dbus', tools.dbus, ['--session', '--nofork', '--nopidfile', `--address=unix:path=${bus}`]);
  await until('The session bus', START_MS, () => existsSync(bus) || undefined);
  processes.start('at-spi', tools.atSpi, ['--launch-immediately', '--a11y=1', '--screen-reader=1']);
}

async function startVoice(tools: Tools, processes: Processes, folder: string): Promise<void> {
  const speech = join(folder, 'speech');
  const socket = join(folder, 'run', 'speech.sock');
  const program = join(speech, 'voice');
  const parts = [process.execPath, resolve(import.meta.dirname, 'voice.ts'), join(folder, 'spoken')];
  // speech-dispatcher gives its modules no arguments of ours.
  writeFileSync(program, `#!/bin/sh\nexec ${parts.map((part) => `'${part}'`).join(' ')}\n`);
  chmodSync(program, 0o700);
  mkdirSync(join(speech, 'modules'));
  writeFileSync(join(speech, 'modules', 'voice.conf'), '');
  writeFileSync(
    join(speech, 'speechd.conf'),
    [
      'LogLevel 2',
      `LogDir "${speech}"`,
      'CommunicationMethod "unix_socket"',
      `SocketPath "${socket}"`,
      'DefaultLanguage "tr"',
      `AddModule "voice" "${program}" "voice.conf"`,
      'DefaultModule voice',
      '',
    ].join('\n'),
  );
  processes.start('speech-dispatcher', tools.speechDispatcher, [
    '--run-single',
    '--timeout',
    '0',
    '--config-dir',
    speech,
    '--log-dir',
    speech,
    '--pid-file',
    join(folder, 'run', 'speech.pid'),
    '--socket-path',
    socket,
  ]);
  await until('speech-dispatcher', START_MS, () => existsSync(socket) || undefined);
}

/**
 * Orca as it is installed, but: no guessing of a missing label from the words nearby, which would hide the fault that
 * these journeys look for; no reading on by itself when a page has loaded, which the next key would cut off anywhere;
 * places in groups ("1 / 4") spoken; no echo of keys, no advice, no braille, no sounds.
 */
const ORCA_CUSTOMIZATIONS = `
from orca import settings
for name in ('enableKeyEcho', 'enableEchoByCharacter', 'enableEchoByWord', 'enableTutorialMessages',
             'sayAllOnLoad', 'enableBraille', 'enableSound'):
    setattr(settings, name, False)
settings.enablePositionSpeaking = True
try:
    from orca import label_inference
    label_inference.LabelInference.infer = lambda *args, **kwargs: (None, [])
except (ImportError, AttributeError):
    pass
`;

function startOrca(tools: Tools, processes: Processes, folder: string): void {
  const preferences = join(folder, 'orca');
  writeFileSync(join(preferences, 'orca-customizations.py'), ORCA_CUSTOMIZATIONS);
  processes.start('orca', tools.orca, ['--user-prefs', preferences]);
}

async function startBrowser(
  tools: Tools,
  processes: Processes,
  folder: string,
  { address, isCameraDark }: SessionOptions,
): Promise<Browser> {
  const profile = join(folder, 'profile');
  processes.start('browser', tools.chromium, [
    ...BROWSER_FLAGS,
    ...FAKE_DEVICES,
    ...(isCameraDark ? [`--use-file-for-fake-video-capture=${writeDarkness(folder)}`] : []),
    '--test-type',
    '--force-renderer-accessibility',
    '--disable-dev-shm-usage',
    '--password-store=basic',
    '--lang=tr',
    '--accept-lang=tr-TR,tr',
    '--window-position=0,0',
    '--window-size=1280,900',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    // Neither tabs nor an address bar: Tab walks the page and nothing else, and the page has the focus from the start.
    `--app=${address}`,
  ]);
  const file = join(profile, 'DevToolsActivePort');
  const port = await until('The browser', START_MS, () =>
    existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] || undefined : undefined,
  );
  return connect(`http://127.0.0.1:${port}`);
}

/** One second of black pictures. @returns the file: YUV4MPEG2, which the browser takes in the place of a camera */
function writeDarkness(folder: string): string {
  const file = join(folder, 'darkness.y4m');
  const [width, height, rate] = [320, 240, 10];
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    Buffer.alloc(width * height, 16),
    Buffer.alloc((width * height) / 2, 128),
  ]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([head, ...Array<Buffer>(rate).fill(frame)]));
  return file;
}

/** A connection that is made while the page's worker is starting can stay without an answer for ever; the next has one. */
async function connect(address: string, attempts = 4): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(address, { timeout: 8_000 });
  } catch (error) {
    if (attempts === 1) throw error;
    return connect(address, attempts - 1);
  }
}

/** A browser with a window would ask, and wait for a person’s “no”. It holds as long as the session in which it was said. */
export async function refusePosition(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  await session?.send('Browser.setPermission', { permission: { name: 'geolocation' }, setting: 'denied' });
}

/** Without a window manager nobody else gives the window the keys. */
async function focusWindow(xdo: (...args: readonly string[]) => string): Promise<void> {
  const window = await until(
    'The browser’s window',
    START_MS,
    () => xdo('search', '--onlyvisible', '--class', 'chrom').trim().split('\n').at(-1) || undefined,
  );
  xdo('windowfocus', '--sync', window);
}

function readSpoken(folder: string): string[] {
  const file = join(folder, 'spoken');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): string => JSON.parse(line));
}
