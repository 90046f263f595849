// A sealed application that another phone carries: written where no line is, given as a file, taken in by a phone that is killed right
// after it, delivered when that one finds a line, and receipted at the writer's phone, which never had one. And one that waits in the
// open, given to a carrier as well: settled by what the carrier brings back, sent once more by nobody.

import { copyFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FAKE_DEVICES } from '../browser.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { onPage, t, untilOfflineReady, untilState, writeApplication } from './citizen.ts';
import { watchCodes, writeFilm } from './codes-film.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { countApplications } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

let server: ServerProcess;
/** The writer's line, and the carrier's. */
let lines: [FaultProxy, FaultProxy];
let profiles: [Profile, Profile];
let writers: BrowserProcess;
let carriers: BrowserProcess;
let folder: string;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  lines = [await startFaultProxy(server.port), await startFaultProxy(server.port)];
  profiles = [await createProfile(), await createProfile()];
  [writers, carriers] = [await profiles[0].openWindowless(), await profiles[1].openWindowless()];
  folder = await mkdtemp(join(tmpdir(), 'kopru-courier-'));
});
afterAll(async () => {
  await Promise.all([writers.kill(), carriers.kill()]);
  await Promise.all([...profiles.map((one) => one.remove()), ...lines.map((one) => one.close())]);
  await rm(folder, { recursive: true, force: true });
  await server.remove();
});

async function visit(page: Page, line: FaultProxy, path: string): Promise<void> {
  await page.goto(line.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
}

/** A phone with the app on it, at the courier's page. */
async function openCourier(browser: BrowserProcess, line: FaultProxy): Promise<Page> {
  const page = await browser.context.newPage();
  await visit(page, line, '/kurye/');
  await untilOfflineReady(page);
  await visit(page, line, '/kurye/');
  return page;
}

async function save(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: t('courier.give.save') }).click(),
  ]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

const choose = (page: Page, ...files: string[]) => page.locator('input[type=file]').setInputFiles(files);

/** What became of a file, as it stands on the page. */
const outcome = (page: Page, text: string | RegExp) =>
  page.getByRole('listitem').filter({ hasText: text }).waitFor();

/** As the browser does with a file that another app shares with this one. */
async function shareInto(page: Page, path: string): Promise<void> {
  const bytes = (await readFile(path)).toString('base64');
  await page.evaluate((given) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/kurye/al/';
    form.enctype = 'multipart/form-data';
    const field = document.createElement('input');
    field.type = 'file';
    field.name = 'file';
    const content = Uint8Array.from(atob(given), (character) => character.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([content], 'kopru.txt', { type: 'text/plain' }));
    field.files = files.files;
    form.append(field);
    document.body.append(form);
    form.submit();
  }, bytes);
}

it('goes to another phone as a file, survives its death, reaches the state, and its receipt comes back', async () => {
  const before = await countApplications(server);
  const [writersLine, carriersLine] = lines;
  const writer = await openCourier(writers, writersLine);
  let carrier = await openCourier(carriers, carriersLine);
  await writer.getByText(t('courier.giveNone')).waitFor();

  await visit(writer, writersLine, '/');
  await writeApplication(writer);
  await writer.getByRole('button', { name: t('flow.continue') }).click();
  await onPage(writer, t('flow.send.heading'));
  for (const line of lines) line.isCut = true;
  await writer.getByRole('link', { name: t('settings.private') }).click();
  await onPage(writer, t('settings.private'));
  await writer.getByRole('checkbox', { name: t('sealed.noted') }).press('Space');
  await writer.getByRole('checkbox', { name: t('sealed.mayBeCarried') }).press('Space');
  await writer.getByRole('button', { name: t('sealed.seal') }).click();
  await untilState(writer, t('sealed.waiting', { count: 1 }));
  await writer.getByRole('link', { name: t('settings.courier') }).click();
  await onPage(writer, t('settings.courier'));
  const parcel = await save(writer, 'kopru-1.kopru');
  await writer.getByText(t('courier.codes.summary')).click();
  await writer.getByRole('button', { name: t('courier.codes.show') }).click();
  const film = join(folder, 'film.y4m');
  await writeFilm(await watchCodes(writer), film);

  // What came incomplete is refused with a sentence, beside what is whole; neither phone has a line.
  const cut = join(folder, 'kopru-yarim.kopru');
  await copyFile(parcel, cut);
  await truncate(cut, 500);
  await choose(carrier, cut, parcel);
  await outcome(carrier, t('courier.fault.cut', { name: 'kopru-yarim.kopru' }));
  await untilState(carrier, t('courier.waiting', { count: 1 }));
  await carriers.kill();
  carriers = await profiles[1].openWindowless([...FAKE_DEVICES, `--use-file-for-fake-video-capture=${film}`]);
  carrier = await carriers.context.newPage();
  await visit(carrier, carriersLine, '/kurye/');
  await untilState(carrier, t('courier.waiting', { count: 1 }));

  // What it has already it knows again, by the codes on the writer's screen, too.
  await carrier.getByText(t('courier.camera.summary')).click();
  await carrier.getByRole('button', { name: t('courier.camera.start') }).click();
  await outcome(carrier, /zaten bu telefonda/);

  carriersLine.isCut = false;
  await visit(carrier, carriersLine, '/kurye/');
  await untilState(carrier, t('courier.delivered', { count: 1 }));
  expect(await countApplications(server)).toBe(before + 1);
  expect(carriersLine.seen.filter((seen) => seen.startsWith('PUT /api/applications/'))).toEqual([]);
  await shareInto(carrier, parcel);
  await outcome(carrier, /zaten bu telefonda/);
  const answers = await save(carrier, 'kopru-alindi.kopru');

  await choose(writer, answers);
  await outcome(writer, /Başvurunuz devlete ulaştı/);
  await writer.getByText(t('courier.giveNone')).waitFor();

  // The writer's own phone has nothing left to send: one application.
  writersLine.isCut = false;
  await visit(writer, writersLine, '/gizli/');
  await writer.getByText(t('sealed.none')).waitFor();
  expect(await countApplications(server)).toBe(before + 1);
});

