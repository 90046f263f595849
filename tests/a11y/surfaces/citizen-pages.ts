// The citizen's pages outside the flow, in each of their states.

import type { Surface, Visit, World } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

const WRONG_CODE = '1234 5678 9012 3456 7891';
/** Its check digits are right; no application has it. */
const UNKNOWN_CODE = '0000 0000 0000 0000 0000';

function plain(page: string, path: string, world: World = 'visited'): Surface {
  return { app: 'citizen', page, state: 'as it is', world, open: (at) => goTo(at, path) };
}

async function track(at: Visit, code: string): Promise<void> {
  await goTo(at, '/takip/');
  if (code) await at.page.getByRole('textbox').first().fill(code);
  await at.page.getByRole('button', { name: at.t('track.open') }).click();
  await untilErrors(at);
}

async function openApplications(at: Visit): Promise<void> {
  await goTo(at, '/basvurularim/');
  await at.page.locator('main .card, main .actions').first().waitFor();
}

/** With the way of what waits to another phone, which comes with code of its own. */
async function openAllOfThem(at: Visit): Promise<void> {
  await openApplications(at);
  await at.page
    .getByRole('link', { name: at.t('courier.copyLink') })
    .first()
    .waitFor();
}

/** Its files come over the network once; then nothing does. */
async function openOffline(at: Visit): Promise<void> {
  const { proxy } = at.stage.scene;
  if (!at.page.url().startsWith(proxy.url)) {
    await at.page.goto(`${proxy.url}/`);
    await at.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await at.page.context().route('**/api/**', (route) => route.abort());
  }
  await goTo(at, '/basvuru/');
}

export const CITIZEN_PAGES: readonly Surface[] = [
  { ...plain('start', '/', 'new'), state: 'first visit' },
  { ...plain('start', '/'), state: 'later visit' },
  { ...plain('welcome', '/karsilama/'), leavesTraces: true },
  {
    ...plain('settings', '/ayarlar/'),
    leavesTraces: true,
    open: async (at) => {
      await goTo(at, '/ayarlar/');
      // These come with code of their own.
      await at.page.locator('#media-wifi-only').waitFor();
      await at.page.locator('#lock-settings').waitFor();
    },
  },
  plain('notice', '/aydinlatma/'),
  plain('help', '/yardim/'),
  plain('accessibility', '/erisilebilirlik/'),
  plain('not found', '/yok/'),
  { ...plain('apply', '/basvuru/'), state: 'no draft' },
  {
    app: 'citizen',
    page: 'apply',
    state: 'with drafts',
    world: 'applications',
    open: async (at) => {
      await goTo(at, '/basvuru/');
      await at.page.locator('main .card').first().waitFor();
    },
  },
  { app: 'citizen', page: 'apply', state: 'offline', world: 'offline', open: openOffline },
  {
    ...plain('applications', '/basvurularim/'),
    state: 'empty',
    open: openApplications,
  },
  {
    app: 'citizen',
    page: 'applications',
    state: 'draft, waiting, refused, received, answered',
    world: 'applications',
    open: openAllOfThem,
    speak: async ({ page, t }) => {
      await page
        .getByRole('button', { name: t('applications.sendNow') })
        .first()
        .click();
    },
  },
  {
    app: 'citizen',
    page: 'applications',
    state: 'asks before a draft is deleted',
    world: 'applications',
    open: async (at) => {
      await openAllOfThem(at);
      await deleteButton(at).click();
      await at.page.getByRole('dialog').waitFor();
    },
    opener: deleteButton,
  },
  { ...plain('track', '/takip/'), state: 'empty' },
  { ...plain('track', '/takip/'), state: 'nothing typed', hasErrors: true, open: (at) => track(at, '') },
  { ...plain('track', '/takip/'), state: 'mistyped', hasErrors: true, open: (at) => track(at, WRONG_CODE) },
  {
    ...plain('track', '/takip/'),
    state: 'no such application',
    hasErrors: true,
    open: (at) => track(at, UNKNOWN_CODE),
  },
];

function deleteButton({ page, t }: Visit) {
  return page.getByRole('button', { name: t('draft.delete') }).first();
}
