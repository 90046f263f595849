// @vitest-environment jsdom
// The work itself is tested in src/offline; here it is played, and what a person gets of it is looked at.
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import { createTranslate } from '../../i18n/translate.ts';
import { announce } from '../../offline/changes.ts';
import { write } from '../../offline/database.ts';
import { platform } from '../../offline/environment.ts';
import { DEFAULT_OPERATOR } from '../../offline/operator-store.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { Background } from './background.tsx';
import type { BackgroundListeners } from './background-work.ts';
import { Footer } from './footer.tsx';
import type { Location } from './router.ts';
import { matchRoute } from './routes.ts';
import { TextsContext } from './texts.tsx';

let work: BackgroundListeners;
let useNewVersion: () => Promise<boolean>;
vi.mock('./background-work.ts', () => ({
  startBackgroundWork: (listeners: BackgroundListeners) => {
    work = listeners;
    return { stop: () => undefined, useNewVersion: () => useNewVersion() };
  },
}));

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;

function at(pathname: string): Location {
  return { pathname, ...matchRoute(pathname), page: { Page: () => null, title: () => '' } };
}

function Shell({ pathname }: { pathname: string }) {
  return (
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <main id="main" tabIndex={-1} />
        <Footer />
        <Background location={at(pathname)} />
      </LiveRegionProvider>
    </TextsContext.Provider>
  );
}

const banner = () => screen.queryByRole('complementary', { name: t('status.newsTitle') });
const findBanner = () => screen.findByRole('complementary', { name: t('status.newsTitle') });

afterEach(async () => {
  await act(cleanup);
  localStorage.clear();
  await write(platform, ['threads', 'device'], async (transaction) => {
    await Promise.all([
      transaction.objectStore('threads').clear(),
      transaction.objectStore('device').clear(),
    ]);
  });
});

test('what was received while a person writes stands there with a way to it, takes no focus and is spoken once', async () => {
  const { container } = render(<Shell pathname="/basvuru/1/metin/" />);
  act(() => work.onReceived('2026-0000001'));
  const text = t('status.received', { number: '2026-0000001' });
  const link = within(await findBanner()).getByRole('link', { name: text });
  expect(link.getAttribute('href')).toBe('/basvurularim/');
  expect(document.activeElement).toBe(document.body);
  expect(link.closest('[aria-live], [role=status], [role=alert]')).toBeNull();
  const live = () => [...container.querySelectorAll('[aria-live]')].map(({ textContent }) => textContent);
  await waitFor(() => expect(live()).toEqual([text, '']));
});

test('what needs the citizen, an old emergency too, and what was answered are told, each once', async () => {
  render(<Shell pathname="/" />);
  act(() => {
    work.onRefused();
    work.onNewReply();
    work.onAsking();
    work.onRefused();
  });
  await findBanner();
  await waitFor(() =>
    expect(screen.getAllByRole('listitem').filter((item) => banner()?.contains(item))).toHaveLength(3),
  );
  expect(screen.getByRole('link', { name: t('status.refused') })).toBeTruthy();
  expect(screen.getByRole('link', { name: t('status.newReply') })).toBeTruthy();
  expect(screen.getByRole('link', { name: t('status.asking') })).toBeTruthy();
});

test('an answer to the one application that has an unread one leads to that application, whose page needs no banner', async () => {
  const thread = { applicationId: 'abc', receivedAt: '2026-11-23T10:00:00Z' };
  await write(platform, ['threads'], (transaction) =>
    transaction.objectStore('threads').put({
      applicationId: 'abc',
      trackingKey: 'x',
      unreadReplyIds: ['r1'],
      refreshedAt: 0,
      thread,
    } as never),
  );
  const { rerender } = render(<Shell pathname="/yardim/" />);
  act(() => work.onNewReply());
  const link = within(await findBanner()).getByRole('link');
  expect(link.getAttribute('href')).toBe('/basvurularim/abc/');
  rerender(<Shell pathname="/basvurularim/xyz/" />);
  expect(banner()).not.toBeNull();
  rerender(<Shell pathname="/basvurularim/abc/" />);
  expect(banner()).toBeNull();
  rerender(<Shell pathname="/" />);
  expect(banner()).toBeNull();
});

test('the list of applications shows everything itself, so news that came there is no news elsewhere', async () => {
  const { rerender } = render(<Shell pathname="/basvurularim/" />);
  act(() => work.onRefused());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(banner()).toBeNull();
  await act(() => rerender(<Shell pathname="/" />));
  expect(banner()).toBeNull();
});

test('news stays from page to page until it is closed, and closing leaves the focus at the content', async () => {
  const { rerender } = render(<Shell pathname="/" />);
  act(() => work.onRefused());
  await findBanner();
  rerender(<Shell pathname="/yardim/" />);
  expect(banner()).not.toBeNull();
  await userEvent.click(screen.getByRole('button', { name: t('status.newsClose') }));
  expect(banner()).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('main'));
});

test('a press on the offer of a new version says at once that it is heard, and then why it cannot be, and the offer stays', async () => {
  const pressed = Promise.withResolvers<boolean>();
  useNewVersion = () => pressed.promise;
  const { rerender } = render(<Shell pathname="/basvuru/1/metin/" />);
  act(() => work.onNewVersion());
  const offer = { name: t('status.useNewVersion') };
  expect(screen.queryByRole('button', offer)).toBeNull();
  rerender(<Shell pathname="/" />);
  await userEvent.click(screen.getByRole('button', offer));
  expect(screen.getByText(t('status.newVersionComing'))).toBeTruthy();
  await act(async () => pressed.resolve(false));
  expect(screen.queryByText(t('status.newVersionComing'))).toBeNull();
  expect((await screen.findAllByText(t('status.newVersionNotNow'))).length).toBeGreaterThan(0);
  expect(document.activeElement).toBe(screen.getByRole('button', offer));
});

test('the foot of every page says the number that the operator has set, at once on the next page', async () => {
  const { unmount } = render(<Shell pathname="/" />);
  expect(screen.getByText(t('nav.emergency', { phone: '112' }))).toBeTruthy();
  await write(platform, ['device'], (transaction) =>
    transaction
      .objectStore('device')
      .put({ name: 'operator', operator: { ...DEFAULT_OPERATOR, emergencyPhone: '155' } }),
  );
  act(() => announce({ kind: 'device', id: 'operator' }));
  await screen.findByText(t('nav.emergency', { phone: '155' }));
  await act(() => void unmount());
  render(
    <TextsContext.Provider value={TEXTS}>
      <Footer />
    </TextsContext.Provider>,
  );
  expect(screen.getByText(t('nav.emergency', { phone: '155' }))).toBeTruthy();
});

test('where the browser blocks storage, the built-in number stands', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  render(
    <TextsContext.Provider value={TEXTS}>
      <Footer />
    </TextsContext.Provider>,
  );
  expect(screen.getByText(t('nav.emergency', { phone: '112' }))).toBeTruthy();
  vi.restoreAllMocks();
});
