// A citizen asked for sign language, and nobody can sign: only a coordinator ends it in text, says why, and where four eyes are
// wanted another one reads that, too. The citizen reads it.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Institution } from '../../src/domain/wire.ts';
import { groundInWords } from '../../src/staff/pages/case/life/ground-words.ts';
import { t } from '../e2e/citizen.ts';
import { begin, button, confirm, doIt, sendAnswer } from '../e2e/console.ts';
import { wantFourEyes } from '../e2e/office.ts';
import { assignedTo, openStage, type Stage, seat, track } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const REASON = 'Bölgede işaret dili tercümanı bu ay bulunamadı.';

/** The citizen asked for sign language, too. */
const assigned = (institution: Institution) =>
  assignedTo(stage, institution, { formats: ['text', 'sign-language'] });

const reasonField = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

it('not examined in text: an officer may not, a coordinator says why, another approves it, the citizen reads it', async () => {
  const [, { id: institution }] = stage.institutions;
  await wantFourEyes(stage.server, institution);
  const { id, code } = await assigned(stage.institutions[1]);

  const officer = await seat(stage, { name: 'Memur Deneme', institution, role: 'officer' });
  await officer.open(id);
  await officer.page.getByText(t('staff.action.not.notExaminedInKind')).waitFor();
  expect(await button(officer.page, t('staff.action.not-examined')).count()).toBe(0);

  const coordinator = await seat(stage, { name: 'Koordinatör Deneme', institution, role: 'coordinator' });
  const { page } = coordinator;
  await coordinator.open(id);
  await begin(page, 'not-examined');
  const form = page.locator('.case-action-form');
  await form.getByRole('radio', { name: groundInWords('no-subject', t) }).press('Space');
  await page.getByRole('textbox', { name: t('staff.action.not-examined.text') }).fill('Konu yok.');
  await form.getByRole('button', { name: t('staff.action.not-examined.do') }).press('Enter');
  await page.getByRole('heading', { name: t('staff.action.errorTitle') }).waitFor();
  await reasonField(page, t('staff.answer.overridden')).fill(REASON);
  await doIt(page, t('staff.action.not-examined.do'));
  await page.getByText(REASON).first().waitFor();
  await page.getByText(t('staff.action.not.ownDraft')).waitFor();
  const citizen = await track(stage, code);
  expect(await citizen.getByText(REASON).count()).toBe(0);

  const approver = await seat(stage, { name: 'Onaycı Deneme', institution, role: 'approver' });
  await approver.open(id);
  await approver.page.getByText(REASON).first().waitFor();
  await begin(approver.page, 'approve');
  await confirm(approver.page, t('staff.action.approve.do'));
  await approver.page.getByText(t('staff.acts.notExamined')).first().waitFor();

  await citizen.getByRole('button', { name: t('thread.refresh'), exact: true }).click();
  await citizen.getByText(t('life.state.not-examined')).first().waitFor();
  await citizen.getByText(REASON).first().waitFor();
});

it('answered in text alone: a coordinator says why, and the citizen reads that beside the answer', async () => {
  const [{ id: institution }] = stage.institutions;
  const { id, code } = await assigned(stage.institutions[0]);
  const { page, open } = await seat(stage, { name: 'Koordinatör Birinci', institution, role: 'coordinator' });
  await open(id);
  await page.getByText(t('staff.answer.missing.sign-video')).first().waitFor();
  await page.getByRole('textbox', { name: t('staff.reply.label') }).fill('Rampa yapılacaktır.');
  await page.getByRole('checkbox', { name: t('staff.answer.override') }).press('Space');
  await reasonField(page, t('staff.answer.reason')).fill(REASON);
  await sendAnswer(page);
  await page.getByRole('heading', { name: t('staff.case.answersHeading') }).waitFor();

  const citizen = await track(stage, code);
  await citizen.getByRole('heading', { name: t('media.answer.override') }).waitFor();
  await citizen.getByText(REASON).first().waitFor();
});
