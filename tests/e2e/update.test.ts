// A new version of the app while an application waits (invariant 8): offered, never forced, and the queue comes along.
// Two builds that differ in their files are served one after the other from the same address.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { goOn, onPage, STORY, send, t, untilOfflineReady, untilState, writeApplication } from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { countApplications } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

let folder: string;
let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-build-'));
  await cp('dist', folder, { recursive: true });
  server = await startServer({ LOG_LEVEL: 'warn', STATIC_DIR: folder });
  proxy = await startFaultProxy(server.port);
  profile = await createProfile();
  browser = await profile.openWindowless();
});

afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await proxy.close();
  await server.remove();
  await rm(folder, { recursive: true });
});

/** Publishes a new version: another shell, and a worker that knows its revision. */
async function publishNewVersion(): Promise<void> {
  const shell = join(folder, 'kabuk/index.html');
  await writeFile(shell, (await readFile(shell, 'utf8')).replace('</body>', '<!-- new version --></body>'));
  const worker = join(folder, 'service-worker.js');
  const code = await readFile(worker, 'utf8');
  const renewed = code.replace(
    /("?url"?:"\/kabuk\/","?revision"?:")\w+"|("?revision"?:")\w+(","?url"?:"\/kabuk\/")/,
    (_, a, b, c) => (a ? `${a}new"` : `${b}new${c}`),
  );
  expect(renewed).not.toBe(code);
  await writeFile(worker, renewed);
  for (const file of [shell, worker]) await rm(`${file}.br`, { force: true });
}

async function open(path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}

/**
 * A worker that is asked for something in the moment of the press keeps its place until it has been idle for half a minute.
 * A debugger keeps Chromium from ending it then, so it is ended here in the same way.
 */
async function untilNewVersion(page: Page): Promise<void> {
  const isNew = () => document.documentElement.outerHTML.includes('new version');
  try {
    await page.waitForFunction(isNew, undefined, { timeout: 15_000 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('ServiceWorker.enable');
    await devtools.send('ServiceWorker.stopAllWorkers');
    await page.waitForFunction(isNew);
  }
}

it('offers the new version on quiet pages only, keeps what is written and what waits, and sends it', async () => {
  const page = await open('/');
  await untilOfflineReady(page);
  await page.reload();
  await writeApplication(page);
  // Over the whole change of versions: it has no time for an application, and goes on waiting for one.
  proxy.faults = Array.from({ length: 1_000 }, () => ({ method: 'PUT', fault: 'busy' }));
  await send(page);
  await untilState(page, t('outbox.waiting'));

  await page
    .getByRole('link', { name: t('nav.apply'), exact: true })
    .first()
    .click();
  await page.getByRole('button', { name: t('apply.begin') }).click();
  await onPage(page, t('flow.kind.heading'));
  await page.getByRole('radio', { name: t('kind.opinion') }).press('Space');
  await page.getByText(t('flow.save.saved')).waitFor();
  const draft = new URL(page.url()).pathname;

  await publishNewVersion();
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting !== null);
  const offer = page.getByRole('button', { name: t('status.useNewVersion') });
  // By the time that the next question stands there, an offer would have been drawn, too.
  await goOn(page, t('flow.addressee.heading'));
  expect(await offer.count()).toBe(0);

  await page.getByRole('link', { name: t('nav.help') }).click();
  await onPage(page, t('help.heading'));
  // Another tab writes: its files are not taken away.
  const writer = await open(draft);
  await writer.getByRole('radio', { name: t('kind.opinion') }).waitFor();
  await page.bringToFront();
  await offer.click();
  await page.locator('aside').getByText(t('status.newVersionNotNow')).waitFor();
  await writer.close();
  const quiet = await open('/yardim/');
  await quiet.getByRole('button', { name: t('status.useNewVersion') }).waitFor();
  // Whoever presses has the tab before them; behind another one nothing is drawn.
  await page.bringToFront();
  await offer.click();
  await untilNewVersion(page);
  // The other tab has the same offer still, and takes it too.
  await quiet.bringToFront();
  await quiet.getByRole('button', { name: t('status.useNewVersion') }).click();
  await untilNewVersion(quiet);
  await quiet.close();
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  expect(await countApplications(server)).toBe(0);

  proxy.faults = [];
  await page.reload();
  await page
    .getByRole('link', { name: t('nav.applications') })
    .first()
    .click();
  await onPage(page, t('applications.heading'));
  await page.getByText(t('draft.untitled')).first().waitFor();
  await page.getByRole('link', { name: STORY.subject }).click();
  await untilState(page, t('outbox.received', { number: '' }));
  expect(await countApplications(server)).toBe(1);
});
