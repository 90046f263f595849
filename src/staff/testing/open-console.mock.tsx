// Opens the whole console in jsdom on a server in memory, as an officer meets it: by an address.

import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { Locale } from '../../i18n/locale.ts';
import { mockModalDialogs } from '../../ui/dialog/modal-dialogs.mock.ts';
import { createStaffApi } from '../api.ts';
import { App } from '../shell/app.tsx';
import { StaffConsole } from '../shell/console.ts';
import { loadMessages } from '../shell/load-messages.ts';
import { NOW_MS } from './cases.mock.ts';
import type { StaffServer } from './staff-server.mock.ts';

export interface OpenConsole {
  user: UserEvent;
  staffConsole: StaffConsole;
}

/** Shows the address, and waits for the page's heading. @param hash e.g. '#/basvurular' */
export async function openConsole(
  server: StaffServer,
  hash = '',
  locale: Locale = 'tr',
  now: () => number = () => NOW_MS,
): Promise<OpenConsole> {
  mockModalDialogs();
  window.scrollTo = () => undefined;
  history.replaceState(null, '', `/staff.html${hash}`);
  const api = createStaffApi(server.fetch, server.upload, server.ceremonies);
  const staffConsole = new StaffConsole({ api, storage: sessionStorage, location, history });
  const speak = async (spoken: Locale) => (
    <App
      staffConsole={staffConsole}
      api={api}
      locale={spoken}
      messages={await loadMessages(spoken)}
      onLocale={(next) => void speak(next).then(rerender)}
      now={now}
    />
  );
  const first = await speak(locale);
  const isOpened = staffConsole.open();
  const { rerender } = render(first);
  await isOpened;
  await screen.findByRole('heading', { level: 1, name: (name) => !/^(Açılıyor|Opening)$/.test(name) });
  return { user: userEvent.setup(), staffConsole };
}

/**
 * After each test: nothing of an officer stays, as when the tab is closed. Preact cleans effects up after the next
 * frame only; `act` does it at once, before the next test's console hears the same window.
 */
export async function closeConsole(): Promise<void> {
  await act(cleanup);
  sessionStorage.clear();
}

/** The page's heading, once it says this. */
export function findHeading(name: string | RegExp): Promise<HTMLElement> {
  // A list of 25 rows takes a busy machine longer than a second to draw and to search.
  return screen.findByRole('heading', { level: 1, name }, { timeout: 5_000 });
}

/** Waits until a live region says this. Announcements come half a second after the last move of the focus. */
export async function findAnnounced(text: string | RegExp): Promise<void> {
  const isSaid = (): boolean =>
    [...document.querySelectorAll('[aria-live]')].some(({ textContent }) =>
      typeof text === 'string' ? textContent === text : text.test(textContent ?? ''),
    );
  await waitFor(
    () => {
      if (!isSaid()) throw new Error(`Not announced: ${text}`);
    },
    { timeout: 20_000 },
  );
}
