// Sending without leaving a trace, in a real browser: from the last question to the sealed entry that the phone cannot read, over a
// line that is down, to the state, and to the answer by the code on another phone.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { onPage, STORY, t, untilOfflineReady, untilState, writeApplication } from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { countApplications } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  proxy = await startFaultProxy(server.port);
  profile = await createProfile();
  browser = await profile.open();
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await proxy.close();
  await server.remove();
});

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
}

/** Everything in this page's IndexedDB and localStorage, as text; bytes as Latin-1. */
function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('kopru');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const texts = [JSON.stringify(localStorage), document.cookie];
    for (const name of database.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve, reject) => {
        const reading = database.transaction(name).objectStore(name).getAll();
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error);
      });
      const write = (_: string, part: unknown) =>
        part instanceof ArrayBuffer ? new TextDecoder('latin1').decode(part) : part;
      texts.push(`${name}: ${JSON.stringify(values, write)}`);
    }
    database.close();
    return texts.join('\n');
  });
}

it('seals what was written, cannot read it any more, delivers it, and forgets it; the code opens it elsewhere', async () => {
  const before = await countApplications(server);
  const page = await browser.context.newPage();
  await visit(page, '/');
  await untilOfflineReady(page);
  await visit(page, '/');
  await writeApplication(page);
  expect(await everythingKept(page)).toContain(STORY.subject);
  await page.getByRole('button', { name: t('flow.continue') }).click();
  await onPage(page, t('flow.send.heading'));
  proxy.isCut = true;
  await page.getByRole('link', { name: t('settings.private') }).click();
  await onPage(page, t('settings.private'));

  const code = page.getByRole('list', { name: t('flow.send.codeSpokenLabel') });
  await code.waitFor();
  const digits = (await code.locator('[aria-hidden]').allInnerTexts()).join('');
  expect(digits).toMatch(/^\d{20}$/);
  const seal = page.getByRole('button', { name: t('sealed.seal') });
  await seal.click();
  await page.getByText(t('sealed.failed.not-noted')).first().waitFor();
  await page.getByRole('checkbox', { name: t('sealed.noted') }).press('Space');
  await seal.click();
  await untilState(page, t('sealed.waiting', { count: 1 }));
  expect(new URL(page.url()).pathname).toBe('/gizli/');

  // Nothing of it is readable here, and no list knows of it.
  const kept = await everythingKept(page);
  expect(kept).toContain('sealed: [{');
  for (const secret of [STORY.subject, STORY.description, 'Deniz Örnek', '12345678950', digits]) {
    expect(kept).not.toContain(secret);
  }
  await page
    .getByRole('link', { name: t('nav.applications') })
    .first()
    .click();
  await onPage(page, t('applications.heading'));
  await page.getByText(t('applications.empty')).waitFor();

  proxy.isCut = false;
  await visit(page, '/gizli/');
  await page.getByText(t('sealed.none')).waitFor();
  expect(await countApplications(server)).toBe(before + 1);
  expect(proxy.seen.filter((seen) => seen.startsWith('PUT /api/applications/'))).toEqual([]);
  expect(await everythingKept(page)).toContain('sealed: []');

  const other = await (await browser.newPhone()).newPage();
  await visit(other, '/takip/');
  await other.getByRole('textbox', { name: t('track.label') }).fill(digits);
  await other.getByRole('button', { name: t('track.open') }).click();
  await onPage(other, STORY.subject);
});
