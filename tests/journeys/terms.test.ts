// What time does to a case, and what it does not: the law's dates, each with who lives by them. A case that is old was accepted by
// a server whose clock was behind; then the same server goes on with the right one.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeAnswered } from '../../server/casework/close-answered.ts';
import { openCalendar } from '../../server/directory/calendar-keeper.ts';
import { countChangedCases } from '../../server/figures/count.ts';
import { addDays, istanbulDate } from '../../src/domain/calendar.ts';
import { boardAppealUntil, objectionUntil } from '../../src/domain/deadline.ts';
import { formatDate } from '../../src/i18n/format.ts';
import { t } from '../e2e/citizen.ts';
import { answer, begin, button, confirm, doIt } from '../e2e/console.ts';
import { withSystem } from '../e2e/office.ts';
import { assignedTo, openStage, type Sent, type Stage, seat, track, untilRead } from './stage.ts';

const run = promisify(execFile);

/** Longer than an answer to a request for information may take, and shorter than the appeal against its silence. */
const LATE_DAYS = 25;
const DAY_MS = 86_400_000;

let stage: Stage;
/** Accepted 25 days ago, and nobody has answered. */
let silent: Sent;

beforeAll(async () => {
  process.env.NODE_OPTIONS = `--import ${join(import.meta.dirname, 'clock-behind.ts')}`;
  process.env.KOPRU_TEST_BEHIND_MS = String(LATE_DAYS * DAY_MS);
  stage = await openStage();
  silent = await assignedTo(stage, stage.institutions[0], { kind: 'information' });
  await stage.server.stop();
  delete process.env.NODE_OPTIONS;
  await stage.server.start();
});
afterAll(() => stage.close());

const officer = (role: 'officer' | 'approver' = 'officer') =>
  seat(stage, { name: `Memur ${role}`, institution: stage.institutions[0].id, role });

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

it('extended: once, with a reason, which the citizen reads beside the new last day and the law', async () => {
  const { id, code } = await assignedTo(stage, stage.institutions[0], { kind: 'information' });
  const { page, open } = await officer();
  await open(id);
  await begin(page, 'extend');
  await page
    .locator('.case-action-form')
    .getByRole('button', { name: t('staff.action.extend.do') })
    .press('Enter');
  await page.getByText(t('staff.action.extend.required')).first().waitFor();
  const reason = 'Bilgi il müdürlüğünden istendi, yazı bekleniyor.';
  await page.getByRole('textbox', { name: t('staff.action.extend.text') }).fill(reason);
  await doIt(page, t('staff.action.extend.do'));
  await page.getByText(t('staff.action.extend.done')).waitFor();
  await open(id);
  expect(await button(page, t('staff.action.extend')).count()).toBe(0);

  const citizen = await track(stage, code);
  await citizen.getByText(t('life.due.extended')).waitFor();
  await citizen.getByText(t('life.due.law.information')).waitFor();
  await citizen.getByText(reason).first().waitFor();
});

it('a cost: told by the keyboard, the time stands still, and the proof goes from a phone that was without a network', async () => {
  const { id, code } = await assignedTo(stage, stage.institutions[0], { kind: 'information' });
  const { page, open } = await officer();
  await open(id);
  await begin(page, 'ask-fee');
  await page.getByRole('textbox', { name: t('staff.action.amount') }).fill('1.045,50');
  await page
    .getByRole('textbox', { name: t('staff.action.ask-fee.text') })
    .fill('Belediye veznesine yatırın.');
  await doIt(page, t('staff.action.ask-fee.do'));
  await page.getByText(t('staff.action.ask-fee.done')).waitFor();
  await page.getByText('1.045,50', { exact: false }).first().waitFor();

  const citizen = await track(stage, code);
  await citizen.getByText(/1\.045,50.*ücret istedi/).waitFor();
  await citizen.getByText('Belediye veznesine yatırın.', { exact: false }).first().waitFor();
  expect(await citizen.getByText(/iş günü kaldı/).count()).toBe(0);
  await citizen.context().setOffline(true);
  await press(citizen, t('life.information.open'));
  await citizen.getByRole('textbox', { name: t('life.information.field') }).fill('Dekont numarası 42.');
  await press(citizen, t('life.information.send'));
  await citizen.getByText(t('life.act.waiting')).waitFor();
  await citizen.context().setOffline(false);
  await untilRead(citizen, t('life.done.information'));
  await citizen.getByText(/iş günü kaldı/).waitFor();
  await open(id);
  await page.getByText('Dekont numarası 42.').first().waitFor();
});

