// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { Progress } from './progress.tsx';

afterEach(cleanScreen);

test('has a name, words for how far it is, and a way out', async () => {
  const onCancel = vi.fn();
  render(<Progress label="Video" value={40} valueText="Yüzde 40" onCancel={onCancel} cancelLabel="Durdur" />);
  const bar = screen.getByRole('progressbar', { name: 'Video' });
  expect(bar.getAttribute('aria-valuetext')).toBe('Yüzde 40');
  expect(bar.getAttribute('value')).toBe('40');
  await userEvent.click(screen.getByRole('button', { name: 'Durdur' }));
  expect(onCancel).toHaveBeenCalledTimes(1);
});

test('without a value it claims none', () => {
  render(<Progress label="Video" valueText="Hazırlanıyor" />);
  expect(screen.getByRole('progressbar').hasAttribute('value')).toBe(false);
});
