// A citizen at the app, by what a screen reader gives: roles and names, from the same words that the app shows.

import type { Page } from 'playwright-core';
import source from '../../locales/tr.json' with { type: 'json' };
import type { AnswerFormat, ApplicationKind } from '../../src/domain/kinds.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

export const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(source).map(([key, { text }]) => [key, text])),
);

export interface Story {
  subject: string;
  description: string;
}

export const STORY: Story = {
  subject: 'Durağın önündeki kaldırım kırık',
  description:
    'Otobüs durağının önündeki kaldırım üç haftadır kırık. Bastonumla geçerken düştüm. Onarılmasını istiyorum.',
};

/**
 * From anywhere in the app: begins a request and answers every question up to the review.
 * @param addressee the name of an institution; absent: the citizen does not know whose matter it is
 */
export async function writeApplication(
  page: Page,
  story: Story = STORY,
  formats: readonly AnswerFormat[] = ['text'],
  addressee?: string,
): Promise<void> {
  await beginApplication(page, addressee);
  await page.getByRole('textbox', { name: t('flow.text.subject') }).fill(story.subject);
  await page.getByRole('textbox', { name: t('flow.text.description') }).fill(story.description);
  await endApplication(page, formats);
}

/** Up to the question what happened. */
export async function beginApplication(page: Page, addressee?: string): Promise<void> {
  await beginFlow(page, 'request', addressee);
  await goOn(page, t('flow.text.heading'));
}

/** Up to the place, with its province and district. */
export async function beginFlow(page: Page, kind: ApplicationKind, addressee?: string): Promise<void> {
  await page
    .getByRole('link', { name: t('nav.apply'), exact: true })
    .first()
    .click();
  await page.getByRole('button', { name: t('apply.begin') }).click();
  await onPage(page, t('flow.kind.heading'));
  await page.getByRole('radio', { name: t(`kind.${kind}`) }).press('Space');
  await goOn(page, t('flow.addressee.heading'));
  await (addressee === undefined
    ? page.getByRole('radio', { name: t('flow.addressee.unknown') }).press('Space')
    : chooseInstitution(page, addressee));
  await goOn(page, t('flow.place.heading'));
  await page
    .getByRole('combobox', { name: t('flow.place.province'), exact: true })
    .selectOption({ label: 'İstanbul' });
  await page.getByRole('combobox', { name: t('flow.place.district') }).selectOption({ label: 'Kadıköy' });
}

async function chooseInstitution(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name: t('flow.addressee.institution') }).press('Space');
  await page.getByRole('combobox', { name: t('flow.addressee.search') }).fill(name);
  await page.getByRole('option', { name, exact: true }).click();
  await page.getByText(t('flow.addressee.chosen', { name })).first().waitFor();
}

/** From the question what happened, once it is answered, to the review. */
export async function endApplication(page: Page, formats: readonly AnswerFormat[] = ['text']): Promise<void> {
  await goOn(page, t('flow.court.heading'));
  await page.getByRole('radio', { name: t('flow.no'), exact: true }).press('Space');
  await goOn(page, t('flow.identity.heading'));
  await page.getByRole('textbox', { name: t('flow.identity.fullName') }).fill('Deniz Örnek');
  await page.getByRole('textbox', { name: t('flow.identity.number') }).fill('123 456 789 50');
  await goOn(page, t('flow.contact.heading'));
  await page.getByRole('radio', { name: t('flow.contact.home') }).press('Space');
  await page
    .getByRole('textbox', { name: t('flow.contact.address') })
    .fill('Örnek Mahallesi, Deneme Sokak 1, Kadıköy');
  await goOn(page, t('flow.hide-identity.heading'));
  await page.getByRole('radio', { name: t('flow.hide-identity.no') }).press('Space');
  await goOn(page, t('flow.format.heading'));
  for (const format of formats)
    await page.getByRole('checkbox', { name: t(`format.${format}`), exact: true }).press('Space');
  await goOn(page, t('flow.notice.heading'));
  await page.getByRole('checkbox', { name: t('flow.notice.label') }).press('Space');
  await goOn(page, t('flow.review.heading'));
}

/** From the review: keeps the tracking code and presses "Gönder". @returns the code's 20 digits */
export async function send(page: Page, story: Story = STORY): Promise<string> {
  await goOn(page, t('flow.send.heading'));
  const code = page.getByRole('list', { name: t('flow.send.codeSpokenLabel') });
  await code.waitFor();
  const digits = (await code.locator('[aria-hidden]').allInnerTexts()).join('');
  await page.getByRole('button', { name: t('flow.send.button') }).click();
  await onPage(page, story.subject);
  return digits;
}

/** Presses "Devam et" and waits for the page with this heading, and for the focus to be on it. */
export async function goOn(page: Page, heading: string): Promise<void> {
  await page.getByRole('button', { name: t('flow.continue') }).click();
  await onPage(page, heading);
}

export async function onPage(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
}

/** Waits until every file that the app needs offline is in the phone, and the worker answers for them. */
export async function untilOfflineReady(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

/** The banner with this title. */
export async function untilState(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { name: title }).first().waitFor();
}

/** Presses "send now", unless the app's own timer is quicker. */
export async function sendNow(page: Page, name = t('applications.sendNow')): Promise<void> {
  const button = page.getByRole('button', { name });
  await Promise.any([button.click(), button.waitFor({ state: 'detached' })]);
}
