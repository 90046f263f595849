// The ways through the app that the surfaces share. Each waits for what a person would wait for, never for a time.

import { type FlowPage, pathOfStep } from '../../../src/citizen/pages/flow/slugs.ts';
import type { Answers } from '../../../src/domain/application.ts';
import { putDraft } from '../stage/device.ts';
import type { Visit } from './surface.ts';

/** Opens an address and waits until the page answers presses and stands still. */
export async function goTo({ page, origin }: Visit, path: string): Promise<void> {
  const { pathname } = new URL(path, origin);
  if (page.url().startsWith(origin) && new URL(page.url()).pathname === pathname)
    await leave({ page, origin });
  await arrive({ page, origin }, path);
}

/** @param path of another document than the one that stands */
export async function arrive({ page, origin }: Pick<Visit, 'page' | 'origin'>, path: string): Promise<void> {
  await page.goto(origin + path);
  await untilStill({ page });
}

/**
 * To a document of the same origin that is none of the apps' pages. From there every page is loaded anew (an address that
 * differs in its fragment only would not be), and the page before can write nothing any more. An empty page would do,
 * but what is opened from there gets a process of its own, and takes twice as long.
 */
export async function leave({ page, origin }: Pick<Visit, 'page' | 'origin'>): Promise<void> {
  await page.goto(`${origin}${NO_PAGE}`);
}

const NO_PAGE = '/icons/icon.svg';

async function untilStill({ page }: Pick<Visit, 'page'>): Promise<void> {
  await page.waitForFunction(
    () => document.documentElement.dataset.ready === 'true' || document.querySelector('.console') !== null,
  );
  await page.locator('main h1').first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Opens a question with a draft of its own. */
export async function openStep(at: Visit, step: FlowPage, answers: Answers): Promise<void> {
  await leave(at);
  const id = await putDraft(at.page, answers, FLOW_DRAFT_ID);
  await arrive(at, pathOfStep(id, step));
  await at.page.locator('main form, main .status-banner').first().waitFor();
  // The other ways of telling it come with code of their own.
  if (step === 'text') await at.page.locator('[name=telling]').first().waitFor();
}

/** The same for all, so that the device does not fill with drafts. */
const FLOW_DRAFT_ID = '01900000-0000-7000-8000-0000000000aa';

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
