// @vitest-environment jsdom

import { act, cleanup, render, screen } from '@testing-library/preact';
import { useEffect } from 'preact/hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QUIET_MS, STAY_MS } from './announcer.ts';
import { type AnnounceOptions, LiveRegionProvider, useAnnounce } from './live-region.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Speaker({ text, options }: { text: string; options?: AnnounceOptions }) {
  const announce = useAnnounce();
  return (
    <button type="button" onClick={() => announce(text, options)}>
      {text}
    </button>
  );
}

function region(politeness: 'polite' | 'assertive'): Element {
  const [element, ...others] = document.querySelectorAll(`[aria-live=${politeness}]`);
  if (!element || others.length > 0) throw new Error(`there is not exactly one ${politeness} region`);
  return element;
}

async function wait(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

test('both regions stand empty from the start and are the same ones later', async () => {
  const show = (text: string) => (
    <LiveRegionProvider>
      <Speaker text={text} />
    </LiveRegionProvider>
  );
  const { rerender } = render(show('Bir'));
  const polite = region('polite');
  const assertive = region('assertive');
  expect([polite.textContent, assertive.textContent]).toEqual(['', '']);
  screen.getByRole('button').click();
  await wait(QUIET_MS);
  rerender(show('İki'));
  expect(region('polite')).toBe(polite);
  expect(region('assertive')).toBe(assertive);
  expect(polite.textContent).toBe('Bir');
});

test('a message is there three seconds later', async () => {
  render(
    <LiveRegionProvider>
      <Speaker text="Alındı" />
    </LiveRegionProvider>,
  );
  screen.getByRole('button').click();
  await wait(QUIET_MS + 3_000);
  expect(region('polite').textContent).toBe('Alındı');
});

test('an assertive message does not wait behind polite ones', async () => {
  render(
    <LiveRegionProvider>
      <Speaker text="Gönderiliyor" />
      <Speaker text="Saklanamadı" options={{ assertive: true }} />
    </LiveRegionProvider>,
  );
  for (const button of screen.getAllByRole('button')) button.click();
  await wait(QUIET_MS);
  expect(region('assertive').textContent).toBe('Saklanamadı');
  expect(region('polite').textContent).toBe('Gönderiliyor');
});

test('a focus move delays what is waiting', async () => {
  render(
    <LiveRegionProvider>
      <Speaker text="Alındı" />
    </LiveRegionProvider>,
  );
  screen.getByRole('button').click();
  await wait(QUIET_MS - 100);
  screen.getByRole('button').focus();
  await wait(QUIET_MS - 100);
  expect(region('polite').textContent).toBe('');
  await wait(100);
  expect(region('polite').textContent).toBe('Alındı');
});

test('an open dialog holds messages back until half a second after it has closed', async () => {
  render(
    <LiveRegionProvider>
      <Speaker text="Alındı" />
      <dialog open data-testid="dialog" />
    </LiveRegionProvider>,
  );
  screen.getByRole('button').click();
  await wait(STAY_MS);
  expect(region('polite').textContent).toBe('');
  const dialog = screen.getByTestId('dialog');
  dialog.removeAttribute('open');
  dialog.dispatchEvent(new Event('close'));
  await wait(QUIET_MS);
  expect(region('polite').textContent).toBe('Alındı');
});

test('what a page says while it is being drawn for the first time is not lost', async () => {
  const Early = () => {
    const announce = useAnnounce();
    useEffect(() => announce('Hoş geldiniz'), [announce]);
    return null;
  };
  render(
    <LiveRegionProvider>
      <Early />
    </LiveRegionProvider>,
  );
  await wait(QUIET_MS);
  expect(region('polite').textContent).toBe('Hoş geldiniz');
});

test('outside the provider it is a bug, not silence', () => {
  expect(() => render(<Speaker text="Alındı" />)).toThrow('outside LiveRegionProvider');
});
