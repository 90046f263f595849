// What officers are asked for by others: the clock reminds of an answer that is due, step by step, and a colleague of another unit is
// asked for an opinion. All of it by the keyboard. The clock's task is done at the moments of which a case's steps are; the rest is the
// running server's.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { remind } from '../../server/casework/reminders.ts';
import { openCalendar } from '../../server/directory/calendar-keeper.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { type REMINDER_STEPS, remindedUntil } from '../../src/domain/reminder.ts';
import { pathOf } from '../../src/domain/wire.ts';
import { STAFF_PATHS, type StaffCase } from '../../src/domain/wire-staff.ts';
import { t } from '../e2e/citizen.ts';
import { answer, begin, button, doIt, submit } from '../e2e/console.ts';
import { withSystem } from '../e2e/office.ts';
import { assignedTo, openStage, type Seat, type Stage, seat, track } from './stage.ts';

/** Of the directory that comes with the app: it has units. */
const INSTITUTION = { id: 'su-kanal-isleri-gm', unit: 'su-kanal-isleri-gm-01' };

let stage: Stage;
let institution: Stage['institutions'][0];
let unitName: string;

beforeAll(async () => {
  stage = await openStage();
  await withSystem(stage.server, async (system) => {
    const named = (table: 'institution' | 'unit', id: string) =>
      system.selectFrom(table).select('name').where('id', '=', id).executeTakeFirstOrThrow();
    institution = {
      ...stage.institutions[0],
      ...(await named('institution', INSTITUTION.id)),
      id: INSTITUTION.id,
    };
    unitName = (await named('unit', INSTITUTION.unit)).name;
  });
});
afterAll(() => stage.close());

type List = 'reminders' | 'opinions';

/** From the console's first page, by its links. */
async function openList({ page }: Seat, list: List): Promise<void> {
  await page.goto(`${stage.origin}/robots.txt`);
  await page.goto(`${stage.origin}/staff.html`);
  await page.getByRole('link', { name: new RegExp(`^${t(`staff.lists.${list}`)}`) }).press('Enter');
  await page.getByRole('heading', { name: t(`staff.lists.${list}.heading`), level: 1 }).waitFor();
}

const subjectIn = (page: Page, subject: string) =>
  page.getByRole('table').getByRole('link', { name: subject });

/** What the list says of itself, and whether the case is in it. */
async function isListed(officer: Seat, list: List, subject: string): Promise<boolean> {
  await openList(officer, list);
  const total = officer.page.getByText(t('staff.lists.total', { count: 1 }));
  await total.or(officer.page.getByRole('heading', { name: t('staff.lists.emptyTitle') })).waitFor();
  return (await total.count()) === 1 && (await subjectIn(officer.page, subject).count()) === 1;
}

/** The clock's task at the first moment at which this step is due. */
async function remindInStep(name: (typeof REMINDER_STEPS)[number]['name'], dueOn: string): Promise<void> {
  await withSystem(stage.server, async (system) => {
    const { calendar } = await openCalendar(system);
    let day = addDays(dueOn, -30);
    while (remindedUntil({ name }, day, calendar) < dueOn) day = addDays(day, 1);
    await remind(system, { nowMs: Date.parse(`${day}T09:00:00Z`), calendar });
  });
}

