// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { Checkbox } from './checkbox.tsx';

afterEach(cleanScreen);

test('hint and error are its description; a tick is given on', async () => {
  const onChange = vi.fn();
  render(
    <Checkbox
      id="hide"
      label="Kimliğim gizli"
      hint="Memur yine görür."
      error="İşaretleyin."
      errorPrefix="Hata:"
      isChecked={false}
      onChange={onChange}
    />,
  );
  const box = screen.getByRole('checkbox', {
    name: 'Kimliğim gizli',
    description: 'Memur yine görür. Hata: İşaretleyin.',
  });
  await userEvent.click(box);
  expect(onChange).toHaveBeenCalledExactlyOnceWith(true);
});
