// A case that goes to and fro: an officer asks, the citizen answers without a network, the answer arrives by itself; an
// answer is objected to, and a second one comes.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTracking } from '../../server/demo/tracking.ts';
import { STAFF_ACTION_PATH, type StaffAction } from '../../src/domain/staff-action.ts';
import { PATHS, pathOf } from '../../src/domain/wire.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import type { MessageKey } from '../../src/i18n/translate.ts';
import { anApplication, freshId } from '../contracts/http-app.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { t, untilOfflineReady } from './citizen.ts';
import { inviteOfficer, signIn } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

let server: ServerProcess;
let profile: Profile;
let browser: BrowserProcess;
let origin: string;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'silent' });
  origin = `http://localhost:${server.port}`;
  profile = await createProfile();
  browser = await profile.openWindowless();
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await server.remove();
});

const QUESTION = 'Salıncak hangi parkta?';
const INFORMATION = 'Çınar Parkı, arka giriş.';
const ANSWERS = ['Salıncak onarıldı.', 'Haklısınız, zincir de yenilendi.'] as const;
const OBJECTION = 'Zincir hâlâ kopuk.';

async function put(path: string, body: object, headers: object = {}): Promise<void> {
  const answer = await fetch(origin + path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** Every file of the app that this page has used is kept for the next start. */
async function untilKept(page: Page): Promise<void> {
  await untilOfflineReady(page);
  await page.waitForFunction(async () => {
    const used = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('/assets/'));
    const kept = await Promise.all(used.map((name) => caches.match(name)));
    return kept.every((file) => file !== undefined);
  });
}

const press = (page: Page, key: MessageKey) =>
  page.getByRole('button', { name: t(key), exact: true }).click();
const write = (page: Page, key: MessageKey, text: string) =>
  page.getByRole('textbox', { name: t(key) }).fill(text);

it('a question is answered offline and arrives by itself; an objection brings a second answer', async () => {
  const id = freshId();
  const { code, key } = await makeTracking();
  await put(pathOf(PATHS.application, { id }), anApplication({ formats: ['text'], trackingKey: key }));
  const cookie = await signIn(origin, await inviteOfficer(server, origin));
  const act = (action: StaffAction) =>
    put(pathOf(STAFF_ACTION_PATH, { id, actionId: freshId() }), action, { cookie, origin });
  const answer = (text: string) =>
    put(pathOf(STAFF_PATHS.reply, { id, replyId: freshId() }), { text }, { cookie, origin });
  await act({ kind: 'ask-information', question: QUESTION });

  const page = await browser.context.newPage();
  await page.goto(`${origin}/takip/`);
  await page.getByRole('textbox', { name: t('track.label') }).fill(code);
  await page.getByRole('button', { name: t('track.open') }).click();
  await page.getByText(QUESTION).first().waitFor();
  await untilKept(page);

  await browser.context.setOffline(true);
  await press(page, 'life.information.open');
  await write(page, 'life.information.field', INFORMATION);
  await press(page, 'life.information.send');
  await page.getByText(t('life.act.waiting')).waitFor();
  await page.reload();
  await page.getByText(t('life.act.waiting')).waitFor();
  expect(await page.getByText(INFORMATION).count()).toBe(1);

  await browser.context.setOffline(false);
  // It stands in the history when the state has it, and beside the question until the page is left.
  await expect.poll(() => page.getByText(INFORMATION).count()).toBe(2);
  await page.getByText(t('life.state.assigned')).waitFor();

  await answer(ANSWERS[0]);
  await press(page, 'thread.refresh');
  await page.getByText(ANSWERS[0]).waitFor();
  await press(page, 'life.objection.open');
  // Without a pause: what was typed in the task before the page goes is there, too (src/offline/last-words.ts).
  await write(page, 'life.objection.field', OBJECTION);
  await page.reload();
  const objection = page.getByRole('textbox', { name: t('life.objection.field') });
  expect(await objection.inputValue()).toBe(OBJECTION);
  await press(page, 'life.objection.send');
  await page.getByText(t('life.state.objected')).waitFor();
  await answer(ANSWERS[1]);
  await press(page, 'thread.refresh');
  await page.getByText(ANSWERS[1]).waitFor();
  await page.getByText(t('life.state.answered')).waitFor();
});
