// One case from its first word to its end, each by their own hands: a citizen who chooses no institution, the centre that follows
// a suggestion, an institution that it is not for, one that asks, drafts, approves, is objected to, and closes it.
//
// The officer of the centre signs in by a passkey; the citizen writes at the app, answers the question without a network, and
// learns of everything by their own phone.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAuthenticator } from '../e2e/authenticator.ts';
import {
  onPage,
  type Story,
  send,
  t,
  untilOfflineReady,
  untilState,
  writeApplication,
} from '../e2e/citizen.ts';
import { answer, begin, button, choose, confirm, doIt, openCase } from '../e2e/console.ts';
import { inviteOfficer, wantFourEyes } from '../e2e/office.ts';
import { apply, handsOf, openStage, type Stage, seat, untilRead } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** No rule of the directory knows whose matter it is. */
const STORY: Story = {
  subject: 'Meydandaki güneş saati yanlış',
  description:
    'Meydandaki güneş saatinin göstergesi eğrilmiş, öğle vaktini yanlış gösteriyor. Düzeltilmesini istiyorum.',
};
const EARLIER = [
  'Meydandaki güneş saatinin göstergesi eğri, öğle vaktini yanlış gösteriyor.',
  'Güneş saati yanlış gösteriyor; meydandaki göstergesi eğrilmiş.',
  'Meydandaki güneş saatinin göstergesi düzeltilsin, öğle vaktini yanlış gösteriyor.',
];
const REASON = 'Meydanın bakımı öteki kurumdadır.';
const QUESTION = 'Hangi meydandan söz ediyorsunuz?';
const INFORMATION = 'Çarşının önündeki küçük meydandan.';
const ANSWERS = ['Gösterge 15 Aralık’ta düzeltilecektir.', 'Gösterge düzeltildi; ölçümü de yaptık.'] as const;
const SUMMARIES = ['Saat 15 Aralık’ta düzelecek.', 'Saat düzeldi.'] as const;
const OBJECTION = 'Gösterge hâlâ eğri.';
const WHY = 'Hızlı ve açık yazılmış.';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** An officer of the centre adds a passkey, goes, and comes again by it. */
async function enterByPasskey(): Promise<Page> {
  const page = await (await stage.browser.newPhone()).newPage();
  await addAuthenticator(page);
  const who = { name: 'Merkez Deneme', role: 'coordinator' } as const;
  await page.goto(await inviteOfficer(stage.server, stage.origin, who));
  await press(page, t('staff.signIn.press'));
  await page.getByRole('textbox', { name: t('staff.passkey.name') }).fill('İş bilgisayarı');
  await press(page, t('staff.passkey.add'));
  await page.getByRole('link', { name: t('staff.passkey.goOn') }).click();
  await press(page, t('staff.signOut'));
  await press(page, t('staff.signIn.passkey'));
  await onPage(page, t('staff.cases.openHeading'));
  return page;
}

/** Drafts an answer as one officer, and sends it as another. */
async function answerByFourEyes(id: string, text: string, summary: string): Promise<void> {
  const [, second] = stage.institutions;
  const author = await seat(stage, { name: 'Yazan Deneme', institution: second.id, role: 'officer' });
  await author.open(id);
  await answer(author.page, text, summary);
  await author.page.getByRole('heading', { name: t('staff.draft.sentTitle') }).waitFor();
  expect(await button(author.page, t('staff.action.approve')).count()).toBe(0);
  const approver = await seat(stage, { name: 'Onaylayan Deneme', institution: second.id, role: 'approver' });
  await approver.open(id);
  await begin(approver.page, 'approve');
  await confirm(approver.page, t('staff.action.approve.do'));
  await approver.page.getByText(t('staff.action.approve.done')).first().waitFor();
}

