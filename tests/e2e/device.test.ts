// What only a real browser can show of the device's half: a page that goes away right after a key was pressed, the
// worker that is woken with no page open, and two tabs with one draft or one new version between them.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { onPage, send, t, untilOfflineReady, untilState, writeApplication } from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { countApplications } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { openBeside } from './wake-worker.ts';

let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  proxy = await startFaultProxy(server.port);
});
afterAll(async () => {
  await proxy.close();
  await server.remove();
});
beforeEach(async () => {
  proxy.faults = [];
  profile = await createProfile();
});
afterEach(async () => {
  await browser.kill();
  await profile.remove();
});

async function open(path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(path.startsWith('http') ? path : proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}

/** A new draft, at the page of its text. */
async function beginText(page: Page): Promise<void> {
  await page.getByRole('button', { name: t('apply.begin') }).click();
  await onPage(page, t('flow.kind.heading'));
  await page.goto(page.url().replace('/tur/', '/konu/'));
  await subjectOf(page).waitFor();
}

/** A phone six times slower than this machine: what takes a cipher here is half a second there. */
const SLOW = { rate: 6 };

const subjectOf = (page: Page) => page.getByRole('textbox', { name: t('flow.text.subject') });

it('keeps the last key that was pressed before a reload, another address, and the end of the tab', async () => {
  browser = await profile.openWindowless();
  const page = await open('/basvuru/');
  await beginText(page);
  const address = page.url();
  const session = await browser.context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', SLOW);
  /** Somebody has been writing, and the start of the page is over: then comes the last key. */
  const write = async (text: string): Promise<void> => {
    await subjectOf(page).fill(`${text}…`);
    await page.getByText(t('flow.save.saved')).first().waitFor();
    await subjectOf(page).fill(text);
  };
  // Without a pause: what goes in the task of the page's end was not sealed yet (X5).
  for (let round = 0; round < 2; round++) {
    await write(`reload ${round}`);
    await page.reload();
    expect(await subjectOf(page).inputValue()).toBe(`reload ${round}`);
    await write(`address ${round}`);
    await page.goto(`${proxy.url}/yardim/`);
    await page.goto(address);
    expect(await subjectOf(page).inputValue()).toBe(`address ${round}`);
  }
  await write('end');
  // The order to close is answered before the page's end has come.
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(await subjectOf(await open(address)).inputValue()).toBe('end');
});

it('lets a worker that met a busy server be woken again, and deliver with no page open', async () => {
  browser = await profile.open();
  const before = await countApplications(server);
  const page = await open('/');
  await untilOfflineReady(page);
  await page.reload();
  await writeApplication(page);
  proxy.faults = Array.from({ length: 20 }, () => ({ method: 'PUT', fault: 'busy' as const }));
  await send(page);
  await untilState(page, t('outbox.waiting'));
  const tags = (): Promise<string[]> =>
    page.evaluate(async () => {
      const { sync } = (await navigator.serviceWorker.ready) as unknown as {
        sync: { getTags(): Promise<string[]> };
      };
      return await sync.getTags();
    });
  await expect.poll(tags).toEqual(['kopru-sync']);

  // From here on there is no page of the app; the worker is woken from where there is none of its clients.
  const { page: beside, wake, statuses } = await openBeside(browser.context, proxy.url);
  await page.close();
  const tried = proxy.faults.length;
  /** As the browser does: again, until the time has come at which the app may knock again. Waited in vain, it says where it is. */
  const untilWoken = (hasHappened: () => Promise<boolean>): Promise<void> =>
    expect
      .poll(
        async () => {
          await wake();
          if (await hasHappened()) return 'happened';
          const locks = await beside.evaluate(async () => {
            const { held = [], pending = [] } = await navigator.locks.query();
            return { held: held.map(({ name }) => name), pending: pending.map(({ name }) => name) };
          });
          return JSON.stringify({ seen: proxy.seen.slice(-8), locks, worker: statuses.at(-1) });
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe('happened');
  await untilWoken(async () => proxy.faults.length < tried);
  proxy.faults = [];
  await untilWoken(async () => (await countApplications(server)) === before + 1);
});

it('does not bring a deleted draft back from the tab that still writes it', async () => {
  browser = await profile.openWindowless();
  const writer = await open('/basvuru/');
  await beginText(writer);
  const other = await open('/basvurularim/');
  await other.getByRole('button', { name: t('draft.delete') }).click();
  await other.getByRole('button', { name: t('draft.deleteConfirm') }).click();
  await writer.getByRole('heading', { name: t('flow.elsewhere.goneTitle') }).waitFor();
  await subjectOf(writer).fill('Rampa');
  await writer.getByRole('button', { name: t('flow.elsewhere.keepAsNew') }).click();
  await other.getByRole('heading', { name: 'Rampa' }).waitFor();
  expect(await other.getByRole('button', { name: t('draft.delete') }).count()).toBe(1);
  expect(await subjectOf(writer).inputValue()).toBe('Rampa');
});
