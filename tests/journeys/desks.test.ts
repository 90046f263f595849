// How a case comes to a desk and how its answer leaves it: chosen by the citizen, by a rule, by many at once; by two officers in
// one case, by a draft that was sent back; and how an officer comes back who has lost their keys.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STORY, send, t, untilState, writeApplication } from '../e2e/citizen.ts';
import { answer, begin, button, choose, confirm } from '../e2e/console.ts';
import { wantFourEyes } from '../e2e/office.ts';
import { apply, assignedTo, openStage, type Stage, seat, track, untilRead } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await wantFourEyes(stage.server, stage.institutions[1].id);
});
afterAll(() => stage.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

it('chosen: the citizen names the institution, and nobody stands between', async () => {
  const [{ id: institution, name }] = stage.institutions;
  const citizen = await stage.browser.context.newPage();
  await citizen.goto(stage.origin);
  await writeApplication(citizen, STORY, ['text'], name);
  await send(citizen);
  await untilState(citizen, t('outbox.received', { number: '' }));
  await untilRead(citizen, t('life.event.assigned', { holder: name }));
  const officer = await seat(stage, { name: 'Memur Seçilen', institution, role: 'officer' });
  await officer.page.goto(`${stage.origin}/staff.html`);
  await officer.page.getByRole('link', { name: STORY.subject }).press('Enter');
  await officer.page.getByText(STORY.description).waitFor();
});

it('by a rule: who is competent is found by what it is about and where, and the citizen reads who that is', async () => {
  const { id, code } = await apply(stage, { ...STORY, addressee: { kind: 'unknown' } });
  const citizen = await track(stage, code);
  await citizen
    .getByText(t('life.state.assigned'))
    .or(citizen.getByText(t('life.state.received')))
    .waitFor();
  await untilRead(citizen, t('life.state.assigned'));
  const centre = await seat(stage, { name: 'Merkez Bakan', role: 'coordinator' });
  const read = await centre.page.request.get(`${stage.origin}/api/staff/cases/${id}`);
  const { holder } = (await read.json()) as { holder: string };
  await citizen.getByText(t('life.event.assigned', { holder })).waitFor();
  await centre.open(id);
  await centre.page.getByText(t('staff.life.assigned', { holder })).first().waitFor();
});

it('many at once: the centre gives what lies in its pool to an institution, and each citizen is told', async () => {
  const [first] = stage.institutions;
  const subjects = ['Rüzgâr gülü dönmüyor', 'Rüzgâr gülünün direği eğri'];
  const sent = [];
  for (const subject of subjects)
    sent.push(await apply(stage, { subject, description: `${subject}. Bakılmasını istiyorum.` }));
  const { page } = await seat(stage, { name: 'Merkez Dağıtan', role: 'coordinator' });
  await page.goto(`${stage.origin}/staff.html#/basvurular?liste=merkez`);
  for (const subject of subjects) await page.getByRole('checkbox', { name: subject }).press('Space');
  await button(page, t('staff.bulk.open')).press('Enter');
  await page.getByRole('radio', { name: t('staff.bulk.assign') }).press('Space');
  await choose(page, first.name);
  await button(page, t('staff.bulk.do')).first().press('Enter');
  await confirm(page, t('staff.bulk.do'));
  await page.getByText(t('staff.bulk.over', { done: 2, failed: 0 })).waitFor();
  for (const { code } of sent) {
    const citizen = await track(stage, code);
    await citizen.getByText(t('life.event.assigned', { holder: first.name })).waitFor();
  }
});

it('told unasked: what the citizen adds lies before whoever answers', async () => {
  const [first] = stage.institutions;
  const { id, code } = await assignedTo(stage, first);
  const citizen = await track(stage, code);
  await press(citizen, t('life.addition.open'));
  await citizen.getByRole('textbox', { name: t('life.addition.field') }).fill('Dün bir araç daha devrildi.');
  await press(citizen, t('life.addition.send'));
  await untilRead(citizen, t('life.addition.said'));
  const officer = await seat(stage, { name: 'Memur Okuyan', institution: first.id, role: 'officer' });
  await officer.open(id);
  await officer.page.getByRole('heading', { name: t('staff.acts.addition') }).waitFor();
  await officer.page.getByText('Dün bir araç daha devrildi.').first().waitFor();
});

it('sent back: the draft is mended by who wrote it, and the citizen reads the mended one alone', async () => {
  const [, second] = stage.institutions;
  const { id, code } = await assignedTo(stage, second);
  const author = await seat(stage, { name: 'Yazan Deneme', institution: second.id, role: 'officer' });
  await author.open(id);
  await answer(author.page, 'Yol onarılacaktır.');
  await author.page.getByRole('heading', { name: t('staff.draft.sentTitle') }).waitFor();

  const approver = await seat(stage, { name: 'Onaylayan Deneme', institution: second.id, role: 'approver' });
  await approver.open(id);
  await begin(approver.page, 'send-back');
  await approver.page
    .getByRole('textbox', { name: t('staff.action.send-back.text') })
    .fill('Tarihi de yazın.');
  await approver.page
    .locator('.case-action-form')
    .getByRole('button', { name: t('staff.action.send-back.do'), exact: true })
    .press('Enter');
  await approver.page.getByText(t('staff.action.send-back.done')).waitFor();

  await author.open(id);
  await author.page.getByText('Tarihi de yazın.').first().waitFor();
  const field = author.page.getByRole('textbox', { name: t('staff.reply.label') });
  expect(await field.inputValue()).toBe('Yol onarılacaktır.');
  await answer(author.page, 'Yol 15 Aralık’ta onarılacaktır.');
  await author.page.getByRole('heading', { name: t('staff.draft.sentTitle') }).waitFor();
  await approver.open(id);
  await begin(approver.page, 'approve');
  await confirm(approver.page, t('staff.action.approve.do'));
  const citizen = await track(stage, code);
  await untilRead(citizen, 'Yol 15 Aralık’ta onarılacaktır.');
  expect(await citizen.getByText('Yol onarılacaktır.').count()).toBe(0);
  expect(await citizen.getByText('Tarihi de yazın.').count()).toBe(0);
});

it('two in one case: each hears of the other, the first answer counts, and the second officer’s words stay theirs', async () => {
  const [first] = stage.institutions;
  const { id, code } = await assignedTo(stage, first);
  const [one, two] = [
    await seat(stage, { name: 'Birinci Memur', institution: first.id, role: 'officer' }),
    await seat(stage, { name: 'İkinci Memur', institution: first.id, role: 'officer' }),
  ];
  await one.open(id);
  await two.open(id);
  const here = (names: string) => t('staff.presence.here', { names, count: 1 });
  await two.page.getByText(here('Birinci Memur')).first().waitFor();
  await one.page.getByText(here('İkinci Memur')).first().waitFor({ timeout: 60_000 });
  await two.page.getByRole('textbox', { name: t('staff.reply.label') }).fill('İkincinin yanıtı.');
  await answer(one.page, 'Birincinin yanıtı.');
  await one.page.getByRole('heading', { name: t('staff.reply.sentTitle') }).waitFor();
  await answer(two.page, 'İkincinin yanıtı.');
  await two.page.getByText(t('staff.reply.conflict')).waitFor();
  await two.page.getByText('Birincinin yanıtı.').first().waitFor();
  const citizen = await track(stage, code);
  await untilRead(citizen, 'Birincinin yanıtı.');
  expect(await citizen.getByText('İkincinin yanıtı.').count()).toBe(0);
});

it('keys are lost: a second administrator gives a new way in, and what was open elsewhere is shut', async () => {
  const [{ id: institution }] = stage.institutions;
  const lost = await seat(stage, { name: 'Anahtarsız Memur', institution, role: 'officer' });
  const { page } = await seat(stage, { name: 'İkinci Yönetici', role: 'administrator' });
  await page.goto(`${stage.origin}/staff.html`);
  await page.getByRole('link', { name: 'Anahtarsız Memur' }).press('Enter');
  await button(page, t('staff.accounts.recover')).press('Enter');
  await confirm(page, t('staff.accounts.recover'));
  await page
    .getByRole('heading', { name: t('staff.accounts.linkTitle', { name: 'Anahtarsız Memur' }) })
    .waitFor();
  const link = await page.locator('.account-link').textContent();
  const shut = await lost.page.request.get(`${stage.origin}/api/staff/session`);
  expect(shut.status()).toBe(401);

  const fresh = await (await stage.browser.newPhone()).newPage();
  await fresh.goto(link ?? '');
  await press(fresh, t('staff.signIn.press'));
  await fresh.getByRole('link', { name: t('staff.passkey.later') }).click();
  await fresh.getByRole('heading', { name: t('staff.cases.openHeading') }).waitFor();
});
