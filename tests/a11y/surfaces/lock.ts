// The optional PIN: being chosen among the settings, and asked for.

import type { Surface, Visit } from './surface.ts';
import { goTo, leaveForGood, untilErrors } from './ways.ts';

const PIN = 'gül 1234';
const PATH = '/ayarlar/';

function button({ page }: Visit, name: string) {
  return page.getByRole('button', { name, exact: true });
}

function field({ page }: Visit, name: string) {
  return page.getByLabel(name, { exact: true });
}

async function openSettings(at: Visit): Promise<void> {
  await goTo(at, PATH);
  await at.page.locator('#lock-settings').waitFor();
}

async function openForm(at: Visit): Promise<void> {
  await openSettings(at);
  await button(at, at.t('lock.settings.set')).click();
  await field(at, at.t('lock.settings.new')).waitFor();
}

async function choose(at: Visit, pin: string, again: string): Promise<void> {
  await openForm(at);
  await field(at, at.t('lock.settings.new')).fill(pin);
  await field(at, at.t('lock.settings.again')).fill(again);
  await button(at, at.t('lock.settings.confirm.set')).click();
}

/** A new start of an app that knows of a PIN, though what it knew was forgotten with the look of the surface before. */
async function startAnew(at: Visit): Promise<void> {
  const { page, origin, t } = at;
  await leaveForGood(at);
  await page.addInitScript(() => {
    const known = JSON.parse(localStorage.getItem('kopru.display') ?? '{}');
    localStorage.setItem('kopru.display', JSON.stringify({ ...known, lock: 'pin' }));
  });
  await page.goto(origin + PATH);
  await field(at, t('lock.pin')).or(page.locator('#lock-settings')).first().waitFor();
}

async function openLocked(at: Visit): Promise<void> {
  const { page, t } = at;
  await startAnew(at);
  if (await field(at, t('lock.pin')).isVisible()) return;
  await choose(at, PIN, PIN);
  await page.getByText(t('lock.settings.done.set')).first().waitFor();
  await startAnew(at);
  await field(at, t('lock.pin')).waitFor();
}

export const LOCK: readonly Surface[] = [
  {
    app: 'citizen',
    page: 'settings',
    state: 'a PIN is being chosen',
    world: 'visited',
    open: openForm,
  },
  {
    app: 'citizen',
    page: 'settings',
    state: 'a PIN with errors',
    world: 'visited',
    hasErrors: true,
    open: async (at) => {
      await choose(at, PIN, 'gül');
      await untilErrors(at);
    },
  },
  {
    app: 'citizen',
    page: 'lock',
    state: 'asks for the PIN',
    world: 'visited',
    leavesTraces: true,
    locksDevice: true,
    open: openLocked,
  },
  {
    app: 'citizen',
    page: 'lock',
    state: 'the PIN was wrong',
    world: 'visited',
    leavesTraces: true,
    locksDevice: true,
    hasErrors: true,
    open: async (at) => {
      await openLocked(at);
      await button(at, at.t('lock.open')).click();
      await untilErrors(at);
    },
  },
  {
    app: 'citizen',
    page: 'lock',
    state: 'asks before all is deleted',
    world: 'visited',
    leavesTraces: true,
    locksDevice: true,
    open: async (at) => {
      await openLocked(at);
      await button(at, at.t('lock.discard')).click();
      await at.page.getByRole('dialog').waitFor();
    },
    opener: (at) => button(at, at.t('lock.discard')),
  },
];
