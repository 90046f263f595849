// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { ShowCodes } from './show-codes.tsx';

afterEach(async () => {
  await act(cleanup);
  vi.unstubAllGlobals();
});

const button = (key: 'courier.codes.show' | 'courier.codes.stop' | 'courier.codes.next') =>
  screen.findByRole('button', { name: t(key), hidden: true });
const place = (): string | null | undefined => document.querySelector('details p:last-of-type')?.textContent;
const announced = (): string | null | undefined =>
  document.querySelector('[aria-live="polite"]')?.textContent;

test('a row that is stopped says where it stands, and so does each code after it', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  const whole = { arrayBuffer: async () => new Uint8Array(2_000).buffer } as Blob;
  render(
    <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t, loadMessages }}>
      <LiveRegionProvider>
        <ShowCodes make={async () => ({ name: 'kopru', preface: '', whole })} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await userEvent.click(await button('courier.codes.show'));
  const stop = await button('courier.codes.stop');
  expect(document.activeElement).toBe(stop);
  const first = place();
  await expect.poll(announced).toBe(first);
  await expect.poll(place).not.toBe(first);
  await userEvent.click(stop);
  const stopped = place();
  await expect.poll(announced).toBe(stopped);
  await userEvent.click(await button('courier.codes.next'));
  expect(place()).not.toBe(stopped);
  await expect.poll(announced).toBe(place());
});
