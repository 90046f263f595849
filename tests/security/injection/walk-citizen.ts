// Every page of the citizen's app, on the phones of those to whom the applications belong.

import type { BrowserContext, Page } from 'playwright-core';
import { t } from '../../e2e/citizen.ts';
import type { Field } from './fields.ts';
import type { Life } from './lives.ts';
import { look, type Walk } from './look.ts';
import { layActs, layReceived, layUnsent, type PhoneIds } from './phone-records.ts';
import { CITIZEN_PLACES, PLACES } from './places.ts';

/** Nothing of a citizen's stands there. */
const ASIDE = '/yardim/';

async function load(page: Page, origin: string, path: string): Promise<void> {
  await page.goto(origin + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  await page.locator('main h1').waitFor();
}

/** As a link of the app does (src/citizen/shell/navigate.ts). */
async function move(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new Event('kopru:navigated'));
  }, path);
}

/** By way of another page: nothing of the one before is there any more. */
async function arrive(page: Page, path: string): Promise<void> {
  for (const to of path === ASIDE ? ['/', path] : [ASIDE, path]) {
    if (new URL(page.url()).pathname === to) continue;
    const before = await page.title();
    await move(page, to);
    await page.waitForFunction((title) => document.title !== title, before);
  }
}

/** All phones, one after the other. @param newPhone an empty one, which is watched */
export async function walkCitizen(
  newPhone: () => Promise<BrowserContext>,
  origin: string,
  lives: readonly Life[],
  walk: Walk,
): Promise<void> {
  const phones = new Map<string, Life[]>();
  for (const life of lives) phones.set(life.code, [...(phones.get(life.code) ?? []), life]);
  for (const [code, own] of phones) {
    const phone = await newPhone();
    await walkPhone(await phone.newPage(), origin, code, own, walk);
    await phone.close();
  }
}

async function walkPhone(
  page: Page,
  origin: string,
  code: string,
  lives: readonly Life[],
  walk: Walk,
): Promise<void> {
  walk.place = 'citizen /takip/: whole';
  await load(page, origin, '/takip/');
  await page.locator('#tracking-code, main input').first().fill(code);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname.startsWith('/basvurularim/'), { timeout: 60_000 });
  await page.locator('main h1').waitFor();
  // What the phone lays down itself goes no further, and is asked no more.
  await page.route('**/api/**', (route) => route.abort());
  const thread = 'citizen /basvurularim/:id/';
  const pathOf = (id: string): string => `/basvurularim/${id}/`;
  await walkEach(page, lives, walk, `${thread}: answered, opened by the code`, ({ ids }) =>
    pathOf(ids.answered),
  );
  await walkEach(page, lives, walk, `${thread}: withdrawn, opened by the code`, ({ ids }) =>
    pathOf(ids.withdrawn),
  );
  for (const state of ['writing', 'refused'] as const) {
    const name = state === 'writing' ? 'acts being written' : 'acts refused';
    await walkEach(page, lives, walk, `${thread}: ${name}`, ({ ids }) => pathOf(ids.fresh), {
      before: (life) => layActs(page, life, state),
    });
  }
  for (const life of lives) await layReceived(page, life, '2026-0000001');
  await walkEach(
    page,
    lives,
    walk,
    `${thread}: answered, written here, its petition open`,
    ({ ids }) => pathOf(ids.answered),
    {
      first: () => page.getByRole('button', { name: t('life.appeal.open') }).click(),
      after: (life) => lookAtFile(page, life, walk),
    },
  );
  const ids = new Map<Life, PhoneIds>();
  for (const life of lives) ids.set(life, await layUnsent(page, life));
  const idsOf = (life: Life): PhoneIds => ids.get(life) as PhoneIds;
  await walkEach(page, lives, walk, `${thread}: waiting`, (life) => pathOf(idsOf(life).waiting));
  await walkEach(
    page,
    lives,
    walk,
    'citizen /kurye/: giving one',
    (life) => `/kurye/?${idsOf(life).waiting}`,
  );
  const flow = '/basvuru/:draftId/:step/';
  for (const step of Object.keys(CITIZEN_PLACES[flow]))
    await walkEach(
      page,
      lives,
      walk,
      `citizen ${flow}: ${step}`,
      (life) => `/basvuru/${idsOf(life).draft}/${step}/`,
    );
  await walkWhole(page, lives, walk);
}

/**
 * The file with all that is held, as it is saved from the page that is open, and as somebody else opens it: as a page of its own, without
 * any header, and here without the policy that it brings itself, so that whatever could run in it does.
 */
async function lookAtFile(page: Page, life: Life, walk: Walk): Promise<void> {
  const [back, place] = [walk.place, 'file all that is held: of an application that was written here'];
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (made) => {
      Object.assign(globalThis, { made });
      return make(made);
    };
  });
  await page.getByRole('button', { name: t('life.export.button') }).click();
  const html = await page.evaluate(() => (globalThis as never as { made: Blob }).made.text());
  const file = await page.context().newPage();
  const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
  if (!policy.test(html)) walk.violations.push(`${place}: the file has no policy`);
  await file.setContent(html.replace(policy, ''));
  walk.place = place;
  await look(file, walk, [life], PLACES.get(place));
  await file.close();
  walk.place = back;
}

/** Pages that have no id in their address: with all that lies on the phone. */
async function walkWhole(page: Page, lives: readonly Life[], walk: Walk): Promise<void> {
  for (const [pattern, states] of Object.entries(CITIZEN_PLACES)) {
    if (pattern.includes(':')) continue;
    const [[state, fields] = ['', []]] = Object.entries(states) as [string, readonly Field[]][];
    walk.place = `citizen ${pattern}: ${state}`;
    await arrive(page, pattern.replace('*', 'yok/'));
    await look(page, walk, lives, fields);
  }
}

interface Doing {
  before?: (life: Life) => Promise<void>;
  /** Once, on the first page: what is opened there stays open. */
  first?: () => Promise<void>;
  /** When it has been looked at. */
  after?: (life: Life) => Promise<void>;
}

/** A page of each; what is new on it tells that it is there. */
async function walkEach(
  page: Page,
  lives: readonly Life[],
  walk: Walk,
  place: string,
  pathOf: (life: Life) => string,
  { before, first, after }: Doing = {},
): Promise<void> {
  walk.place = place;
  const fields = PLACES.get(place) ?? [];
  // Where none is to stand one look tells it.
  const holding =
    fields.length === 0
      ? lives.slice(0, 1)
      : lives.filter(({ words }) => fields.some((field) => words[field] !== undefined));
  for (const [at, life] of holding.entries()) {
    await before?.(life);
    if (at === 0) {
      await arrive(page, pathOf(life));
      await first?.();
    } else await move(page, pathOf(life));
    await look(page, walk, [life], fields);
    await after?.(life);
  }
}
