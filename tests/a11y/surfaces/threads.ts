// One application on the citizen's device, in each state of its life, and what it asks before it deletes.

import type { MessageKey } from '../../../src/i18n/translate.ts';
import type { Device } from '../stage/device.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo } from './ways.ts';

type State = keyof Device['ids'];

async function openThread(at: Visit, state: State): Promise<void> {
  await goTo(at, `/basvurularim/${at.stage.scene.device.ids[state]}/`);
  await at.page.locator('main .status-banner, main section').first().waitFor();
  // What the server has told of its life comes with code of its own.
  if (state === 'received' || state === 'answered') await at.page.locator('.life-now').waitFor();
  // So does the way to another phone.
  if (state === 'waiting') await at.page.getByRole('link', { name: at.t('courier.copyLink') }).waitFor();
}

function thread(state: State): Surface {
  return {
    app: 'citizen',
    page: 'application',
    state,
    world: 'applications',
    open: (at) => openThread(at, state),
  };
}

function asks(state: State, what: string, button: MessageKey): Surface {
  const opener = ({ page, t }: Visit) => page.getByRole('button', { name: t(button), exact: true }).first();
  return {
    ...thread(state),
    state: `${state}, ${what}`,
    opener,
    open: async (at) => {
      await openThread(at, state);
      await opener(at).click();
      await at.page.getByRole('dialog').waitFor();
    },
  };
}

const refresh: NonNullable<Surface['speak']> = async ({ page, t }) => {
  await page.getByRole('button', { name: t('thread.refresh') }).click();
};

export const THREADS: readonly Surface[] = [
  {
    ...thread('waiting'),
    speak: async ({ page, t }) => {
      await page.getByRole('button', { name: t('applications.sendNow') }).click();
    },
  },
  thread('refused'),
  { ...thread('received'), speak: refresh },
  { ...thread('answered'), speak: refresh },
  {
    ...thread('received'),
    state: 'received, the code is shown',
    open: async (at) => {
      await openThread(at, 'received');
      const shown = at.page.locator('details', { hasText: at.t('thread.codeShow') });
      if (!(await shown.evaluate((element) => (element as HTMLDetailsElement).open)))
        await at.page.getByText(at.t('thread.codeShow')).click();
      await at.page.getByRole('group', { name: at.t('flow.send.codeWays') }).waitFor();
    },
  },
  asks('waiting', 'asks before it is taken back', 'outbox.cancel'),
  asks('refused', 'asks before it is deleted', 'outbox.deleteRefused'),
  asks('received', 'asks before it is forgotten', 'outbox.forget'),
  {
    app: 'citizen',
    page: 'application',
    state: 'unknown',
    world: 'visited',
    open: (at) => goTo(at, '/basvurularim/01900000-0000-7000-8000-00000000dead/'),
  },
];
