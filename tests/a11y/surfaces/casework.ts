// The console's work in a case beside the answer: actions being prepared and asked about, a draft that waits, what the citizen
// did since. The life of a real case is laid over with one that has everything in it.

import type { Route } from 'playwright-core';
import { addDays, istanbulDate } from '../../../src/domain/calendar.ts';
import type { StaffRole } from '../../../src/domain/role.ts';
import type { StaffLife } from '../../../src/domain/staff-life.ts';
import type { StaffCase } from '../../../src/domain/wire-staff.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

const idOf = (number: number): string => `01900000-0000-7000-8000-0000000001${number}`;
const HOLDER = 'Ulusal Yol Bakım Kurumu';
/** Always ahead: what is overdue says other words. */
const DUE_ON = addDays(istanbulDate(Date.now()), 30);
const at = (day: number): string => `2026-11-${day}T08:00:00.000Z`;

const LIFE: StaffLife = {
  state: 'assigned',
  holder: HOLDER,
  dueOn: DUE_ON,
  dueReason: { kind: 'extended', text: 'Keşif için ekip bekleniyor.' },
  holidays: [],
  events: [
    { kind: 'received', id: idOf(10), at: at(10) },
    { kind: 'assigned', id: idOf(11), at: at(11), holder: 'Dumanlıova Belediyesi' },
    {
      kind: 'transferred',
      id: idOf(12),
      at: at(12),
      from: 'Dumanlıova Belediyesi',
      holder: HOLDER,
      text: 'Yol, belediyenin değil kurumun bakımındadır.',
    },
    { kind: 'information-asked', id: idOf(13), at: at(13), holder: HOLDER, text: 'Hangi kilometrede?' },
    {
      kind: 'extended',
      id: idOf(15),
      at: at(15),
      holder: HOLDER,
      text: 'Keşif için ekip bekleniyor.',
      dueOn: DUE_ON,
    },
  ],
  acts: [
    { id: idOf(14), kind: 'information', at: at(14), text: '12. kilometrede.', questionId: idOf(13) },
    { id: idOf(16), kind: 'addition', at: at(16), text: 'Dün bir araç daha devrildi.' },
  ],
  canAdd: true,
  canWithdraw: true,
  internal: [
    { kind: 'noted', id: idOf(17), at: at(17), by: 'Defne Korkmaz', text: 'Bölge müdürlüğü arandı.' },
  ],
  actions: ['transfer', 'assign', 'ask-information', 'ask-opinion', 'not-examined', 'note'],
};

const ANSWER = {
  id: idOf(20),
  at: at(18),
  institution: HOLDER,
  text: 'Yol bu yıl onarım programında değildir.',
};

/** Drafted by a colleague. */
const DRAFTED: StaffLife = {
  ...LIFE,
  state: 'drafted',
  draft: {
    replyId: idOf(21),
    text: 'Yol 15 Aralık’a kadar onarılacaktır.',
    summary: 'Yol onarılacak.',
    by: 'Defne Korkmaz',
    at: at(19),
  },
  internal: [
    ...LIFE.internal,
    { kind: 'drafted', id: idOf(22), at: at(19), by: 'Defne Korkmaz', holder: HOLDER, replyId: idOf(21) },
  ],
  actions: ['ask-opinion', 'approve', 'send-back', 'note'],
};

/** Drafted before a reason was asked for. */
const SILENT: StaffLife = {
  ...LIFE,
  state: 'drafted',
  draft: {
    replyId: idOf(21),
    text: 'Belirli bir konu yok.',
    ground: 'no-subject',
    by: 'Defne Korkmaz',
    at: at(19),
  },
  internal: [
    {
      kind: 'drafted',
      id: idOf(22),
      at: at(19),
      by: 'Defne Korkmaz',
      holder: HOLDER,
      replyId: idOf(21),
      ground: 'no-subject',
      text: 'Belirli bir konu yok.',
    },
  ],
  actions: ['ask-opinion', 'send-back', 'note'],
};

const OBJECTED: StaffLife = {
  ...LIFE,
  state: 'objected',
  dueReason: { kind: 'objected' },
  acts: [
    ...LIFE.acts,
    { id: idOf(23), kind: 'rating', at: at(20), replyId: ANSWER.id, score: 1, text: 'Neden yok.' },
    {
      id: idOf(24),
      kind: 'objection',
      at: at(21),
      replyId: ANSWER.id,
      text: 'Yol can güvenliği için tehlikeli.',
    },
  ],
};

