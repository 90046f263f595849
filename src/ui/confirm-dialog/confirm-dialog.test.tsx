// @vitest-environment jsdom

import { fireEvent, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { mockModalDialogs } from '../dialog/modal-dialogs.mock.ts';
import { examples } from './confirm-dialog.examples.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

beforeAll(mockModalDialogs);
afterEach(cleanScreen);

function openExample(): HTMLElement {
  render(<div>{examples.find(({ name }) => name === 'closed')?.render()}</div>);
  return screen.getByRole('button', { name: 'Taslağı sil' });
}

test('its heading is its name and its body its description', async () => {
  await userEvent.click(openExample());
  expect(
    screen.getByRole('dialog', {
      name: 'Taslak silinsin mi?',
      description: '“Sokak lambası” taslağı bu cihazdan silinir. Geri alınamaz.',
    }),
  ).toBeTruthy();
});

test('the focus starts on the harmless answer and returns to the opener', async () => {
  const opener = openExample();
  await userEvent.click(opener);
  const cancel = screen.getByRole('button', { name: 'Vazgeç' });
  expect(document.activeElement).toBe(cancel);
  await userEvent.click(cancel);
  expect(document.activeElement).toBe(opener);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('Escape is the harmless answer, and the page decides when the dialog goes', () => {
  const onCancel = vi.fn();
  const onConfirm = vi.fn();
  render(
    <ConfirmDialog
      title="Silinsin mi?"
      body="Geri alınamaz."
      confirmLabel="Sil"
      cancelLabel="Vazgeç"
      onConfirm={onConfirm}
      onCancel={onCancel}
      isOpen
    />,
  );
  const pressed = new Event('cancel', { cancelable: true });
  fireEvent(screen.getByRole('dialog'), pressed);
  expect(onCancel).toHaveBeenCalledTimes(1);
  expect(onConfirm).not.toHaveBeenCalled();
  expect(pressed.defaultPrevented).toBe(true);
});

test('a browser that closes the dialog by itself gives the harmless answer, too', () => {
  const onCancel = vi.fn();
  render(
    <ConfirmDialog
      title="Silinsin mi?"
      body="Geri alınamaz."
      confirmLabel="Sil"
      cancelLabel="Vazgeç"
      onConfirm={() => undefined}
      onCancel={onCancel}
      isOpen
    />,
  );
  screen.getByRole<HTMLDialogElement>('dialog').close();
  expect(onCancel).toHaveBeenCalledTimes(1);
});

test('the other answer confirms', async () => {
  const onConfirm = vi.fn();
  render(
    <ConfirmDialog
      title="Silinsin mi?"
      body="Geri alınamaz."
      confirmLabel="Sil"
      cancelLabel="Vazgeç"
      onConfirm={onConfirm}
      onCancel={() => undefined}
      isOpen
      isDanger
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Sil' }));
  expect(onConfirm).toHaveBeenCalledTimes(1);
});