it('waits in the open and goes with another phone, too: its receipt comes back, and it is one application', async () => {
  const before = await countApplications(server);
  const [writersLine, carriersLine] = lines;
  writersLine.isCut = false;
  const writer = await writers.context.newPage();
  await visit(writer, writersLine, '/');
  await writeApplication(writer);
  await writer.getByRole('button', { name: t('flow.continue') }).click();
  await onPage(writer, t('flow.send.heading'));
  for (const line of lines) line.isCut = true;
  await writer.getByRole('button', { name: t('flow.send.button') }).click();
  await untilState(writer, t('outbox.waiting'));
  const waiting = new URL(writer.url()).pathname;

  // By keyboard, as far as the file: nothing is offered before the writer has agreed.
  await writer.getByRole('link', { name: t('courier.copyLink') }).press('Enter');
  await untilState(writer, t('courier.copyLink'));
  expect(await writer.getByRole('button', { name: t('courier.give.save') }).count()).toBe(0);
  await writer.getByRole('checkbox', { name: t('courier.copyConsent') }).press('Space');
  const parcel = await save(writer, 'kopru-2.kopru');
  await writer.getByText(/Emanet numarası: \d{3} \d{3}/).waitFor();
  expect(await writer.evaluate(() => document.activeElement?.textContent)).toBe(t('courier.give.save'));

  const carrier = await carriers.context.newPage();
  await visit(carrier, carriersLine, '/kurye/');
  await choose(carrier, parcel);
  await outcome(carrier, /bu telefona saklandı/);
  carriersLine.isCut = false;
  await visit(carrier, carriersLine, '/kurye/');
  await untilState(carrier, t('courier.delivered', { count: 2 }));
  expect(await countApplications(server)).toBe(before + 1);
  const answers = await save(carrier, 'kopru-alindi-2.kopru');

  // The writer's phone has no line yet, and knows it all the same.
  await visit(writer, writersLine, '/kurye/');
  await choose(writer, answers);
  await outcome(writer, /“Başvurularım” sayfasında duruyor/);
  await visit(writer, writersLine, waiting);
  await writer.getByRole('heading', { name: /^Alındı, numara/ }).waitFor();
  writersLine.seen.length = 0;
  writersLine.isCut = false;
  await visit(writer, writersLine, waiting);
  // As a browser tells that the line is back: where the worker was still at its round when the page began, this page's next
  // one comes by that.
  const asks = async () => {
    await writer.evaluate(() => void dispatchEvent(new Event('online')));
    return writersLine.seen.some((seen) => seen.includes('/api/threads/open'));
  };
  await expect.poll(asks).toBe(true);
  expect(writersLine.seen.filter((seen) => seen.startsWith('PUT '))).toEqual([]);
  expect(await countApplications(server)).toBe(before + 1);
});