/** The citizen wants it erased. */
const ERASURE: StaffLife = {
  ...LIFE,
  state: 'closed',
  dueReason: undefined,
  canAdd: false,
  canWithdraw: false,
  erasures: [{ id: idOf(25), at: at(22), text: 'Artık gerekmiyor.', until: DUE_ON }],
  actions: ['note', 'grant-erasure', 'refuse-erasure'],
};

/** One that no other surface looks at. */
const caseId = (visit: Visit): string => visit.stage.scene.office.openIds[2] ?? '';

async function open(
  visit: Visit,
  life: StaffLife,
  change: Partial<StaffCase> = {},
  role?: StaffRole,
): Promise<void> {
  const { page } = visit;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  if (role !== undefined)
    await page.route('**/api/staff/session', async (route: Route) => {
      const answer = await route.fetch({ maxRetries: 2 });
      await route.fulfill({ response: answer, json: { ...(await answer.json()), role } });
    });
  await page.route(`**/api/staff/cases/${caseId(visit)}`, async (route: Route) => {
    const answer = await route.fetch({ maxRetries: 2 });
    const json = { ...(await answer.json()), holder: HOLDER, life, ...change };
    await route.fulfill({ response: answer, json });
  });
  await goTo(visit, `/staff.html#/basvurular/${caseId(visit)}`);
  await page.locator('.case-actions').waitFor();
}

const openButton = ({ page, t }: Visit) => page.getByRole('button', { name: t('staff.keys.open') });
const actionButton = ({ page }: Visit, kind: string) => page.locator(`#action-${kind}`);
/** The one that does it, in the form. */
const doButton = ({ page }: Visit) => page.locator('.case-action-form .button-primary');

async function begin(visit: Visit, kind: string): Promise<void> {
  await open(visit, LIFE);
  await actionButton(visit, kind).click();
  await visit.page.locator('.case-action-form').waitFor();
}

/** The citizen asked for sign language. */
async function beginOverride(visit: Visit): Promise<void> {
  await open(visit, LIFE, { formats: ['text', 'sign-language'] }, 'coordinator');
  await actionButton(visit, 'not-examined').click();
  await visit.page.locator('#action-not-examined-override').waitFor();
}

/** Nothing is done at the server: its answers are laid over. */
async function reply(visit: Visit): Promise<void> {
  const { page } = visit;
  await open(visit, LIFE);
  await page.route('**/replies/*', async (route) => {
    const id = new URL(route.request().url()).pathname.split('/').at(-1);
    const read = await route.fetch({ url: caseUrl(route, visit), method: 'GET', maxRetries: 2 });
    const life: StaffLife = { ...LIFE, state: 'closed', dueReason: undefined, actions: ['note'] };
    const json = {
      ...(await read.json()),
      state: 'answered',
      holder: HOLDER,
      life,
      replies: [{ ...ANSWER, id }],
    };
    await route.fulfill({ status: 201, json });
  });
  await page.locator('.case-reply textarea').first().fill(ANSWER.text);
  await page.locator('.case-reply .button-primary').first().click();
  await page.getByRole('dialog').locator('.button-primary').click();
  await page.locator('.case-next').waitFor();
}

function caseUrl(route: Route, visit: Visit): string {
  return new URL(`/api/staff/cases/${caseId(visit)}`, route.request().url()).href;
}

/** To who has no other case. */
async function giveAway(visit: Visit): Promise<void> {
  const { page } = visit;
  await begin(visit, 'transfer');
  await page.route('**/api/staff/cases?*', (route) =>
    route.fulfill({ json: { cases: [], total: 0, next: null } }),
  );
  await page.route('**/actions/*', (route) => route.fulfill({ status: 201, json: { case: null } }));
  await page.locator('#action-transfer-institution').fill('Su ve Kanal İşleri Genel Müdürlüğü');
  await page.locator('#action-transfer-text').fill('Su idaresinin görevidir.');
  await doButton(visit).click();
  await page.getByRole('dialog').locator('.button-primary').click();
  await page.getByText(visit.t('staff.reply.noNext')).waitFor();
  await page.unroute('**/api/staff/cases?*');
}

