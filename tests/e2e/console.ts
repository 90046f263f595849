// An officer at the console. What is pressed is reached by its name, as a screen reader lists it, and by keys alone.

import type { Page } from 'playwright-core';
import type { StaffActionKind } from '../../src/domain/staff-action.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { t } from './citizen.ts';
import { inviteOfficer } from './office.ts';
import type { ServerProcess } from './server-process.ts';

/** An officer comes in by their link, without its page: whoever sat here before is gone. */
export async function sitDown(
  page: Page,
  server: ServerProcess,
  who: Parameters<typeof inviteOfficer>[2],
): Promise<void> {
  const origin = `http://localhost:${server.port}`;
  const link = await inviteOfficer(server, origin, who);
  await page.goto(`${origin}/robots.txt`);
  await page.evaluate(
    async ([path, invitation]) => {
      await fetch(path ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ invitation }),
      });
    },
    [STAFF_PATHS.session, new URL(link).hash.replace('#davet=', '')],
  );
}

/** As the server has it now. */
export async function openCase(page: Page, origin: string, id: string): Promise<void> {
  await page.goto(`${origin}/robots.txt`);
  await page.goto(`${origin}/staff.html#/basvurular/${id}`);
  await page.getByRole('heading', { name: t('staff.case.factsHeading') }).waitFor();
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Opens an action's form. */
export const begin = (page: Page, kind: StaffActionKind) =>
  button(page, t(`staff.action.${kind}`)).press('Enter');

/** Types an institution's name into the search. */
export async function choose(page: Page, institution: string, label = t('staff.action.to')): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).pressSequentially(institution);
  await page.getByText(t('staff.action.chosen', { name: institution })).waitFor({ state: 'attached' });
}

export async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).press('Enter');
}

/** Presses the form's button. */
export async function submit(page: Page, name: string): Promise<void> {
  await page.locator('.case-action-form').getByRole('button', { name, exact: true }).press('Enter');
}

/** Presses the form's button, and once more where it is asked whether it shall be. */
export async function doIt(page: Page, name: string): Promise<void> {
  await submit(page, name);
  await confirm(page, name);
}

/** Writes an answer and sends it. */
export async function answer(page: Page, text: string, summary?: string): Promise<void> {
  await page.getByRole('textbox', { name: t('staff.reply.label') }).fill(text);
  if (summary !== undefined)
    await page.getByRole('textbox', { name: t('staff.answer.summary') }).fill(summary);
  await sendAnswer(page);
}

/** What is written; where four eyes are wanted, for approval. */
export async function sendAnswer(page: Page): Promise<void> {
  const name = new RegExp(`^(${t('staff.reply.send')}|${t('staff.reply.toApproval')})`);
  await page.getByRole('button', { name }).first().press('Enter');
  await page.getByRole('dialog').getByRole('button', { name }).press('Enter');
}
