// @vitest-environment jsdom

import { act, cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TextArea, type TextAreaCounter } from './text-area.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const nothing = (): void => undefined;

function show(value: string, counter: TextAreaCounter) {
  return (
    <TextArea
      id="text"
      label="Ne oldu?"
      hint="En çok 50 karakter"
      value={value}
      onInput={nothing}
      counter={counter}
    />
  );
}

async function wait(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

test('the count is seen at once and heard only when typing pauses', async () => {
  const { rerender } = render(show('a', { text: '20 karakter kaldı', announce: '20 karakter kaldı' }));
  await wait(900);
  rerender(show('ab', { text: '19 karakter kaldı', announce: '20 karakter kaldı' }));
  expect(screen.getByText('19 karakter kaldı')).toBeTruthy();
  await wait(900);
  expect(document.querySelector('[aria-live=polite]')?.textContent).toBe('');
  await wait(100);
  expect(document.querySelector('[aria-live=polite]')?.textContent).toBe('20 karakter kaldı');
});

test('the count is no part of the description, which would be spoken at each key', () => {
  render(show('a', { text: '20 karakter kaldı', announce: undefined }));
  expect(screen.getByRole('textbox', { name: 'Ne oldu?', description: 'En çok 50 karakter' })).toBeTruthy();
});

test('below the threshold nothing is spoken', async () => {
  render(show('a', { text: '49 karakter kaldı', announce: undefined }));
  await wait(5_000);
  expect(document.querySelector('[aria-live=polite]')?.textContent).toBe('');
});
