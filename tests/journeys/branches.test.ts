// The other ways that a case can go, each by the hands of whom it concerns.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { groupCases } from '../../server/casework/likeness/group-cases.ts';
import { lawOf } from '../../src/domain/case-ground.ts';
import type { StaffCase } from '../../src/domain/wire-staff.ts';
import { groundInWords } from '../../src/staff/pages/case/life/ground-words.ts';
import { t } from '../e2e/citizen.ts';
import { answer, begin, button, choose, confirm, doIt } from '../e2e/console.ts';
import { withSystem } from '../e2e/office.ts';
import { press, untilStored } from '../e2e/recorder.ts';
import { assignedTo, handsOf, openStage, type Sent, type Stage, seat, track, untilRead } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const ANSWER = 'İsteğiniz yerine getirilecektir.';

/** A case that lies with the first institution. */
const assigned = (changes: Readonly<Record<string, unknown>> = {}) =>
  assignedTo(stage, stage.institutions[0], changes);

const officer = (name = 'Memur Deneme') =>
  seat(stage, { name, institution: stage.institutions[0].id, role: 'officer' });

it('withdrawn: the citizen takes it back, the officer has nothing left to answer', async () => {
  const { id, code } = await assigned();
  const citizen = await track(stage, code);
  await citizen.getByRole('button', { name: t('life.withdrawal.open') }).click();
  await citizen.getByRole('textbox', { name: t('life.withdrawal.field') }).fill('Sorun çözüldü.');
  await citizen.getByRole('button', { name: t('life.withdrawal.send'), exact: true }).click();
  await confirm(citizen, t('life.withdrawal.confirm'));
  await citizen.getByText(t('life.state.withdrawn')).first().waitFor();

  const { page, open } = await officer();
  await open(id);
  await page.getByText(t('staff.acts.withdrawn')).first().waitFor();
  await page.getByText('Sorun çözüldü.').first().waitFor();
  expect(await button(page, t('staff.reply.send')).count()).toBe(0);
});

it('told by hand: a question is answered by a sign video alone, on a narrow phone, without a network at first', async () => {
  const { id, code } = await assigned();
  const who = { name: 'Memur Deneme', institution: stage.institutions[0].id, role: 'officer' } as const;
  await (await handsOf(stage, who)).act(id, { kind: 'ask-information', question: 'Hangi park?' });
  const citizen = await track(stage, code);
  await citizen.setViewportSize({ width: 320, height: 640 });
  await press(citizen, t('life.information.open'));
  await press(citizen, t('life.information.send'));
  await citizen.getByText(t('life.error.told')).first().waitFor();

  await citizen.getByText(t('media.act.record')).click();
  await press(citizen, t('media.recorder.sign-video.open'));
  await press(citizen, t('media.recorder.begin'));
  await untilStored(citizen, 2);
  await press(citizen, t('media.recorder.finish'));
  await citizen.getByRole('heading', { name: t('media.take.sign-video', { number: 1 }) }).waitFor();
  await citizen.context().setOffline(true);
  await press(citizen, t('life.information.send'));
  await citizen.getByText(t('life.act.waiting')).waitFor();
  await citizen.context().setOffline(false);
  await untilRead(citizen, t('life.recorded'));

  const { page, open } = await officer();
  await open(id);
  await page.getByText(t('staff.acts.recorded')).waitFor();
  await page.getByText('Hangi park?').first().waitFor();
  await page.getByText(t('attachment.sign-video')).first().waitFor();
});

it('not examined: with a ground of the law, which the citizen reads in plain words', async () => {
  const { id, code } = await assigned({ kind: 'complaint' });
  const { page, open } = await officer();
  await open(id);
  await begin(page, 'not-examined');
  // Without a ground it is not done.
  await page
    .getByRole('textbox', { name: t('staff.action.not-examined.text') })
    .fill('Belirli bir konu yazılmamış.');
  await page
    .locator('.case-action-form')
    .getByRole('button', { name: t('staff.action.not-examined.do') })
    .press('Enter');
  await page.getByText(t('staff.action.chooseGround')).first().waitFor();
  await page
    .locator('.case-action-form')
    .getByRole('radio', { name: groundInWords('no-subject', t) })
    .press('Space');
  await doIt(page, t('staff.action.not-examined.do'));
  await page.getByText(t('staff.acts.notExamined')).first().waitFor();

  const citizen = await track(stage, code);
  await citizen.getByText(t('life.state.not-examined')).first().waitFor();
  await citizen.getByText(t('life.ground.no-subject')).first().waitFor();
  await citizen
    .getByText(t('life.ground.law', { ...lawOf('no-subject') }))
    .first()
    .waitFor();
  await citizen.getByText('Belirli bir konu yazılmamış.').first().waitFor();
});

