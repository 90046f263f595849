// The whole way across the bridge and back, through the real parts: Chromium with its worker and its disk, the real
// server and PostgreSQL. "Offline" is a server that is not there. Cites the invariants of docs/protocol.md.

import { PDFDocument } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import {
  onPage,
  STORY,
  send,
  sendNow,
  t,
  untilOfflineReady,
  untilState,
  writeApplication,
} from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { countApplications, enterConsole, inviteOfficer } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

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
  await server.start();
  proxy.isCut = false;
  proxy.faults = [];
});

afterEach(async () => {
  await browser.kill();
  await profile.remove();
});

/** A phone of its own for one test. @param from as this one was left */
async function takePhone(from?: Profile): Promise<void> {
  profile = await createProfile(from);
  browser = await profile.openWindowless();
}

async function openApp(path = '/'): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}

async function numberOf(page: Page): Promise<string> {
  const title = await page
    .getByRole('heading', { name: t('outbox.received', { number: '' }) })
    .first()
    .textContent();
  return /\d{4}-\d{7}/.exec(title ?? '')?.[0] ?? '';
}

/** Sheets of A4 that the page takes on paper, with the margins that browsers leave. */
async function countSheets(page: Page): Promise<number> {
  const margin = { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' };
  return (await PDFDocument.load(await page.pdf({ format: 'A4', margin }))).getPageCount();
}

describe('the whole way', () => {
  it('offline → kill -9 of the browser → restart → server on → received → answered → read → read again offline', async () => {
    // With all that surrounds the engine on a phone, Background Sync among it.
    profile = await createProfile();
    browser = await profile.open();
    const before = await countApplications(server);
    const first = await openApp();
    await untilOfflineReady(first);

    proxy.isCut = true;
    await server.stop();
    await first.reload();
    await writeApplication(first);
    const code = await send(first);
    await untilState(first, t('outbox.waiting'));

    await browser.kill();
    browser = await profile.open();
    const second = await openApp('/basvurularim/');
    await untilState(second, t('outbox.waiting'));

    await server.start();
    proxy.isCut = false;
    await sendNow(second);
    await second.getByRole('link', { name: STORY.subject }).waitFor();
    await second.getByRole('link', { name: STORY.subject }).click();
    await untilState(second, t('outbox.received', { number: '' }));
    expect(await countApplications(server)).toBe(before + 1);
    const number = await numberOf(second);
    expect(number).toMatch(/^\d{4}-\d{7}$/);

    expect(await countSheets(second)).toBe(1);

    const answer =
      'Sayın Deniz Örnek, kaldırım cuma gününe kadar onarılacaktır. Bildiriminiz için teşekkür ederiz. ' +
      'Ekibimiz durağı gördü; kırık taşların yerine kaymayan taş konacak, bastonunuzla izleyebileceğiniz kabartma şerit ' +
      'durağa kadar sürdürülecektir. Onarım bitene kadar yolun öbür yanındaki geçidi kullanmanızı rica ederiz. '.repeat(
        2,
      );
    const office = await browser.context.newPage();
    await enterConsole(office, await inviteOfficer(server, proxy.url));
    await office.getByRole('link', { name: number }).click();
    await office.getByRole('heading', { level: 1, name: STORY.subject }).waitFor();
    await office.getByRole('textbox', { name: t('staff.reply.label') }).fill(answer);
    await office.getByRole('button', { name: t('staff.reply.send') }).click();
    await office
      .getByRole('dialog')
      .getByRole('button', { name: t('staff.reply.send') })
      .click();
    await office.getByText(answer.trim()).first().waitFor();

    await second.getByRole('button', { name: t('thread.refresh') }).click();
    await second.getByText(answer.trim()).waitFor();

    proxy.isCut = true;
    await browser.kill();
    browser = await profile.open();
    const third = await openApp('/basvurularim/');
    await third.getByRole('link', { name: STORY.subject }).click();
    await third.getByText(answer.trim()).waitFor();
    expect(await countSheets(third)).toBe(1);

    proxy.isCut = false;
    const elsewhere = await (await browser.newPhone()).newPage();
    await elsewhere.goto(`${proxy.url}/takip/`);
    await elsewhere.getByRole('textbox', { name: t('track.label') }).fill(code);
    await elsewhere.getByRole('button', { name: t('track.open') }).click();
    await elsewhere.getByText(answer).waitFor();
    await elsewhere.getByRole('button', { name: t('outbox.forget') }).click();
    await elsewhere
      .getByRole('dialog')
      .getByRole('button', { name: t('outbox.forgetConfirm') })
      .click();
    await elsewhere.getByText(t('applications.empty')).waitFor();
  });
});

describe('of an application that is written', () => {
  let written: Profile;
  let review: string;
  beforeAll(async () => {
    await server.start();
    proxy.isCut = false;
    written = await createProfile();
    browser = await written.openWindowless();
    const page = await openApp();
    await untilOfflineReady(page);
    await writeApplication(page);
    review = new URL(page.url()).pathname;
    await browser.close();
  });
  afterAll(() => written.remove());

  /** The phone on which it is written, opened again at the review. */
  async function openWritten(): Promise<Page> {
    await takePhone(written);
    const page = await openApp(review);
    await onPage(page, t('flow.review.heading'));
    return page;
  }

  describe('once (invariant 3)', () => {
    it.each(['lose-response', 'double-request', 'lose-request', 'captive-portal'] as const)(
      'one application and one receipt in spite of %s',
      async (fault) => {
        const before = await countApplications(server);
        const page = await openWritten();
        proxy.faults = [{ method: 'PUT', fault }];
        await send(page);
        if (fault !== 'double-request') await sendNow(page);
        await untilState(page, t('outbox.received', { number: '' }));
        expect(await countApplications(server)).toBe(before + 1);
      },
    );

    it('one application when the server dies between commit and answer', async () => {
      const before = await countApplications(server);
      const page = await openWritten();
      proxy.faults = [{ method: 'PUT', fault: 'lose-response' }];
      await send(page);
      await expect.poll(() => countApplications(server)).toBe(before + 1);
      await server.kill();
      await server.start();
      await sendNow(page);
      await untilState(page, t('outbox.received', { number: '' }));
      expect(await countApplications(server)).toBe(before + 1);
    });

    it('one application when two tabs wait for the same signal (invariant 6)', async () => {
      const before = await countApplications(server);
      const first = await openWritten();
      proxy.isCut = true;
      await send(first);
      const second = await openAppOffline('/basvurularim/');
      await untilState(second, t('outbox.waiting'));
      proxy.isCut = false;
      const signal = () => void dispatchEvent(new Event('online'));
      await Promise.all([first.evaluate(signal), second.evaluate(signal)]);
      await untilState(first, t('outbox.received', { number: '' }));
      const number = t('applications.number', { number: await numberOf(first) });
      // Its own line: what is announced has the number in it, too.
      await second.getByText(number, { exact: true }).waitFor();
      expect(await countApplications(server)).toBe(before + 1);
      expect(proxy.seen.filter((line) => line.startsWith('PUT')).length).toBeGreaterThan(0);
    });
  });

  describe('nothing of it is lost on the phone', () => {
    it('a waiting application can be taken back while the server was never reached, and sent later', async () => {
      const before = await countApplications(server);
      const page = await openWritten();
      await server.stop();
      await send(page);
      await untilState(page, t('outbox.waiting'));
      await page.getByRole('button', { name: t('outbox.cancel') }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('outbox.cancelConfirm') })
        .click();
      await onPage(page, t('flow.review.heading'));
      await server.start();
      await send(page);
      await untilState(page, t('outbox.received', { number: '' }));
      expect(await countApplications(server)).toBe(before + 1);
    });

    it('a refused application says why, is mended and sent under a new id', async () => {
      const before = await countApplications(server);
      const page = await openWritten();
      await page.route('**/api/applications/*', async (route) => {
        const violations = [{ field: 'subject', code: 'required' }];
        const problem = { type: 'x', title: 'x', status: 422, code: 'application-not-valid', violations };
        await route.fulfill({
          status: 422,
          contentType: 'application/problem+json',
          body: JSON.stringify(problem),
        });
      });
      await send(page);
      await untilState(page, t('outbox.refused'));
      await page.getByText(t('violation.required.subject')).waitFor();
      await page.unroute('**/api/applications/*');
      await page.getByRole('button', { name: t('outbox.mend') }).click();
      await page.getByRole('heading', { level: 1, name: t('flow.review.heading') }).waitFor();
      // The reason comes first, and the reader is taken to it.
      const summary = page.getByRole('region', { name: t('flow.errorCount', { count: 1 }) });
      await summary.getByRole('link', { name: t('violation.required.subject') }).waitFor();
      await page.waitForFunction(() =>
        document.activeElement?.contains(document.querySelector('#main a[href^="#"]')),
      );
      await send(page);
      await untilState(page, t('outbox.received', { number: '' }));
      expect(await countApplications(server)).toBe(before + 1);
    });
  });
});

describe('a draft', () => {
  it('survives kill -9 as soon as it is said to be saved', async () => {
    await takePhone();
    const page = await openApp();
    await untilOfflineReady(page);
    await page
      .getByRole('link', { name: t('start.apply') })
      .first()
      .click();
    await page.getByRole('button', { name: t('apply.begin') }).click();
    await onPage(page, t('flow.kind.heading'));
    await page.getByRole('radio', { name: t('kind.complaint') }).press('Space');
    await page.getByText(t('flow.save.saved')).waitFor();
    await browser.kill();
    browser = await profile.openWindowless();
    proxy.isCut = true;
    const again = await openApp('/basvurularim/');
    await again.getByRole('link', { name: t('draft.continue') }).click();
    await again.getByRole('link', { name: t('flow.back') }).click();
    expect(await again.getByRole('radio', { name: t('kind.complaint') }).isChecked()).toBe(true);
  });
});

async function openAppOffline(path: string): Promise<Page> {
  const page = await openApp('/');
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}