it('reminded: whose desk it is, then who assigns, then the centre, each on their own list until it is answered', async () => {
  const subject = 'Sayaç her gece dönüyor';
  const { id, code } = await assignedTo(stage, institution, { subject });
  const of = { institution: institution.id };
  const officer = await seat(stage, { ...of, name: 'Memur Hatırlanan', role: 'officer' });
  const head = await seat(stage, { ...of, name: 'Şef Hatırlanan', role: 'unit-head' });
  const centre = await seat(stage, { name: 'Merkez Hatırlanan', role: 'coordinator' });
  const seats = [officer, head, centre];
  const listed = () => Promise.all(seats.map((one) => isListed(one, 'reminders', subject)));

  await officer.open(id);
  await begin(officer.page, 'place');
  const desk = officer.page.getByRole('combobox', { name: t('staff.place.colleague') });
  await desk.selectOption({ label: t('staff.place.meNamed', { name: 'Memur Hatırlanan' }) });
  await submit(officer.page, t('staff.action.place.do'));
  await officer.page.getByText(t('staff.action.place.done')).first().waitFor();
  const read = await officer.page.request.get(stage.origin + pathOf(STAFF_PATHS.case, { id }));
  const { dueOn } = (await read.json()) as Pick<StaffCase, 'dueOn'>;

  expect(await listed()).toEqual([false, false, false]);
  await remindInStep('soon', dueOn);
  expect(await listed()).toEqual([true, false, false]);
  await remindInStep('last-call', dueOn);
  expect(await listed()).toEqual([true, true, false]);
  await remindInStep('overdue', dueOn);
  expect(await listed()).toEqual([true, true, true]);

  // Counted beside its name, opened from the list, answered; and it is on nobody's list any more.
  const { page } = officer;
  const link = page.getByRole('link', { name: new RegExp(`^${t('staff.lists.reminders')}`) });
  expect(await link.textContent()).toContain('1');
  await subjectIn(page, subject).press('Enter');
  await page.getByRole('heading', { name: t('staff.case.factsHeading') }).waitFor();
  await answer(page, 'Sayaç değiştirildi.');
  await page.getByRole('heading', { name: t('staff.reply.sentTitle') }).waitFor();
  expect(await listed()).toEqual([false, false, false]);
  await (await track(stage, code)).getByText('Sayaç değiştirildi.').first().waitFor();
});

it('asked: a unit of the own institution gives its opinion, who asked reads it, and the citizen reads neither', async () => {
  const subject = 'Borudan paslı su geliyor';
  const { id, code } = await assignedTo(stage, institution, { subject });
  const other = await assignedTo(stage, institution, { subject: 'Başka bir konu' });
  const of = { institution: institution.id, role: 'officer' } as const;
  const asker = await seat(stage, { ...of, name: 'Soran Memur' });
  const member = await seat(stage, { ...of, name: 'Birimdeki Memur' });
  await withSystem(stage.server, (system) =>
    system
      .updateTable('staff_account')
      .set({ unit_id: INSTITUTION.unit })
      .where('name', '=', 'Birimdeki Memur')
      .execute(),
  );
  expect(await isListed(member, 'opinions', subject)).toBe(false);

  await asker.open(id);
  await begin(asker.page, 'ask-opinion');
  await asker.page.getByRole('radio', { name: t('staff.action.opinionOfUnit') }).press('Space');
  await asker.page.getByRole('combobox', { name: t('staff.place.unit') }).selectOption({ label: unitName });
  await asker.page
    .getByRole('textbox', { name: t('staff.action.ask-opinion.text') })
    .fill('Boru hangi yıl döşendi?');
  await submit(asker.page, t('staff.action.ask-opinion.do'));
  await asker.page.getByText(t('staff.action.ask-opinion.done')).first().waitFor();

  // Their list has this case and no other; of who asked, and of no unit, it has none.
  expect(await isListed(member, 'opinions', subject)).toBe(true);
  expect(await subjectIn(member.page, 'Başka bir konu').count()).toBe(0);
  await subjectIn(member.page, subject).press('Enter');
  await member.page.getByText('Boru hangi yıl döşendi?').first().waitFor();
  await begin(member.page, 'give-opinion');
  await member.page
    .getByRole('textbox', { name: t('staff.action.give-opinion.text') })
    .fill('1987’de; bu yıl değişecek.');
  await doIt(member.page, t('staff.action.give-opinion.do'));
  await member.page.getByText(t('staff.action.give-opinion.done')).first().waitFor();
  expect(await isListed(member, 'opinions', subject)).toBe(false);

  await asker.open(id);
  await asker.page.getByText('1987’de; bu yıl değişecek.').first().waitFor();
  await asker.page
    .getByText(t('staff.life.opinion-given', { holder: unitName }))
    .first()
    .waitFor();
  const citizen = await track(stage, code);
  await citizen
    .getByText(t('life.event.opinion-asked', { holder: institution.name, askedOf: unitName }))
    .waitFor();
  for (const text of ['Boru hangi yıl döşendi?', '1987’de; bu yıl değişecek.'])
    expect(await citizen.getByText(text).count()).toBe(0);
  await asker.open(other.id);
  expect(await button(asker.page, t('staff.action.give-opinion')).count()).toBe(0);
});