it('joint opinion: another institution is asked, says what it thinks, and sees the case no more', async () => {
  const { id, code } = await assigned();
  const [first, second] = stage.institutions;
  const holder = await officer();
  await holder.open(id);
  await begin(holder.page, 'ask-opinion');
  await choose(holder.page, second.name, t('staff.action.opinionOf'));
  await holder.page.getByRole('textbox', { name: t('staff.action.ask-opinion.text') }).fill('Yol sizin mi?');
  await holder.page
    .locator('.case-action-form')
    .getByRole('button', { name: t('staff.action.ask-opinion.do'), exact: true })
    .press('Enter');
  await holder.page.getByText(t('staff.action.ask-opinion.done')).waitFor();

  const asked = await seat(stage, { name: 'Görüş Deneme', institution: second.id, role: 'officer' });
  await asked.open(id);
  await begin(asked.page, 'give-opinion');
  await asked.page
    .getByRole('textbox', { name: t('staff.action.give-opinion.text') })
    .fill('Evet, bizimdir.');
  await doIt(asked.page, t('staff.action.give-opinion.do'));
  await asked.page.getByText(t('staff.action.give-opinion.done')).waitFor();
  await holder.open(id);
  await holder.page.getByText('Evet, bizimdir.').waitFor();

  // The citizen reads whom it was asked, and not what was said within.
  const citizen = await track(stage, code);
  await citizen
    .getByText(t('life.event.opinion-asked', { holder: first.name, askedOf: second.name }))
    .first()
    .waitFor();
  expect(await citizen.getByText('Evet, bizimdir.').count()).toBe(0);
  const read = await asked.page.request.get(`${stage.origin}/api/staff/cases/${id}`);
  expect(read.status()).toBe(404);
});

it('information request: after the answer the way to the board, with a petition that is filled in', async () => {
  const { id, code } = await assigned({ kind: 'information' });
  const { page, open } = await officer();
  await open(id);
  await answer(page, ANSWER);
  await page.getByRole('heading', { name: t('staff.reply.sentTitle') }).waitFor();

  const citizen = await track(stage, code);
  await citizen.getByRole('heading', { name: t('life.appeal.heading') }).waitFor();
  await citizen.getByRole('button', { name: t('life.appeal.open') }).click();
  await citizen.getByRole('heading', { name: t('life.petition.title') }).waitFor();
  const downloading = citizen.waitForEvent('download');
  await citizen.getByRole('button', { name: t('life.appeal.save') }).click();
  const file = await (await downloading).path();
  const petition = await readFile(file, 'utf8');
  expect(petition).toContain(t('life.petition.to'));
  expect(petition).toContain(stage.institutions[0].name);
  expect(petition).toMatch(/2026-\d{7}/);
});

