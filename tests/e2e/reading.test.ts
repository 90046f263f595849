// How a person reads is known before anything is drawn, in every language, without a network; and the way out leaves
// nothing behind. In a real browser, with the app's own files held back where "before the app has come" is meant.

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import arabic from '../../locales/ar.json' with { type: 'json' };
import english from '../../locales/en.json' with { type: 'json' };
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { t, untilOfflineReady } from './citizen.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const AWAY = 'https://www.mgm.gov.tr/';

let server: ServerProcess;
let profile: Profile;
let browser: BrowserProcess;
let phone: BrowserContext;
let origin: string;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  origin = `http://localhost:${server.port}`;
  profile = await createProfile();
  browser = await profile.openWindowless();
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await server.remove();
});

beforeEach(async () => {
  phone = await browser.newPhone();
});
afterEach(() => phone.close());

async function open(path: string): Promise<Page> {
  const page = await phone.newPage();
  await page.goto(origin + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}

/** The page as it stands while none of the app's scripts has come. */
async function openWithoutApp(path: string): Promise<Page> {
  const page = await phone.newPage();
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto(origin + path);
  return page;
}

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

describe('before the app has come', () => {
  it('the chosen colours, size and stillness are there', async () => {
    const settings = await open('/ayarlar/');
    await settings.getByRole('radio', { name: t('display.theme.contrast') }).press('Space');
    await settings.getByRole('radio', { name: t('display.text.200') }).press('Space');
    await settings.getByRole('checkbox', { name: t('display.motion') }).press('Space');
    await settings.close();
    const page = await openWithoutApp('/');
    expect(await background(page)).toBe('rgb(0, 0, 0)');
    expect(
      await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize)),
    ).toBeGreaterThanOrEqual(32);
    expect(await page.evaluate(() => document.documentElement.dataset.motion)).toBe('still');
  });

  it('a language can be chosen, and nobody who chose one sees Turkish flash up', async () => {
    const page = await openWithoutApp('/');
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    await page.getByRole('link', { name: 'العربية' }).click();
    await page.waitForURL(`${origin}/`);
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      'ar',
      'rtl',
    ]);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false);
  });
});

describe('a language', () => {
  it('that was chosen is there without a network, also on a page that was never opened', async () => {
    const page = await open('/?dil=ar');
    await untilOfflineReady(page);
    await page.waitForFunction(async () => {
      const kept = await (await caches.open('kopru-files')).keys();
      return kept.filter(({ url }) => url.includes('messages-ar-')).length >= 2;
    });
    await server.stop();
    await page.goto(`${origin}/yardim/`);
    await page.getByRole('heading', { level: 1, name: arabic['help.heading'].text }).waitFor();
    await server.start();
  });

  it('that is chosen without a connection leaves the app alive, in Turkish, until the next connection', async () => {
    const page = await open('/ayarlar/');
    await untilOfflineReady(page);
    await server.stop();
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    const notice = page.getByRole('complementary', { name: t('status.missingTitle') });
    await notice.getByText(t('status.languageMissing')).waitFor();
    await notice.locator('[lang=en]').getByText(english['status.languageMissing'].text).waitFor();
    await page
      .locator('[aria-live]', { hasText: t('status.languageMissing') })
      .waitFor({ state: 'attached' });
    const root = () =>
      page.evaluate(() => {
        const { lang, dir, dataset } = document.documentElement;
        return { lang, dir, locale: dataset.locale, words: dataset.words };
      });
    expect(await root()).toEqual({ lang: 'tr', dir: 'ltr', locale: 'tr', words: undefined });
    await page
      .getByRole('link', { name: t('nav.apply'), exact: true })
      .first()
      .click();
    await page.getByRole('button', { name: t('apply.begin') }).click();
    await page.getByRole('radio', { name: t('kind.request') }).press('Space');
    await page.getByText(t('flow.save.saved')).waitFor();
    await server.start();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByRole('link', { name: t('nav.help') }).click();
    await page.getByRole('heading', { level: 1, name: english['help.heading'].text }).waitFor();
    expect((await root()).lang).toBe('en');
  });

  it('that is chosen takes the place of the page in the history', async () => {
    const page = await open('/');
    const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('link', { name: t('nav.settings') }).click();
    await heading(t('settings.heading'));
    await page.getByRole('link', { name: 'English' }).click();
    await heading(english['settings.heading'].text);
    await page.goBack();
    await heading(english['start.heading'].text);
  });

  it('that nobody chose costs nothing', async () => {
    const page = await open('/');
    await untilOfflineReady(page);
    const stored = await page.evaluate(async () => {
      const lists = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      );
      return lists.flat().map(({ url }) => new URL(url).pathname);
    });
    // What seals and the recorder come behind the shell for everybody; whether they have come by now, nobody can say.
    const unchosen = /messages-(?!tr-(?!simple))|optional-(?!media|sealing)/;
    expect(stored.filter((path) => unchosen.test(path))).toEqual([]);
    expect(stored.some((path) => path.includes('messages-tr-rest'))).toBe(true);
  });
});

