// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import type { NoticeOffer } from '../../domain/notice.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { listActs } from '../../offline/act-writing.ts';
import { write } from '../../offline/database.ts';
import { platform, SENDING_LOCK } from '../../offline/environment.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { changeModes } from '../../ui/modes/modes.ts';
import { TextsContext } from '../shell/texts.tsx';
import { Notices } from './notices.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;
const KEY = Buffer.alloc(65, 7).toString('base64url');
const ID = '01900000-0000-7000-8000-0000000000a1';

/** As much of a browser's push as the page uses. */
let subscribed: object | null;
let permission: NotificationPermission;
let laid: Map<string, Response>;
let isAway: boolean;
const subscription = {
  options: { applicationServerKey: new Uint8Array(Buffer.alloc(65, 7)).buffer },
  toJSON: () => ({
    endpoint: 'https://push.example/here',
    keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
  }),
};
const pushManager = {
  getSubscription: async () => subscribed,
  subscribe: async () => {
    if (isAway) throw new DOMException('no line', 'AbortError');
    subscribed = subscription;
    return subscribed;
  },
};

beforeEach(() => {
  [subscribed, permission, laid, isAway] = [null, 'granted', new Map(), false];
  vi.stubGlobal('Notification', {
    get permission() {
      return permission;
    },
    requestPermission: async () => permission,
  });
  vi.stubGlobal('caches', {
    open: async () => ({ put: async (path: string, words: Response) => void laid.set(path, words) }),
  });
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: async () => ({ pushManager }) },
  });
  // No line: another page holds the sender's lock.
  vi.spyOn(platform, 'ifFree').mockImplementation(async (lock, work) =>
    lock === SENDING_LOCK ? { isHeld: false } : { isHeld: true, value: await work() },
  );
});
afterEach(async () => {
  await act(cleanup);
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'serviceWorker');
  changeModes({ private: undefined });
  await write(platform, ['acts'], (transaction) => transaction.objectStore('acts').clear());
});

const goAway = (): void => {
  isAway = true;
};
const deny = (): void => {
  permission = 'denied';
};

async function show(offer: Partial<NoticeOffer> = {}): Promise<UserEvent> {
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <Notices
          stored={{ applicationId: ID, trackingKey: 'k'.repeat(43) }}
          offer={{ offered: ['push', 'email'], chosen: [], known: [], pushKey: KEY, ...offer }}
        />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await screen.findByRole('heading', { level: 3, name: t('life.notice.heading') });
  return userEvent.setup();
}
const box = (channel: 'push' | 'email') =>
  screen.getByRole<HTMLInputElement>('checkbox', { name: t(`life.notice.${channel}Label`) });
const said = async () =>
  (await listActs(ID)).map(({ act, status }) => [
    status.state,
    'channel' in act && act.channel,
    'isWanted' in act && act.isWanted,
  ]);

describe('e-mail', () => {
  test('is chosen without a connection, and says that the choice waits', async () => {
    const user = await show();
    await user.click(box('email'));
    await screen.findByText(t('life.act.waiting'));
    expect(box('email').checked).toBe(true);
    expect(await said()).toEqual([['waiting', 'email', true]]);
  });

  test('is taken back by one press; what has not gone yet does not go', async () => {
    const user = await show();
    await user.click(box('email'));
    await screen.findByText(t('life.act.waiting'));
    await user.click(box('email'));
    await waitFor(async () => expect(await said()).toEqual([['waiting', 'email', false]]));
    expect(box('email').checked).toBe(false);
  });

  test('is shown as the state knows it', async () => {
    await show({ chosen: ['email'] });
    expect(box('email').checked).toBe(true);
  });
});

describe('push', () => {
  test('is chosen with this browser’s address, and its words are laid ready for the worker', async () => {
    const user = await show();
    await user.click(box('push'));
    await waitFor(() => expect(box('push').checked).toBe(true));
    const [record] = await listActs(ID);
    expect(record?.act).toMatchObject({ channel: 'push', target: { endpoint: 'https://push.example/here' } });
    const [title, options] = (await laid.get('/news/tr')?.json()) ?? [];
    expect([title, options]).toEqual([
      t('app.name'),
      expect.objectContaining({ body: t('life.notice.news'), lang: 'tr', actions: [expect.anything()] }),
    ]);
  });

  test.each([
    ['no connection', 'life.notice.push.offline', goAway],
    ['no permission', 'life.notice.push.denied', deny],
  ] as const)('with %s it says so plainly, and nothing is chosen', async (_what, key, spoil) => {
    const user = await show();
    spoil();
    await user.click(box('push'));
    const note = (text: string) => document.querySelector('main, body')?.textContent?.includes(text);
    await waitFor(() => expect(note(t(key))).toBe(true));
    expect([box('push').checked, await said()]).toEqual([false, []]);
  });

  test('is not offered by a browser that cannot, which is told', async () => {
    Reflect.deleteProperty(navigator, 'serviceWorker');
    await show();
    expect(screen.getByText(t('life.notice.push.impossible'))).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: t('life.notice.pushLabel') })).toBeNull();
  });

  test.each(['on', 'plain'] as const)(
    'is not offered by a phone that keeps no copy (%s), which is told',
    async (chosen) => {
      changeModes({ private: chosen });
      await show();
      expect(screen.getByText(t('life.notice.push.private'))).toBeTruthy();
      expect(screen.queryByRole('checkbox', { name: t('life.notice.pushLabel') })).toBeNull();
      expect(box('email').disabled).toBe(false);
    },
  );

  test('is not begun again where another tab has chosen meanwhile to keep no copy', async () => {
    const user = await show();
    changeModes({ private: 'on' });
    await user.click(box('push'));
    await screen.findByText(t('life.notice.push.private'));
    expect([subscribed, await said()]).toEqual([null, []]);
  });

  test('is off where the button of a notice has ended it, although the state does not know yet', async () => {
    const user = await show();
    await user.click(box('push'));
    await waitFor(() => expect(box('push').checked).toBe(true));
    subscribed = null;
    await act(() => void document.dispatchEvent(new Event('visibilitychange')));
    await waitFor(() => expect(box('push').checked).toBe(false));
  });
});