it('silence: the last day goes by, and the way to the board is open until its own last day', async () => {
  const { id, code } = silent;
  const citizen = await track(stage, code);
  await citizen.getByRole('heading', { name: t('life.appeal.heading') }).waitFor();
  await citizen.getByText(t('life.appeal.silent')).waitFor();
  await citizen.getByText(t('life.due.overdue'), { exact: false }).first().waitFor();
  await press(citizen, t('life.appeal.open'));
  await citizen.getByRole('heading', { name: t('life.petition.title') }).waitFor();

  // The institution owes the answer all the same. When it comes, the days run anew from it.
  const { page, open } = await officer();
  await open(id);
  await answer(page, 'İstediğiniz bilgi ektedir.');
  await page.getByRole('heading', { name: t('staff.reply.sentTitle') }).waitFor();
  await untilRead(citizen, t('life.appeal.answered'));
  const { calendar } = await withSystem(stage.server, openCalendar);
  const until = boardAppealUntil(istanbulDate(Date.now()), calendar);
  await citizen.getByText(t('life.appeal.until', { date: formatDate('tr-TR', until) })).waitFor();
});

it('closed by time: nobody objects, the clock closes it, and the citizen reads that it was the clock', async () => {
  const { id, code } = await assignedTo(stage, stage.institutions[0]);
  const { page, open } = await officer();
  await open(id);
  await answer(page, 'Onarıldı.');
  await page.getByRole('heading', { name: t('staff.reply.sentTitle') }).waitFor();
  const citizen = await track(stage, code);
  const answeredOn = istanbulDate(Date.now());
  await withSystem(stage.server, async (system) => {
    const { calendar } = await openCalendar(system);
    const lastDay = objectionUntil(answeredOn, calendar);
    const at = (day: string) => Date.parse(`${day}T12:00:00+03:00`);
    // On the last day it can be objected to.
    await closeAnswered(system, { nowMs: at(lastDay), calendar });
    await press(citizen, t('thread.refresh'));
    await citizen.getByText(t('life.state.answered')).waitFor();
    await closeAnswered(system, { nowMs: at(addDays(lastDay, 1)), calendar });
  });
  await untilRead(citizen, t('life.event.closedByTime'));
  await citizen.getByText(t('life.state.closed')).waitFor();
});

it('erased: the citizen asks, whoever may approve agrees, and nothing of it is left in the state’s record', async () => {
  const { id, code } = await assignedTo(stage, stage.institutions[0], { subject: 'Silinecek konu' });
  const citizen = await track(stage, code);
  await press(citizen, t('life.withdrawal.open'));
  await press(citizen, t('life.withdrawal.send'));
  await confirm(citizen, t('life.withdrawal.confirm'));
  await citizen.getByText(t('life.state.withdrawn')).first().waitFor();
  await press(citizen, t('life.erasure.open'));
  await citizen.getByRole('textbox', { name: t('life.erasure.field') }).fill('Artık gerekmiyor.');
  await press(citizen, t('life.erasure.send'));
  await confirm(citizen, t('life.erasure.confirm'));
  await untilRead(citizen, t('life.erasure.said'));

  const { page, open } = await officer('approver');
  await open(id);
  await page.getByRole('heading', { name: t('staff.acts.erasure') }).waitFor();
  await page.getByText('Artık gerekmiyor.').first().waitFor();
  await begin(page, 'grant-erasure');
  await confirm(page, t('staff.action.grant-erasure.do'));
  await page.getByText(t('staff.action.grant-erasure.done')).waitFor();

  // The clock's task, now instead of within minutes: what is not counted yet stays.
  await withSystem(stage.server, (system) => countChangedCases(system, Date.now()));
  const env = { ...process.env, DATA_DIR: stage.server.dataDir };
  await run(process.execPath, ['server/commands/retention-command.ts'], { env });
  await untilRead(citizen, t('life.erasure.erased'));
  await open(id);
  await page.getByText(t('staff.acts.erased')).first().waitFor();
  expect(await page.getByText('Silinecek konu').count()).toBe(0);
});