describe('what is not on the device, without a connection', () => {
  it('is said: the page that stands stays, and the reader of pages comes with the connection', async () => {
    const page = await open('/');
    await untilOfflineReady(page);
    await server.stop();
    const heading = page.getByRole('heading', { level: 1, name: t('start.heading') });
    await page.getByRole('link', { name: t('nav.accessibility') }).click();
    await page.getByRole('complementary').getByText(t('status.pageFailed')).waitFor();
    expect([await heading.isVisible(), page.url()]).toEqual([true, `${origin}/`]);
    await page.goto(`${origin}/erisilebilirlik/`);
    await page.getByRole('complementary').getByText(t('status.pageFailed')).waitFor();
    expect([await heading.isVisible(), page.url()]).toEqual([true, `${origin}/`]);
    await page.getByRole('link', { name: t('nav.settings') }).click();
    await page.getByRole('checkbox', { name: t('display.aloud') }).press('Space');
    await page.getByRole('complementary').getByText(t('status.aloudMissing')).waitFor();
    await server.start();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByRole('button', { name: t('aloud.listen') }).waitFor();
    expect(await page.getByRole('complementary').count()).toBe(0);
  });
});

describe('the way out', () => {
  beforeEach(() =>
    phone.route(`${AWAY}**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Hava</title>' }),
    ),
  );

  it('takes the page away, and going back does not bring it again', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: t('nav.help') }).click();
    await page.getByRole('heading', { level: 1, name: t('help.heading') }).waitFor();
    await page.getByRole('link', { name: t('exit.button') }).click();
    await page.waitForURL(AWAY);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    // Our page sends away before it has loaded, which the browser's driver takes for an interruption.
    await page.goBack({ waitUntil: 'commit' }).catch(() => undefined);
    await expect.poll(() => asked.filter((url) => url === AWAY)).toHaveLength(1);
    await page.waitForFunction(() => document.title === 'Hava');
    expect(page.url()).toBe(AWAY);
  });

  it('is Shift three times, from anywhere', async () => {
    const page = await open('/takip/');
    await page.getByRole('textbox', { name: t('track.label') }).focus();
    await page.waitForFunction(() => document.querySelector('[data-shift-exit]') !== null);
    for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
    await page.waitForURL(AWAY);
  });

  it('discards drafts where the person chose that', async () => {
    const page = await open('/ayarlar/');
    await page.getByRole('radio', { name: t('display.exit.discard') }).press('Space');
    await page
      .getByRole('link', { name: t('nav.apply'), exact: true })
      .first()
      .click();
    await page.getByRole('button', { name: t('apply.begin') }).click();
    await page.getByRole('heading', { level: 1, name: t('flow.kind.heading') }).waitFor();
    await page.getByRole('radio', { name: t('kind.request') }).press('Space');
    await page.getByRole('link', { name: t('exit.button') }).click();
    await page.waitForURL(AWAY);
    const again = await open('/basvurularim/');
    await again.getByText(t('applications.empty')).waitFor();
  });
});