it('one answer to many: each is addressed by their number, whoever wants another form is left out', async () => {
  const text = 'Sokağımızda üç gündür su akmıyor, tankerle su getirilsin istiyoruz.';
  const many: Sent[] = [];
  for (const house of ['1', '2', '3'])
    many.push(await assigned({ subject: 'Sokakta su yok', description: `${text} Numara ${house}.` }));
  const signing = await assigned({
    subject: 'Sokakta su yok',
    description: `${text} Numara 4.`,
    formats: ['sign-language'],
  });
  const { page, open } = await officer();
  // The clock's task, now instead of within minutes; each case can be put into its group once it has been indexed.
  const countAlike = async (): Promise<number | undefined> => {
    await withSystem(stage.server, (system) => groupCases(system, Date.now()));
    const answer = await page.request.get(`${stage.origin}/api/staff/cases/${many[0]?.id}`);
    return ((await answer.json()) as StaffCase).likeness?.open;
  };
  await expect.poll(countAlike, { timeout: 60_000, interval: 250 }).toBe(4);
  await open(many[0]?.id ?? '');
  await page
    .getByText(t('staff.alike.sinceYesterday', { count: 4 }))
    .first()
    .waitFor();
  await page.getByRole('link', { name: t('staff.alike.see') }).press('Enter');
  await page.getByRole('heading', { level: 1, name: t('staff.alike.listHeading') }).waitFor();
  await page
    .getByRole('textbox', { name: t('staff.alike.answerText'), exact: true })
    .fill('{numara} sayılı başvurunuz: su verildi.');
  await page.getByRole('radio', { name: t('staff.alike.toAll', { count: 4 }) }).press('Space');
  await button(page, t('staff.alike.answer')).press('Enter');
  await confirm(page, t('staff.alike.answer'));
  await page.getByText(t('staff.bulk.over', { done: 3, failed: 1 })).waitFor();
  for (const { code } of many) {
    const citizen = await track(stage, code);
    await citizen.getByText(/^2026-\d{7} sayılı başvurunuz: su verildi\.$/).waitFor();
  }
  const citizen = await track(stage, signing.code);
  await citizen.getByText(t('life.state.assigned')).waitFor();
});

it('an account closes: its cases go to a colleague, who has them on their desk', async () => {
  const { id } = await assigned({ subject: 'Devredilecek başvuru' });
  const leaving = await officer('Ayrılan Deneme');
  const staying = await officer('Kalan Deneme');
  await leaving.open(id);
  await begin(leaving.page, 'place');
  await leaving.page.getByRole('combobox', { name: t('staff.place.colleague') }).selectOption({
    label: t('staff.place.meNamed', { name: 'Ayrılan Deneme' }),
  });
  await leaving.page
    .locator('.case-action-form')
    .getByRole('button', { name: t('staff.action.place.do'), exact: true })
    .press('Enter');
  await leaving.page.getByText(t('staff.action.place.done')).waitFor();

  const administrator = await seat(stage, { name: 'Yönetici Deneme', role: 'administrator' });
  const { page } = administrator;
  await page.goto(`${stage.origin}/staff.html`);
  await page.getByRole('link', { name: 'Ayrılan Deneme' }).press('Enter');
  await page.getByRole('radio', { name: t('staff.handOver.colleague') }).press('Space');
  await page
    .getByRole('combobox', { name: t('staff.place.colleague') })
    .selectOption({ label: 'Kalan Deneme' });
  await button(page, t('staff.handOver.do')).press('Enter');
  await page
    .getByText(t('staff.handOver.done', { count: 1 }))
    .first()
    .waitFor();
  await button(page, t('staff.accounts.close')).press('Enter');
  await confirm(page, t('staff.accounts.close'));
  await page.getByText(t('staff.accounts.isClosed')).waitFor();

  await staying.page.goto(`${stage.origin}/staff.html#/basvurular?masa=ben`);
  await staying.page.getByRole('link', { name: 'Devredilecek başvuru' }).waitFor();
  const gone = await leaving.page.request.get(`${stage.origin}/api/staff/session`);
  expect(gone.status()).toBe(401);
});

it('identity hidden: whoever answers never learns the name, and the answer arrives nevertheless', async () => {
  const { id, code } = await assigned({ hideIdentity: true, fullName: 'Gizli Kalan' });
  const { page, open } = await officer();
  await open(id);
  await page.getByText(t('staff.case.hidden')).first().waitFor();
  expect(await page.getByText('Gizli Kalan').count()).toBe(0);
  const read = await page.request.get(`${stage.origin}/api/staff/cases/${id}`);
  expect(await read.text()).not.toContain('Gizli Kalan');
  await answer(page, ANSWER);
  await page.getByRole('heading', { name: t('staff.reply.sentTitle') }).waitFor();

  const centre = await seat(stage, { name: 'Merkez Gören', role: 'coordinator' });
  await centre.open(id);
  await centre.page.getByText('Gizli Kalan').first().waitFor();
  const citizen = await track(stage, code);
  await untilRead(citizen, ANSWER);
});
