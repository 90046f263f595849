// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { Button } from './button.tsx';

afterEach(cleanScreen);

test('a press by mouse, Enter or Space is one call', async () => {
  const onPress = vi.fn();
  render(<Button onPress={onPress}>Gönder</Button>);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Gönder' }));
  await user.keyboard('{Enter}');
  await user.keyboard(' ');
  expect(onPress).toHaveBeenCalledTimes(3);
});

test('a disabled button keeps the focus, says so, and does nothing', async () => {
  const onPress = vi.fn();
  const onSubmit = vi.fn((event: Event) => event.preventDefault());
  render(
    <form onSubmit={onSubmit}>
      <Button type="submit" isDisabled onPress={onPress}>
        Gönder
      </Button>
    </form>,
  );
  const button = screen.getByRole('button', { name: 'Gönder' });
  await userEvent.click(button);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(document.activeElement).toBe(button);
  expect(onPress).not.toHaveBeenCalled();
  expect(onSubmit).not.toHaveBeenCalled();
});

test('a button sends no form unless it says so', async () => {
  const onSubmit = vi.fn((event: Event) => event.preventDefault());
  render(
    <form onSubmit={onSubmit}>
      <Button>Ekle</Button>
      <Button type="submit">Devam et</Button>
    </form>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Ekle' }));
  expect(onSubmit).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Devam et' }));
  expect(onSubmit).toHaveBeenCalledTimes(1);
});
