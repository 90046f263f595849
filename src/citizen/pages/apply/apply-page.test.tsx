// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import turkish from '../../../../locales/tr.json' with { type: 'json' };
import { createTranslate } from '../../../i18n/translate.ts';
import { listDrafts } from '../../../offline/drafts.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { fillTheStore } from '../flow/flow-screen.mock.tsx';
import { Page } from './apply-page.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;

beforeEach(() => void vi.stubGlobal('scrollTo', () => undefined));
afterEach(async () => {
  await act(cleanup);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function show(): Promise<HTMLElement> {
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <Page />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  return screen.findByRole('button', { name: t('apply.begin') });
}

test('a hand that presses twice begins one draft', async () => {
  const begin = await show();
  begin.click();
  begin.click();
  await waitFor(() => expect(location.pathname).toMatch(/^\/basvuru\/.+\/tur\/$/));
  expect(await listDrafts()).toHaveLength(1);
});

test('a phone that is full says so, and the next press tries again', async () => {
  const user = userEvent.setup();
  const begin = await show();
  fillTheStore();
  await user.click(begin);
  expect(await screen.findByRole('heading', { name: t('apply.failedQuota') })).toBeTruthy();
  vi.restoreAllMocks();
  const before = (await listDrafts()).length;
  await user.click(begin);
  await waitFor(async () => expect(await listDrafts()).toHaveLength(before + 1));
  expect(screen.queryByRole('heading', { name: t('apply.failedQuota') })).toBeNull();
});
