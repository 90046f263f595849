// Real Chromium with a profile that survives it: started in a process group of its own, so that a test can kill it
// as a phone dies, and open the same profile again.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { BROWSER_FLAGS, type FoundBrowser, findBrowser, findWindowlessBrowser } from '../browser.ts';
import { copyFolder } from './server-process.ts';

/** What a page may take beside two other browsers on a slow machine. What never comes is found as well. */
const PATIENCE_MS = 90_000;

export interface BrowserProcess {
  context: BrowserContext;
  /** A phone that was never here, in the same process: where nothing is killed, that costs far less than a browser. */
  newPhone(): Promise<BrowserContext>;
  /** Kill -9 of every process of the browser. */
  kill(): Promise<void>;
  /** Closes it as a person does. */
  close(): Promise<void>;
}

export interface Profile {
  folder: string;
  open(flags?: readonly string[]): Promise<BrowserProcess>;
  /** The same engine without what surrounds it (no Background Sync, nobody to answer a question of permission), at half the cost. */
  openWindowless(flags?: readonly string[]): Promise<BrowserProcess>;
  remove(): Promise<void>;
}

/** A new profile of a Turkish-speaking person: empty, or as another one was left. */
export async function createProfile(from?: Profile): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'kopru-profile-'));
  if (from) await copyFolder(from.folder, folder);
  return {
    folder,
    open: (flags = []) => openBrowser(findBrowser(), folder, flags),
    openWindowless: (flags = []) => openBrowser(findWindowlessBrowser(), folder, flags),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function openBrowser(
  found: FoundBrowser,
  folder: string,
  flags: readonly string[],
): Promise<BrowserProcess> {
  if (!found.ok) throw new Error(found.sentence);
  const portFile = join(folder, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const child = spawn(
    found.path,
    [
      ...BROWSER_FLAGS,
      '--headless=new',
      '--lang=tr',
      '--accept-lang=tr-TR,tr',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      ...flags,
      'about:blank',
    ],
    { detached: true, stdio: 'ignore', env: { ...process.env, LANGUAGE: 'tr' } },
  );
  const port = await readPort(portFile, child);
  const browser: Browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  if (!context) throw new Error('The browser has no context');
  return {
    context: patient(context),
    newPhone: async () => patient(await browser.newContext()),
    kill: () => endGroup(child),
    close: async () => {
      const session = await browser.newBrowserCDPSession();
      const exit = once(child, 'exit');
      await session.send('Browser.close').catch(() => undefined);
      await exit;
      await endGroup(child);
    },
  };
}

function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

async function endGroup(child: ChildProcess): Promise<void> {
  const isRunning = child.exitCode === null && child.signalCode === null;
  const exit = isRunning ? once(child, 'exit') : undefined;
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: the whole group has ended already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
  await exit;
}

async function readPort(file: string, child: ChildProcess): Promise<string> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The browser ended with ${child.exitCode}`);
    const text = await readFile(file, 'utf8').catch(() => '');
    const [port] = text.split('\n');
    if (port) return port;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The browser opened no debugging port within 30 s');
}
