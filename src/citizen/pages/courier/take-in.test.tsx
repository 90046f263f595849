// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mockLocks } from '../../../../tests/fixtures/locks.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { TakeIn } from './take-in.tsx';

type Handle = { name: string; getFile: () => Promise<File> };
let open: (launch: { files: Handle[] }) => void;

beforeEach(() => {
  Object.defineProperty(navigator, 'locks', { value: mockLocks(), configurable: true });
  vi.stubGlobal('launchQueue', {
    setConsumer: (take: typeof open) => {
      open = take;
    },
  });
});
afterEach(async () => {
  await act(cleanup);
  vi.unstubAllGlobals();
  history.replaceState(null, '', '/');
});

function show(): void {
  render(
    <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t, loadMessages }}>
      <LiveRegionProvider>
        <TakeIn />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
}
const outcomes = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);
const announced = (): string | null | undefined =>
  document.querySelector('[aria-live="assertive"]')?.textContent;

test.each(['NotFoundError', 'NotAllowedError'])(
  'a file that the phone opens the app with and does not give out (%s) is told by its name, and those beside it are taken',
  async (reason) => {
    show();
    const refused = { name: 'kopru-1.kopru', getFile: () => Promise.reject(new DOMException('', reason)) };
    const foreign = { name: 'dilekçe.pdf', getFile: async () => new File(['%PDF'], 'dilekçe.pdf') };
    open({ files: [refused, foreign] });
    await expect
      .poll(outcomes)
      .toEqual([
        t('courier.fault.unreadable', { name: refused.name }),
        t('courier.fault.foreign', { name: foreign.name }),
      ]);
  },
);

test('what was shared and had no room is told, to ears, too', async () => {
  history.replaceState(null, '', '/kurye/?quota');
  show();
  const sentence = t('courier.fault.quota', { name: t('courier.file') });
  await expect.poll(outcomes).toEqual([sentence]);
  await expect.poll(announced).toBe(sentence);
});
