// The ways through the app that the surfaces share. Each waits for what a person would wait for, never for a time.

import type { Page } from 'playwright-core';
import { type FlowPage, pathOfStep } from '../../../src/citizen/pages/flow/slugs.ts';
import type { Answers } from '../../../src/domain/application.ts';
import { LOCALE_NAMES, type Locale } from '../../../src/i18n/locale.ts';
import { putDraft } from '../stage/lay-records.ts';
import type { Visit } from './surface.ts';

/** Opens an address and waits until the page answers presses and stands still. */
export async function goTo(at: Visit, path: string): Promise<void> {
  await leave(at);
  // The console keeps in its tab what is not sent yet: what another surface has written is not this one's.
  if (path.startsWith('/staff.html')) await at.page.evaluate(() => sessionStorage.clear());
  await arrive(at, path);
}

type Standing = Pick<Visit, 'page' | 'origin'>;

/**
 * Away from the page that stands, with all that was pressed and typed there: inside the app where it runs, as a person
 * goes (and the code is warm); else to a document of the same origin that is none of the apps' pages. (An empty page
 * would do, but what is opened from there gets a process of its own, and takes twice as long.)
 */
export async function leave(at: Standing): Promise<void> {
  const nowhere = await whereToLeave(at);
  if (nowhere) await follow(at.page, nowhere);
  else await leaveForGood(at);
}

/** What a surface may answer in the server's place, until it is left for good. */
export const STAFF_API = '**/api/staff/**';

/** The app that runs ends, and with it what it has in mind. */
export async function leaveForGood({ page, origin }: Standing): Promise<void> {
  await page.unroute(STAFF_API);
  await page.goto(`${origin}${NO_PAGE}`);
}

/** @param at has been left */
export async function arrive(at: Standing, path: string): Promise<void> {
  const { page, origin } = at;
  if (page.url() === origin + NOWHERE && !path.startsWith('/staff.html')) return await follow(page, path);
  await page.goto(origin + path);
  await untilStill({ page });
}

const NO_PAGE = '/icons/icon.svg';
/** An address that the app does not know: its page is the shortest, and every other one differs from it. */
const NOWHERE = '/-/';

/**
 * @returns where to go inside the app that runs; undefined where none does. The console begins anew each time: who is
 * signed in, which many surfaces decide, it asks once.
 */
async function whereToLeave({ page, origin }: Standing): Promise<string | undefined> {
  if (!page.url().startsWith(origin)) return undefined;
  const runs = await page.evaluate(
    () =>
      document.documentElement.dataset.ready === 'true' &&
      document.querySelector('main h1') !== null &&
      document.querySelector('.console') === null,
  );
  return runs ? NOWHERE : undefined;
}

/** Goes there by a link of the page, and waits until the reader stands at the new heading. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    (document.activeElement as HTMLElement | null)?.blur();
    const link = document.createElement('a');
    link.href = href;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForFunction(() => document.activeElement?.matches('main h1') === true);
}

async function untilStill({ page }: Pick<Visit, 'page'>): Promise<void> {
  await page.waitForFunction(
    () => document.documentElement.dataset.ready === 'true' || document.querySelector('.console') !== null,
  );
  await page.locator('main h1').first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** In the console: by its own button, which changes the words around whatever stands there. */
export async function changeLanguage(page: Page, locale: Locale): Promise<void> {
  const name = LOCALE_NAMES[locale];
  await page.evaluate((wanted) => {
    const buttons = [...document.querySelectorAll<HTMLElement>('.console-language button')];
    buttons.find(({ textContent }) => textContent === wanted)?.click();
  }, name);
  // To what is read already no button leads.
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('.console-language button')].every(
        ({ textContent }) => textContent !== wanted,
      ),
    name,
  );
}

/** Opens a question with a draft of its own. */
export async function openStep(at: Visit, step: FlowPage, answers: Answers): Promise<void> {
  await leave(at);
  const id = await putDraft(at.page, answers, { isOnly: true });
  await arrive(at, pathOfStep(id, step));
  await at.page.locator('main form, main .status-banner').first().waitFor();
  // The other ways of telling it come with code of their own.
  if (step === 'text') await at.page.locator('[name=telling]').first().waitFor();
}

export async function goOn({ page, t }: Visit): Promise<void> {
  await page.getByRole('button', { name: t('flow.continue') }).click();
}

/** Presses "go on" where something is missing, and waits for the summary to hold the focus. */
export async function goOnToErrors(at: Visit): Promise<void> {
  await goOn(at);
  await untilErrors(at);
}

export async function untilErrors({ page }: Visit): Promise<void> {
  await page.locator('.error-summary').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('.error-summary') !== null);
}

/** After a change: until the page no longer says that it is saving. */
export async function untilSaved({ page, t }: Visit): Promise<void> {
  await page.getByText(t('flow.save.saved')).first().waitFor();
}
