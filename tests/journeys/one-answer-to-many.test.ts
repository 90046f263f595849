// One answer to many that is being written: the tab is lost in the middle, another machine goes on with it, and when everybody has been
// answered it is nowhere any more.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { groupCases } from '../../server/casework/likeness/group-cases.ts';
import { t } from '../e2e/citizen.ts';
import { button, confirm } from '../e2e/console.ts';
import { withSystem } from '../e2e/office.ts';
import { assignedTo, openStage, type Sent, type Stage, seat, track } from './stage.ts';

const SUBJECT = 'Mahallemizde su kesintisi';
const TEXT = '{numara} sayılı başvurunuz: arıza bu gece giderildi.';

let stage: Stage;
let members: Sent[];

beforeAll(async () => {
  stage = await openStage();
  members = [];
  for (const street of [1, 2, 3])
    members.push(
      await assignedTo(stage, stage.institutions[0], {
        subject: SUBJECT,
        description: `Üç gündür sularımız akmıyor, ${street}. sokakta hiç su yok.`,
      }),
    );
  await withSystem(stage.server, (system) => groupCases(system, Date.now()));
});
afterAll(() => stage.close());

const field = (page: Page) => page.getByRole('textbox', { name: t('staff.alike.answerText') });

/** From the groups' own page. */
async function openGroup(page: Page): Promise<void> {
  await page.goto(`${stage.origin}/robots.txt`);
  await page.goto(`${stage.origin}/staff.html#/benzerler`);
  await page.getByRole('link', { name: SUBJECT }).press('Enter');
  await field(page).waitFor();
}

const countDrafts = () =>
  withSystem(stage.server, async (system) => {
    const rows = await system.selectFrom('group_draft').select('content').execute();
    return rows.length;
  });

it('is found again when the tab is gone, by its writer alone, and goes when all have their answer', async () => {
  const [first] = members;
  const institution = stage.institutions[0].id;
  const writer = await seat(stage, { name: 'Yazan Memur', institution, role: 'officer' });
  const colleague = await seat(stage, { name: 'Bakan Memur', institution, role: 'officer' });
  await openGroup(writer.page);
  const kept = writer.page.waitForResponse(
    (answer) => /likenesses\/.*\/reply-draft$/.test(answer.url()) && answer.ok(),
  );
  await field(writer.page).pressSequentially(TEXT);
  await kept;
  await expect.poll(countDrafts).toBe(1);

  // A tab of its own has nothing of the one that is gone; so has another machine.
  const another = await writer.page.context().newPage();
  await writer.page.close();
  await openGroup(another);
  await expect.poll(() => field(another).inputValue()).toBe(TEXT);
  await openGroup(colleague.page);
  expect(await field(colleague.page).inputValue()).toBe('');
  // The first application, whose id the group has, is not begun by it.
  await colleague.open(first?.id ?? '');
  const own = another.getByRole('textbox', { name: t('staff.reply.label') });
  await another.goto(`${stage.origin}/staff.html#/basvurular/${first?.id}`);
  expect(await own.inputValue()).toBe('');

  await openGroup(another);
  await another.getByRole('radio', { name: t('staff.alike.toAll', { count: 3 }) }).press('Space');
  await button(another, t('staff.alike.answer')).press('Enter');
  await confirm(another, t('staff.alike.answer'));
  await another
    .getByText(t('staff.bulk.over', { done: 3, failed: 0 }))
    .first()
    .waitFor();
  await expect.poll(countDrafts).toBe(0);
  for (const { code } of members)
    await (await track(stage, code))
      .getByText('sayılı başvurunuz: arıza bu gece giderildi.')
      .first()
      .waitFor();
});
