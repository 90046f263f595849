// Every page of the citizen in a real browser: valid HTML as served, the rules of axe, nothing of the policy broken,
// installable by Chromium's own criteria, and plain words where JavaScript is off. States, modes and the console are
// looked at by tests/a11y.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate/node';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIGN_CLIP_PATHS } from '../../src/domain/sign-clip-wire.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { t } from './citizen.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const PATHS = [
  '/',
  '/basvuru/',
  '/basvurularim/',
  '/takip/',
  '/ayarlar/',
  '/aydinlatma/',
  '/yardim/',
  '/yok/',
] as const;

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // How the build writes it is no matter of validity.
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
  },
});

let server: ServerProcess;
let profile: Profile;
let browser: BrowserProcess;
let origin: string;
const complaints: string[] = [];

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

async function open(path: string): Promise<Page> {
  const page = await browser.context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`));
  await page.goto(origin + path);
  return page;
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    // @ts-expect-error axe puts itself on the window
    const { violations } = await window.axe.run(document, {
      runOnly: {
        type: 'tag',
        values: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    });
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
    );
  });
}

describe('pages of the citizen', () => {
  it.each(PATHS)('%s is valid HTML as it is served', async (path) => {
    const html = await (await fetch(origin + path)).text();
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) =>
      result.messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
    );
    expect(messages).toEqual([]);
  });

  it.each(PATHS)('%s has no fault that axe can find, and breaks no policy', async (path) => {
    complaints.length = 0;
    const page = await open(path);
    if (path !== '/yok/') await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
    await page.close();
  });

  it('an error is summed up, tied to its field, and loses nothing', async () => {
    const page = await open('/takip/');
    const field = page.getByRole('textbox', { name: t('track.label') });
    await field.fill('1234 5678 9012 3456 7891');
    await page.getByRole('button', { name: t('track.open') }).click();
    const summary = page.getByRole('region', { name: t('track.errorTitle') });
    await summary.waitFor();
    expect(await page.title()).toMatch(/^Hata:/);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe('1234 5678 9012 3456 7891');
    await summary.getByRole('link').click();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  });

  it.each([
    ['/basvuru/', 'noscript.body'],
    ['/basvurularim/', 'noscript.list'],
    ['/takip/', 'noscript.open'],
    ['/ayarlar/', 'noscript.settings'],
    ['/karsilama/', 'noscript.settings'],
  ] as const)('without JavaScript, %s says what is needed and where else to apply', async (path, need) => {
    const context = await browser.context.browser()?.newContext({ javaScriptEnabled: false });
    const page = await context?.newPage();
    if (!context || !page) throw new Error('no browser');
    await page.goto(origin + path);
    await page.getByRole('heading', { name: t('noscript.heading') }).waitFor();
    expect(
      await page
        .getByRole('paragraph')
        .filter({ hasText: t(need) })
        .count(),
    ).toBe(1);
    const way = page.getByRole('listitem').filter({ hasText: t('help.wayPost') });
    expect(await way.count()).toBe(1);
    expect(await page.getByRole('button').count()).toBe(0);
    const gapAbove = await page
      .locator('noscript p')
      .first()
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).marginBlockStart));
    expect(gapAbove).toBeGreaterThan(0);
    await context.close();
  });
});

describe('a text that would become a part of the page', () => {
  const BITES = {
    markup: 'TypeError',
    markupBeside: 'TypeError',
    parsed: 'TypeError',
    script: 'TypeError',
    frame: 'TypeError',
    otherPolicy: 'TypeError',
    isIsolated: true,
  };

  /** Runs nothing of the page: what the page's own code would meet that did the same. */
  const tryEach = (page: Page) =>
    page.evaluate(() => {
      const nameOf = (attempt: () => unknown): string => {
        try {
          attempt();
          return 'taken';
        } catch (error) {
          return error instanceof Error ? error.name : 'unknown';
        }
      };
      const text = '<img src=x onerror="document.title = 1">';
      return {
        markup: nameOf(() => {
          document.createElement('p').innerHTML = text;
        }),
        markupBeside: nameOf(() => document.body.insertAdjacentHTML('beforeend', text)),
        parsed: nameOf(() => new DOMParser().parseFromString(text, 'text/html')),
        script: nameOf(() => {
          document.createElement('script').src = '/service-worker.js';
        }),
        frame: nameOf(() => {
          document.createElement('iframe').srcdoc = text;
        }),
        otherPolicy: nameOf(() =>
          window.trustedTypes?.createPolicy('other', { createScriptURL: () => 'https://example.com/' }),
        ),
        isIsolated: crossOriginIsolated,
      };
    });

  it.each(['/', '/basvuru/', '/staff'])(
    'is taken nowhere at %s: Trusted Types are enforced',
    async (path) => {
      const page = await open(path);
      expect(await tryEach(page)).toEqual(BITES);
      await page.close();
    },
  );

  it('may be the address of the service worker, and of nothing else', async () => {
    const page = await open('/');
    const worker = await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL);
    expect(worker).toBe(`${origin}/service-worker.js`);
    expect(
      await page.evaluate(async () => {
        const error = await Promise.resolve()
          .then(() => navigator.serviceWorker.register('/service-worker.js?v=2'))
          .catch((thrown: unknown) => thrown);
        return error instanceof TypeError;
      }),
    ).toBe(true);
    await page.close();
  });
});

describe('the app on the phone', () => {
  it('is installable by Chromium’s own criteria', async () => {
    const page = await open('/');
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const session = await browser.context.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    await page.close();
  });

  it('holds what it needs offline, and nothing of the console', async () => {
    const page = await open('/');
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const urls = await page.evaluate(async () => {
      const names = await caches.keys();
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return lists.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(urls).toContain('/kabuk/');
    // The list of clips is asked for behind the page; whether it has come by now, nobody can say.
    const others = urls.filter((url) => url !== SIGN_CLIP_PATHS.clips);
    expect(others.filter((url) => /staff|\.png$|^\/api/.test(url))).toEqual([]);
    await page.close();
  });
});
