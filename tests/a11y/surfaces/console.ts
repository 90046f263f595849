// The officers' console, page by page and state by state.

import type { Surface, Visit } from './surface.ts';
import { goTo, STAFF_API, untilErrors } from './ways.ts';

const CASES = '/staff.html#/basvurular';

async function openCase(at: Visit, id: string | undefined): Promise<void> {
  await at.page.unrouteAll({ behavior: 'ignoreErrors' });
  await goTo(at, `${CASES}/${id}`);
  await at.page.locator('#reply').waitFor();
}

/** The open case of this run that nobody answers. */
const openId = (at: Visit): string | undefined => at.stage.scene.office.openIds[0];

async function write(at: Visit, text: string): Promise<void> {
  await at.page.getByRole('textbox', { name: at.t('staff.reply.label') }).fill(text);
}

const sendButton = ({ page, t }: Visit) =>
  page
    .locator('.case-reply')
    .getByRole('button', { name: t('staff.reply.send') })
    .first();

async function askToSend(at: Visit): Promise<void> {
  await openCase(at, openId(at));
  await write(at, 'Kaldırım cuma gününe kadar onarılacaktır.');
  await sendButton(at).click();
  await at.page.getByRole('dialog').waitFor();
}

/** The server says that nobody is signed in, while a reply is written. */
async function endSession(at: Visit): Promise<void> {
  await at.page.unroute(STAFF_API);
  await askToSend(at);
  // It stays over while it is looked at: the banner goes when somebody has signed in again.
  await at.page.route(STAFF_API, (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'x', title: 'x', status: 401, code: 'unauthenticated' }),
    }),
  );
  await at.page
    .getByRole('dialog')
    .getByRole('button', { name: at.t('staff.reply.send') })
    .click();
  await at.page.getByRole('heading', { name: at.t('staff.ended.title') }).waitFor();
}

async function openList(at: Visit, query: string): Promise<void> {
  await goTo(at, `${CASES}${query}`);
  await at.page.locator('.cases-count').waitFor();
}

const refresh: NonNullable<Surface['speak']> = async ({ page, t }) => {
  await page.getByRole('button', { name: t('staff.cases.refresh') }).click();
};

function surface(page: string, state: string, rest: Pick<Surface, 'open'> & Partial<Surface>): Surface {
  return { app: 'console', page, state, world: 'officer', ...rest };
}

export const CONSOLE: readonly Surface[] = [
  surface('sign-in', 'with a link', {
    world: 'visited',
    open: ({ stage, ...at }) =>
      goTo(
        { stage, ...at },
        new URL(stage.scene.office.unusedLink).pathname + new URL(stage.scene.office.unusedLink).hash,
      ),
  }),
  surface('sign-in', 'used link', {
    world: 'visited',
    open: async (at) => {
      const { pathname, hash } = new URL(at.stage.scene.office.officerLink);
      await goTo(at, pathname + hash);
      await at.page.getByRole('button', { name: at.t('staff.signIn.press') }).click();
      await at.page.locator('.status-problem').waitFor();
    },
  }),
  surface('sign-in', 'without a link', { world: 'visited', open: (at) => goTo(at, '/staff.html') }),
  surface('list', 'open', { open: (at) => openList(at, ''), speak: refresh }),
  surface('list', 'answered', { open: (at) => openList(at, '?liste=yanitlanan') }),
  surface('list', 'empty', { world: 'idle-officer', open: (at) => openList(at, '') }),
  surface('case', 'open', { open: (at) => openCase(at, openId(at)) }),
  surface('case', 'reply without text', {
    hasErrors: true,
    open: async (at) => {
      await openCase(at, openId(at));
      await write(at, '');
      await sendButton(at).click();
      await untilErrors(at);
    },
  }),
  surface('case', 'asks before it sends', { open: askToSend, opener: sendButton, leavesTraces: true }),
  surface('case', 'answered', { open: (at) => openCase(at, at.stage.scene.office.answeredIds[0]) }),
  surface('case', 'session ended', { open: endSession, leavesTraces: true }),
  surface('case', 'not found', {
    open: (at) => goTo(at, `${CASES}/01900000-0000-7000-8000-00000000dead`),
  }),
  surface('trouble', 'unknown address', { open: (at) => goTo(at, '/staff.html#/yok') }),
  surface('trouble', 'server not reached', {
    open: async (at) => {
      await at.page.route('**/api/**', (route) => route.abort());
      await goTo(at, CASES);
      await at.page.unroute('**/api/**');
    },
  }),
];