it('from a citizen who chooses no institution to the end of the case', async () => {
  const { browser, origin, server } = stage;
  const [first, second] = stage.institutions;
  await wantFourEyes(server, second.id);
  // Others wrote of it before, and the first institution answered them.
  const centre = await handsOf(stage, { name: 'Önceki Deneme', role: 'coordinator' });
  for (const description of EARLIER) {
    const { id } = await apply(stage, { subject: STORY.subject, description });
    await centre.act(id, { kind: 'assign', to: first.id });
    await centre.answer(id, 'Bakıldı.');
  }

  const citizen = await browser.context.newPage();
  await citizen.goto(origin);
  await untilOfflineReady(citizen);
  await writeApplication(citizen, STORY, ['text', 'plain-language']);
  await send(citizen, STORY);
  await untilState(citizen, t('outbox.received', { number: '' }));
  const id = /basvurularim\/([^/]+)/.exec(citizen.url())?.[1] ?? '';

  // The centre finds it in its pool, and takes what is suggested.
  const office = await enterByPasskey();
  await office.goto(`${origin}/staff.html#/basvurular?liste=merkez`);
  await openCase(office, origin, id);
  await begin(office, 'assign');
  await office.getByText(t('staff.suggestion.similar', { of: 3, many: 3 })).waitFor();
  await button(office, t('staff.suggestion.choose', { institution: first.name })).press('Enter');
  await doIt(office, t('staff.action.assign.do'));
  await office
    .getByText(t('staff.life.assigned', { holder: first.name }))
    .first()
    .waitFor();
  await untilRead(citizen, t('life.event.assigned', { holder: first.name }));

  // Whose matter it is not gives it to whose it is, and the citizen reads to whom and why (Law 3071 art. 5).
  const wrong = await seat(stage, { name: 'Birinci Deneme', institution: first.id });
  await wrong.open(id);
  await begin(wrong.page, 'transfer');
  await choose(wrong.page, second.name);
  await wrong.page.getByRole('textbox', { name: t('staff.action.transfer.text') }).fill(REASON);
  await doIt(wrong.page, t('staff.action.transfer.do'));
  await wrong.page.getByText(t('staff.action.gone', { institution: second.name })).waitFor();
  await untilRead(citizen, t('life.event.transferred', { from: first.name, holder: second.name }));
  await citizen.getByText(REASON).waitFor();

  const asking = await seat(stage, { name: 'Soran Deneme', institution: second.id });
  await asking.open(id);
  await begin(asking.page, 'ask-information');
  await asking.page.getByRole('textbox', { name: t('staff.action.ask-information.text') }).fill(QUESTION);
  await doIt(asking.page, t('staff.action.ask-information.do'));
  await asking.page.getByRole('heading', { name: t('staff.acts.waiting') }).waitFor();
  await untilRead(citizen, QUESTION);

  await browser.context.setOffline(true);
  await press(citizen, t('life.information.open'));
  await citizen.getByRole('textbox', { name: t('life.information.field') }).fill(INFORMATION);
  await press(citizen, t('life.information.send'));
  await citizen.getByText(t('life.act.waiting')).waitFor();
  await citizen.reload();
  await citizen.getByText(t('life.act.waiting')).waitFor();
  await browser.context.setOffline(false);
  await citizen.getByText(t('life.state.assigned')).waitFor();
  await asking.open(id);
  await asking.page.getByText(INFORMATION).waitFor();

  await answerByFourEyes(id, ANSWERS[0], SUMMARIES[0]);
  await untilRead(citizen, ANSWERS[0]);
  await citizen.getByText(SUMMARIES[0]).waitFor();

  await press(citizen, t('life.rating.open'));
  await citizen.getByRole('radio', { name: t('life.score.4') }).press('Space');
  await citizen.getByRole('textbox', { name: t('life.rating.field') }).fill(WHY);
  await press(citizen, t('life.rating.send'));
  await citizen.getByText(t('life.done.rating', { score: t('life.score.4') })).waitFor();

  await press(citizen, t('life.objection.open'));
  await citizen.getByRole('textbox', { name: t('life.objection.field') }).fill(OBJECTION);
  await press(citizen, t('life.objection.send'));
  await citizen.getByText(t('life.state.objected')).waitFor();
  await asking.open(id);
  await asking.page.getByText(OBJECTION).first().waitFor();
  await asking.page.getByText(WHY).first().waitFor();

  await answerByFourEyes(id, ANSWERS[1], SUMMARIES[1]);
  await untilRead(citizen, ANSWERS[1]);
  await citizen.getByText(SUMMARIES[1]).waitFor();
  await asking.open(id);
  await begin(asking.page, 'close');
  await confirm(asking.page, t('staff.action.close.do'));
  await asking.page.getByText(t('staff.life.closed', { holder: second.name })).waitFor();
  await untilRead(citizen, t('life.state.closed'));
  // Nothing of it is lost: the first answer stands beside the second.
  await citizen.getByText(ANSWERS[0]).first().waitFor();
});
