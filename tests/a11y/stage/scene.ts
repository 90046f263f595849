// What all browsers of a run share: one real server with the demo's content, and the storage that each kind of visitor
// brings along.

import { chromium } from 'playwright-core';
import { BROWSER_FLAGS, FAKE_DEVICES, findWindowlessBrowser } from '../../browser.ts';
import { type FaultProxy, startFaultProxy } from '../../e2e/fault-proxy.ts';
import { type ServerProcess, startServer } from '../../e2e/server-process.ts';
import { type Device, prepareDevice, type StorageState } from './device.ts';
import { type Office, openOffice } from './office.ts';

export interface Scene {
  server: ServerProcess;
  origin: string;
  /** In front of the same server; cut, it is "offline". */
  proxy: FaultProxy;
  device: Device;
  office: Office;
  sessions: { officer: StorageState; idle: StorageState };
  close: () => Promise<void>;
}

export async function openBrowser() {
  const found = findWindowlessBrowser();
  if (!found.ok) throw new Error(found.sentence);
  return await chromium.launch({
    executablePath: found.path,
    args: [
      ...BROWSER_FLAGS,
      ...FAKE_DEVICES,
      '--lang=tr',
      '--hide-scrollbars',
      '--force-color-profile=srgb',
      // It draws without a graphics card: a process of its own for it would only have every picture carried over.
      '--in-process-gpu',
      // Fewer pieces to draw, and to put together for each picture.
      '--default-tile-width=1024',
      '--default-tile-height=1024',
    ],
    env: { ...process.env, LANGUAGE: 'tr' },
    // An interrupted run ends as a whole (main.ts); without its browsers it would go on and count every page as faulty.
    handleSIGINT: false,
  });
}

export async function openScene(): Promise<Scene> {
  const server = await startServer({ LOG_LEVEL: 'warn', DISASTER_OPEN: 'true' });
  const browser = await openBrowser();
  try {
    const origin = `http://localhost:${server.port}`;
    const proxy = await startFaultProxy(server.port);
    const office = await openOffice(server, origin);
    const newContext = () => browser.newContext({ locale: 'tr-TR', serviceWorkers: 'block' });
    const signIn = async (link: string): Promise<StorageState> => {
      const context = await newContext();
      const page = await context.newPage();
      await page.goto(link);
      await page.locator('main button').first().click();
      // The first passkey, which may wait.
      await page.waitForURL(/hesabim/);
      return await context.storageState();
    };
    const [device, officer, idle] = await Promise.all([
      newContext().then((context) => prepareDevice(context, origin, office)),
      signIn(office.officerLink),
      signIn(office.idleLink),
    ]);
    const sessions = { officer, idle };
    return {
      server,
      origin,
      proxy,
      device,
      office,
      sessions,
      close: async () => {
        await proxy.close();
        await server.remove();
      },
    };
  } catch (error) {
    await server.remove();
    throw error;
  } finally {
    await browser.close();
  }
}
