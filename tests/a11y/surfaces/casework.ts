// The console's work in a case beside the answer: actions being prepared and asked about, a draft that waits, what the citizen
// did since. The life of a real case is laid over with another (casework-lives.ts).

import type { Route } from 'playwright-core';
import type { Places } from '../../../src/domain/desk-wire.ts';
import type { StaffRole } from '../../../src/domain/role.ts';
import type { StaffLife } from '../../../src/domain/staff-life.ts';
import type { StaffCase } from '../../../src/domain/wire-staff.ts';
import {
  ANSWER,
  COST_WAITS,
  DRAFTED,
  ERASURE,
  HOLDER,
  LIFE,
  MAY_COST,
  NEEDS_APPROVAL,
  OBJECTED,
  RETURNED,
  SILENT,
} from './casework-lives.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

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

/** The officer's own institution has none. */
const PLACES: Places = {
  units: [{ id: '01900000-0000-7000-8000-0000000001b1', name: 'Köprü Bakım Şube Müdürlüğü' }],
  colleagues: [],
};

const replyButton = ({ page }: Visit) => page.locator('.case-reply .button-primary').first();

async function askToReply(visit: Visit, life: StaffLife): Promise<void> {
  await open(visit, life);
  await visit.page.locator('.case-reply textarea').first().fill(ANSWER.text);
  await replyButton(visit).click();
  await visit.page.getByRole('dialog').waitFor();
}

/** Nothing is done at the server: its answers are laid over. */
async function reply(visit: Visit): Promise<void> {
  const { page } = visit;
  await askToReply(visit, LIFE);
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
  surface('case', 'telling what it costs, with errors', {
    hasErrors: true,
    open: async (visit) => {
      await open(visit, MAY_COST);
      await actionButton(visit, 'ask-fee').click();
      await doButton(visit).click();
      await untilErrors(visit);
    },
  }),
  surface('case', 'a cost waits to be paid', { open: (visit) => open(visit, COST_WAITS) }),
  surface('case', 'asking a unit for its opinion, with errors', {
    hasErrors: true,
    open: async (visit) => {
      await open(visit, LIFE);
      await visit.page.route('**/places', (route) => route.fulfill({ json: PLACES }));
      await actionButton(visit, 'ask-opinion').click();
      await visit.page.getByRole('radio', { name: visit.t('staff.action.opinionOfUnit') }).press('Space');
      await doButton(visit).click();
      await untilErrors(visit);
    },
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
  surface('case', 'asks before it sends for approval', {
    open: (visit) => askToReply(visit, NEEDS_APPROVAL),
    opener: replyButton,
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
  surface('case', 'a draft was sent back', { open: (visit) => open(visit, RETURNED) }),
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
