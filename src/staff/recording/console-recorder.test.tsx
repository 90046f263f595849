// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, render, screen, waitFor } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import { mockLocks } from '../../../tests/fixtures/locks.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { mockMedia, standInForThePlatform } from '../../media/media.mock.ts';
import { cleanScreen } from '../../ui/clean-screen.mock.ts';
import { mockModalDialogs } from '../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { TextsContext } from '../shell/texts.tsx';
import { OFFICER } from '../testing/cases.mock.ts';
import { ConsoleRecorder } from './console-recorder.tsx';
import { keepTakesOf, type RecordedTake } from './console-takes.ts';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t } as const;
const AGAIN = t('staff.recorder.again');

let media: ReturnType<typeof mockMedia>;
let clockMs: number;
beforeEach(() => {
  mockModalDialogs();
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks: mockLocks() }));
  URL.createObjectURL = () => 'blob:test';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined);
  media = mockMedia();
  standInForThePlatform(media);
  clockMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clockMs);
});
afterEach(async () => {
  // The frame that is waited for needs a clock that goes.
  vi.restoreAllMocks();
  await cleanScreen();
  await keepTakesOf(undefined);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

let take: RecordedTake | undefined;
/** What the page does when a take has arrived at the server. */
let takeOver: () => void;
function Host({ purpose }: { purpose: string }) {
  const [kept, setKept] = useState<RecordedTake>();
  take = kept;
  takeOver = () => setKept(undefined);
  return (
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <ConsoleRecorder
          id="sign"
          kind="sign-video"
          purpose={purpose}
          session={OFFICER}
          limits={{ seconds: 600, bytes: 1e8 }}
          take={kept}
          onTake={setKept}
        />
      </LiveRegionProvider>
    </TextsContext.Provider>
  );
}

/** Two presses within the blink of an eye count as one. */
async function press(name: string): Promise<void> {
  const button = await screen.findByRole('button', { name });
  clockMs += 1_000;
  await userEvent.click(button);
}

async function pass(seconds: number): Promise<void> {
  await act(async () => {
    await media.pass(seconds);
  });
}

async function record(open: string): Promise<void> {
  await press(open);
  await press(t('media.recorder.begin'));
  await pass(6);
  await press(t('media.recorder.finish'));
}

test('an officer records, sees it, and records again: the new one takes the place of the old when it is whole', async () => {
  render(<Host purpose="answer 1" />);
  await record(t('media.recorder.sign-video.open'));
  await waitFor(() => expect(take).toBeDefined());
  const first = take?.id;
  await waitFor(() =>
    expect(document.querySelector('video[controls]')?.getAttribute('src')).toBe('blob:test'),
  );
  await press(AGAIN);
  await press(t('media.recorder.second.ready'));
  expect(take?.id).toBe(first);
  await record(AGAIN);
  await waitFor(() => expect(take?.id).not.toBe(first));
});

test('what was recorded and not sent is there when the page is opened again, and only there', async () => {
  const page = render(<Host purpose="answer 2" />);
  await record(t('media.recorder.sign-video.open'));
  await waitFor(() => expect(take).toBeDefined());
  const made = take?.id;
  await act(() => void page.unmount());
  const other = render(<Host purpose="answer 3" />);
  await screen.findByRole('button', { name: t('media.recorder.sign-video.open') });
  await act(() => void other.unmount());
  render(<Host purpose="answer 2" />);
  await waitFor(() => expect(take?.id).toBe(made));
  const told = /gönderilmemiş bir kaydınız duruyor/;
  await screen.findByText(told, { selector: 'p' });
  await act(() => takeOver());
  await waitFor(() => expect(screen.queryByText(told, { selector: 'p' })).toBeNull());
});

test('deleting asks, and the focus goes to the button that records', async () => {
  render(<Host purpose="answer 4" />);
  await record(t('media.recorder.sign-video.open'));
  await press(t('staff.recorder.remove'));
  const dialog = await screen.findByRole('dialog', { name: t('staff.recorder.removeTitle') });
  await userEvent.click([...dialog.querySelectorAll('button')].at(-1) as HTMLElement);
  await waitFor(() => expect(take).toBeUndefined());
  await waitFor(() => expect(document.activeElement?.id).toBe('sign'));
});
