// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { holdInstallOffer } from '../../shell/install-offer.ts';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { Page } from './settings-page.tsx';

beforeAll(holdInstallOffer);
afterEach(async () => await act(cleanup));

async function press(button: 'settings.persist' | 'media.settings.install'): Promise<HTMLElement> {
  render(
    <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t, loadMessages }}>
      <LiveRegionProvider>
        <Page />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  const element = await screen.findByRole('button', { name: t(button) });
  await userEvent.click(element);
  return element;
}

/** What the browser answers when it is asked to keep the store. */
function answerPersist(isGranted: boolean): void {
  const storage = { persisted: async () => false, persist: async () => isGranted };
  Object.defineProperty(navigator, 'storage', { value: storage, configurable: true });
}

/** The browser offers, and the person will answer its question. @returns how often it was asked, and the answer */
function offerInstall(): { asked: () => number; answer: (outcome: 'accepted' | 'dismissed') => void } {
  let asked = 0;
  let answer: (outcome: 'accepted' | 'dismissed') => void = () => expect.fail('nobody was asked');
  const prompt = (): Promise<unknown> => {
    asked += 1;
    return new Promise((resolve) => {
      answer = (outcome) => resolve({ outcome });
    });
  };
  dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }));
  return { asked: () => asked, answer: (outcome) => answer(outcome) };
}

const focused = (): string | null | undefined => document.activeElement?.textContent;
const announced = (): string | null | undefined =>
  document.querySelector('[aria-live="polite"]')?.textContent;

test('when the browser keeps the records its button goes, the focus stays in its part, and the outcome is said', async () => {
  answerPersist(true);
  const button = await press('settings.persist');
  await expect.poll(() => button.isConnected).toBe(false);
  expect(focused()).toBe(t('settings.storageHeading'));
  await expect.poll(announced).toBe(t('settings.persistent'));
  // Once for eyes, too.
  screen.getByText(t('settings.persistent'), { selector: 'section p' });
});

test('when the browser does not keep them the button stays under the focus, for another time', async () => {
  answerPersist(false);
  const button = await press('settings.persist');
  await expect.poll(announced).toBe(t('settings.persistRefused'));
  expect(document.activeElement).toBe(button);
});

test.each([
  ['accepted', 'media.settings.installing'],
  ['dismissed', 'media.settings.notInstalled'],
] as const)(
  'an offer to install that was %s goes, the focus stays in its part, and the outcome is said',
  async (outcome, said) => {
    const offer = offerInstall();
    const button = await press('media.settings.install');
    await userEvent.click(button);
    expect(document.activeElement).toBe(button);
    expect(offer.asked()).toBe(1);
    offer.answer(outcome);
    await expect.poll(() => button.isConnected).toBe(false);
    expect(focused()).toBe(t('media.settings.installHeading'));
    await expect.poll(announced).toBe(t(said));
    screen.getByText(t(said), { selector: 'section p' });
  },
);
