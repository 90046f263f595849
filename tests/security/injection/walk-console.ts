// Every page of the console, as officers see it: lists, desk and groups while nothing has happened yet, the cases afterwards.

import type { Page } from 'playwright-core';
import type { Route } from '../../../src/staff/shell/routes.ts';
import { sitDown } from '../../e2e/console.ts';
import type { ServerProcess } from '../../e2e/server-process.ts';
import type { Field } from './fields.ts';
import { type Life, layLikenesses } from './lives.ts';
import { look, type Walk } from './look.ts';
import { PLACES } from './places.ts';

/** As many as a page of groups shows (server/casework/likeness/likenesses.ts). */
const GROUPS_OF_PAGE = 50;
const SEARCH_MAX = 200;

/** Addresses of the pages that show nothing of any citizen's. */
const EMPTY: Readonly<Partial<Record<Route['page'], string>>> = {
  figures: '#/rakamlar',
  'identity-reads': '#/kimlik-okumalari',
  clips: '#/isaret-videolari',
  clip: '#/isaret-videolari/welcome',
  account: '#/hesabim',
  'first-passkey': '#/hesabim/ilk-anahtar',
  views: '#/gorunumler',
  unknown: '#/yok',
};
/** Of those the ones that only an administrator may see. */
const ADMINISTRATORS: typeof EMPTY = {
  accounts: '#/hesaplar',
  invite: '#/hesaplar/yeni',
  directory: '#/rehber',
  rows: '#/rehber/kurumlar',
  row: '#/rehber-ekle/kurumlar',
  holidays: '#/tatiller',
  'holiday-year': '#/tatiller/2026',
};

/** Nothing of a citizen's stands there. */
const ASIDE = '#/gorunumler';

/** By way of another page: nothing of the one before is there any more. */
async function arrive(page: Page, address: string): Promise<void> {
  for (const to of address === ASIDE ? ['#/yok', address] : [ASIDE, address]) {
    if (new URL(page.url()).hash === to) continue;
    const before = await page.title();
    await page.evaluate((hash) => location.assign(hash), to);
    await page.waitForFunction((title) => document.title !== title, before);
  }
}

async function load(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/robots.txt`);
  await page.goto(`${origin}/staff.html#/yok`);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
}

const fieldsAt = (place: string): readonly Field[] => PLACES.get(place) ?? [];
const holds = ({ words }: Life, fields: readonly Field[]): boolean =>
  fields.some((field) => words[field] !== undefined);

/** Pages with many, one after the other by the link to the next. */
async function walkList(page: Page, address: string, walk: Walk, lives: readonly Life[]): Promise<void> {
  await arrive(page, address);
  for (;;) {
    await look(page, walk, lives);
    const next = page.locator('main a[rel=next]').first();
    if ((await next.count()) === 0) return;
    const current = await page.locator('main table').first().textContent();
    await next.click();
    await page.waitForFunction(
      (before) => document.querySelector('main table')?.textContent !== before,
      current,
    );
  }
}

/** Before anything has happened to them: all are open. @param page of an officer of the centre */
export async function walkLists(
  page: Page,
  server: ServerProcess,
  origin: string,
  lives: readonly Life[],
  walk: Walk,
): Promise<void> {
  await load(page, origin);
  walk.place = 'console cases: list';
  await walkList(page, '#/basvurular', walk, lives);
  walk.place = 'console desk: list';
  await walkList(page, '#/cozumler', walk, lives);
  walk.place = 'console likenesses: list';
  for (let from = 0; from < lives.length; from += GROUPS_OF_PAGE) {
    const some = lives.slice(from, from + GROUPS_OF_PAGE);
    await layLikenesses(server, some);
    await arrive(page, '#/benzerler');
    await look(page, walk, some, fieldsAt(walk.place));
  }
  await walkEach(page, lives, walk, 'console cases: a search', ({ words }) => {
    const query = words.subject?.slice(0, SEARCH_MAX) ?? '';
    return `#/basvurular?ara=${encodeURIComponent(query)}`;
  });
  await walkEach(
    page,
    lives,
    walk,
    'console transcription: editor',
    ({ ids, recordingId }) => `#/cozumler/${ids.answered}/${recordingId}`,
  );
}

/** After all has happened to them. */
export async function walkCases(page: Page, lives: readonly Life[], walk: Walk): Promise<void> {
  await walkEach(page, lives, walk, 'console case: answered', ({ ids }) => `#/basvurular/${ids.answered}`);
  await walkEach(page, lives, walk, 'console case: withdrawn', ({ ids }) => `#/basvurular/${ids.withdrawn}`);
}

/** A page of each; what is new on it tells that it is there. */
async function walkEach(
  page: Page,
  lives: readonly Life[],
  walk: Walk,
  place: string,
  addressOf: (life: Life) => string,
): Promise<void> {
  walk.place = place;
  const fields = fieldsAt(place);
  const holding = lives.filter((life) => holds(life, fields));
  for (const [at, life] of holding.entries()) {
    if (at === 0) await arrive(page, addressOf(life));
    else await page.evaluate((address) => location.assign(address), addressOf(life));
    await look(page, walk, [life], fields);
  }
}

/** Where nothing of them may stand. */
export async function walkTheRest(
  page: Page,
  server: ServerProcess,
  origin: string,
  lives: readonly Life[],
  walk: Walk,
): Promise<void> {
  await walkEmpty(page, EMPTY, lives, walk);
  await sitDown(page, server, { name: 'Yönetici Deneme', role: 'administrator' });
  await load(page, origin);
  await walkEmpty(page, ADMINISTRATORS, lives, walk);
  await arrive(page, '#/hesaplar');
  const account = await page.locator('main a[href^="#/hesaplar/0"]').first().getAttribute('href');
  await walkEmpty(page, { 'edit-account': account ?? '' }, lives, walk);
}

async function walkEmpty(
  page: Page,
  addresses: typeof EMPTY,
  lives: readonly Life[],
  walk: Walk,
): Promise<void> {
  for (const [name, address] of Object.entries(addresses)) {
    walk.place = `console ${name}: whole`;
    await arrive(page, address);
    await look(page, walk, lives);
  }
}
