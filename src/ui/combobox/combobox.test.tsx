// @vitest-environment jsdom

import { act, fireEvent, render, screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { examples } from './combobox.examples.tsx';

afterEach(async () => {
  vi.useRealTimers();
  await cleanScreen();
});

function show(name: string): void {
  render(<div>{examples.find((example) => example.name === name)?.render()}</div>);
}

function box(): HTMLElement {
  return screen.getByRole('combobox', { name: 'Hangi kuruma yazıyorsunuz?' });
}

function activeOption(): string | undefined {
  const id = box().getAttribute('aria-activedescendant');
  return id ? document.getElementById(id)?.textContent?.trim() : undefined;
}

test('typing opens the list with what is left, and the focus stays in the input', async () => {
  show('closed');
  expect(box().getAttribute('aria-expanded')).toBe('false');
  await userEvent.type(box(), 'bak');
  expect(box().getAttribute('aria-expanded')).toBe('true');
  const list = screen.getByRole('listbox', { name: 'Kurumlar' });
  expect(
    within(list)
      .getAllByRole('option')
      .map(({ id }) => id),
  ).toEqual(['institution-option-0']);
  expect(document.activeElement).toBe(box());
  expect(activeOption()).toBeUndefined();
});

test('an option is named by all that is read in it: its label, then its hint', async () => {
  show('closed');
  await userEvent.type(box(), 'bak');
  expect(screen.getByRole('option', { name: 'Yol Bakım Müdürlüğü Yol, kaldırım, köprü' })).toBeTruthy();
});

test('Down opens and moves, round the end; exactly the active option is selected', async () => {
  show('closed');
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard('{ArrowDown}');
  expect(activeOption()).toContain('Su ve Kanalizasyon İdaresi');
  await user.keyboard('{ArrowUp}');
  expect(activeOption()).toBe('Park ve Bahçeler Müdürlüğü');
  expect(screen.getAllByRole('option', { selected: true }).map(({ textContent }) => textContent)).toEqual([
    'Park ve Bahçeler Müdürlüğü',
  ]);
});

test('Enter takes the active option, closes, and sends nothing', async () => {
  const onSubmit = vi.fn((event: Event) => event.preventDefault());
  render(<form onSubmit={onSubmit}>{examples[0]?.render()}</form>);
  const user = userEvent.setup();
  await user.type(box(), 'yol{ArrowDown}{Enter}');
  expect((box() as HTMLInputElement).value).toBe('Yol Bakım Müdürlüğü');
  expect(box().getAttribute('aria-expanded')).toBe('false');
  expect(onSubmit).not.toHaveBeenCalled();
});

test('Escape first closes and keeps the text, then empties', async () => {
  show('closed');
  const user = userEvent.setup();
  await user.type(box(), 'yol{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect((box() as HTMLInputElement).value).toBe('yol');
  await user.keyboard('{Escape}');
  expect((box() as HTMLInputElement).value).toBe('');
});

test('a click on an option takes it', async () => {
  show('closed');
  await userEvent.click(box());
  await userEvent.click(screen.getByRole('option', { name: /Aydınlatma/ }));
  expect((box() as HTMLInputElement).value).toBe('Aydınlatma Müdürlüğü');
  expect(document.activeElement).toBe(box());
  expect(screen.queryByRole('listbox')).toBeNull();
});

test('Tab leaves, closes, and takes nothing', async () => {
  show('closed');
  const user = userEvent.setup();
  await user.type(box(), 'yol{ArrowDown}');
  await user.tab();
  expect((box() as HTMLInputElement).value).toBe('yol');
  expect(screen.queryByRole('listbox')).toBeNull();
});

test('assistive technology that focuses an option itself can take it there', async () => {
  show('closed');
  const user = userEvent.setup();
  await user.type(box(), 'yol{ArrowDown}');
  act(() => screen.getByRole('option').focus());
  expect(screen.getByRole('listbox')).toBeTruthy();
  await user.keyboard('{Enter}');
  expect((box() as HTMLInputElement).value).toBe('Yol Bakım Müdürlüğü');
});

test('the number of results is spoken once typing pauses', async () => {
  vi.useFakeTimers();
  show('closed');
  fireEvent.input(box(), { target: { value: 'müd' } });
  expect(document.querySelector('[aria-live=polite]')?.textContent).toBe('');
  await act(async () => {
    await vi.advanceTimersByTimeAsync(800);
  });
  expect(document.querySelector('[aria-live=polite]')?.textContent).toBe('3 sonuç var');
  fireEvent.input(box(), { target: { value: 'xyz' } });
  await act(async () => {
    await vi.advanceTimersByTimeAsync(800);
  });
  expect(document.querySelector('[aria-live=polite]')?.textContent).toBe(
    'Sonuç yok. Başka bir sözcük deneyin.',
  );
});

test('the open list has no fault that axe finds', async () => {
  show('closed');
  await userEvent.type(box(), 'müd{ArrowDown}');
  const { violations } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('as a plain list the results are radio buttons under a search field', async () => {
  show('plain list');
  expect(screen.queryByRole('combobox')).toBeNull();
  const group = screen.getByRole('radiogroup', { name: 'Kurumlar' });
  expect(within(group).getAllByRole('radio')).toHaveLength(3);
  await userEvent.click(within(group).getByRole('radio', { name: 'Yol Bakım Müdürlüğü' }));
  expect(within(group).getByRole<HTMLInputElement>('radio', { name: 'Yol Bakım Müdürlüğü' }).checked).toBe(
    true,
  );
});