function surface(page: string, state: string, rest: Pick<Surface, 'open'> & Partial<Surface>): Surface {
  return { app: 'console', page, state, world: 'officer', ...rest };
}

export const CASEWORK: readonly Surface[] = [
  surface('case', 'its whole life', { open: (visit) => open(visit, LIFE) }),
  surface('case', 'being transferred', {
    open: async (visit) => {
      await begin(visit, 'transfer');
      await visit.page.locator('#action-transfer-text').fill('Su idaresinin görevidir.');
    },
  }),
  surface('case', 'transfer with errors', {
    hasErrors: true,
    open: async (visit) => {
      await begin(visit, 'transfer');
      await doButton(visit).click();
      await untilErrors(visit);
    },
  }),
  surface('case', 'answered, and the next one', { open: reply }),
  surface('case', 'given away, and none is left', { open: giveAway }),
  surface('case', 'not examined, choosing the ground', { open: (visit) => begin(visit, 'not-examined') }),
  surface('case', 'ended in another form than asked for, by a coordinator', {
    open: async (visit) => {
      await beginOverride(visit);
      await visit.page.locator('#action-not-examined-override').fill('Tercüman bu ay bulunamadı.');
    },
  }),
  surface('case', 'ended in another form than asked for, with errors', {
    hasErrors: true,
    open: async (visit) => {
      await beginOverride(visit);
      await doButton(visit).click();
      await untilErrors(visit);
    },
  }),
  surface('case', 'a draft that does not say why it is in text', {
    open: (visit) => open(visit, SILENT, { formats: ['sign-language'] }, 'coordinator'),
  }),
  surface('case', 'asks before it asks the citizen', {
    open: async (visit) => {
      await begin(visit, 'ask-information');
      await visit.page.locator('#action-ask-information-text').fill('Hangi sokakta?');
      await doButton(visit).click();
      await visit.page.getByRole('dialog').waitFor();
    },
    opener: doButton,
  }),
  surface('case', 'an action the server does not answer', {
    open: async (visit) => {
      await begin(visit, 'note');
      await visit.page.route('**/actions/*', (route) => route.abort());
      await visit.page.locator('#action-note-text').fill('Yarın yeniden aranacak.');
      await doButton(visit).click();
      await visit.page.locator('.case-action-form .status-banner').waitFor();
    },
  }),
  surface('case', 'a draft waits for approval', { open: (visit) => open(visit, DRAFTED) }),
  surface('case', 'asks before it approves', {
    open: async (visit) => {
      await open(visit, DRAFTED);
      await actionButton(visit, 'approve').click();
      await visit.page.getByRole('dialog').waitFor();
    },
    opener: (visit) => actionButton(visit, 'approve'),
  }),
  surface('case', 'a draft was sent back', {
    open: (visit) =>
      open(visit, {
        ...LIFE,
        returned: {
          replyId: idOf(21),
          text: 'Yol onarılacaktır.',
          reason: 'Tarihi de yazın.',
          by: 'Ela Toprak',
          at: at(20),
        },
      }),
  }),
  surface('case', 'objected', { open: (visit) => open(visit, OBJECTED, { replies: [ANSWER] }) }),
  surface('case', 'erasure is asked for', { open: (visit) => open(visit, ERASURE, { replies: [ANSWER] }) }),
  surface('case', 'refusing the erasure, with errors', {
    hasErrors: true,
    open: async (visit) => {
      await open(visit, ERASURE, { replies: [ANSWER] });
      await actionButton(visit, 'refuse-erasure').click();
      await doButton(visit).click();
      await untilErrors(visit);
    },
  }),
  surface('case', 'keys', {
    open: async (visit) => {
      await open(visit, LIFE);
      await openButton(visit).click();
      await visit.page.getByRole('dialog').waitFor();
    },
    opener: openButton,
  }),
  surface('list', 'objections, empty', {
    open: async (visit) => {
      await visit.page.unrouteAll({ behavior: 'ignoreErrors' });
      await goTo(visit, '/staff.html#/basvurular?liste=itirazlar');
      await visit.page.locator('.cases-empty').waitFor();
    },
  }),
];
