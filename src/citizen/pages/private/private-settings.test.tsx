// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeModes, readModes } from '../../../ui/modes/modes.ts';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { start } from './private-page.tsx';
import { PrivateSettings } from './private-settings.tsx';

/** This browser's address for notices; undefined when it was given up. */
let address: object | undefined;
let hasLine: boolean;
/** How often it was looked for an address to give up. */
let looks: number;
beforeEach(() => {
  [hasLine, looks] = [true, 0];
  address = {
    unsubscribe: async () => {
      if (!hasLine) throw new DOMException('no line', 'NetworkError');
      address = undefined;
      return true;
    },
  };
  const pushManager = { getSubscription: async () => address ?? null };
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: {
      getRegistration: async () => {
        looks += 1;
        return { pushManager };
      },
    },
  });
});
afterEach(async () => {
  await act(cleanup);
  Reflect.deleteProperty(navigator, 'serviceWorker');
  changeModes({ private: undefined });
});

const always = () => screen.getByRole<HTMLInputElement>('checkbox', { name: t('sealed.always') });
function show() {
  render(
    <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t, loadMessages }}>
      <PrivateSettings />
    </TextsContext.Provider>,
  );
  return userEvent.setup();
}

test('a phone that is to keep no copy gives up its address for notices', async () => {
  const user = show();
  expect(address).toBeDefined();
  await user.click(always());
  expect([always().checked, readModes().private]).toEqual([true, 'on']);
  await waitFor(() => expect(address).toBeUndefined());
});

test('what could not be given up without a line is given up at the next start', async () => {
  hasLine = false;
  await show().click(always());
  expect(address).toBeDefined();
  hasLine = true;
  start();
  await waitFor(() => expect(address).toBeUndefined());
});

test('a phone that keeps what it sends keeps its notices, also after it did not', async () => {
  const user = show();
  start();
  expect(looks).toBe(0);
  await user.click(always());
  expect(looks).toBe(1);
  await user.click(always());
  start();
  expect([readModes().private, looks]).toEqual([undefined, 1]);
});
