// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { Select } from './select.tsx';

afterEach(cleanScreen);

const OPTIONS = [
  { value: '06', label: 'Ankara' },
  { value: '31', label: 'Hatay' },
];

test('starts at the empty line and gives the value that was chosen', async () => {
  const onChange = vi.fn();
  render(
    <Select id="province" label="İl" value="" options={OPTIONS} placeholder="Seçin" onChange={onChange} />,
  );
  const select = screen.getByRole('combobox', { name: 'İl' });
  expect(screen.getByRole('option', { name: 'Seçin', selected: true })).toBeTruthy();
  await userEvent.selectOptions(select, 'Hatay');
  expect(onChange).toHaveBeenCalledWith('31');
});

test('its error is its description', () => {
  render(
    <Select
      id="province"
      label="İl"
      error="Bir il seçin."
      errorPrefix="Hata:"
      value=""
      options={OPTIONS}
      onChange={() => undefined}
    />,
  );
  expect(
    screen.getByRole('combobox', { description: 'Hata: Bir il seçin.' }).getAttribute('aria-invalid'),
  ).toBe('true');
});
