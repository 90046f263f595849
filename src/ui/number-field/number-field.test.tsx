// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { NumberField } from './number-field.tsx';

afterEach(cleanScreen);

const heard = vi.fn();
afterEach(() => heard.mockClear());

function Host({ isPhone }: { isPhone?: boolean }) {
  const [value, setValue] = useState('');
  const change = (next: string): void => {
    heard(next);
    setValue(next);
  };
  return (
    <NumberField
      id="number"
      label="Kimlik numarası"
      groups={[3, 3, 3, 2]}
      isPhone={isPhone}
      value={value}
      onInput={change}
    />
  );
}

function field(): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>('textbox', { name: 'Kimlik numarası' });
}

test('while typing every key stays what it was, and the page gets what stands in the field', async () => {
  render(<Host />);
  await userEvent.type(field(), '12345678950');
  expect(field().value).toBe('12345678950');
  expect(heard.mock.calls.map(([text]) => text)).toEqual(
    Array.from('12345678950', (_, index) => '12345678950'.slice(0, index + 1)),
  );
});

test('the groups appear on leaving, and the page gets them, too', async () => {
  render(<Host />);
  await userEvent.type(field(), '12345678950');
  await userEvent.tab();
  expect(field().value).toBe('123 456 789 50');
  expect(heard).toHaveBeenLastCalledWith('123 456 789 50');
});

test('a paste with hyphens is taken whole', async () => {
  render(<Host />);
  await userEvent.click(field());
  await userEvent.paste('123-456-789-50');
  expect(field().value).toBe('123-456-789-50');
  await userEvent.tab();
  expect(field().value).toBe('123 456 789 50');
});

test('leaving what does not fit changes nothing and tells nothing', async () => {
  render(<Host />);
  await userEvent.type(field(), '123 45');
  heard.mockClear();
  await userEvent.tab();
  expect(field().value).toBe('123 45');
  expect(heard).not.toHaveBeenCalled();
});

test('the keys fit the number: digits, or those of the telephone', () => {
  const { rerender } = render(<Host />);
  expect([field().type, field().inputMode, field().size]).toEqual(['text', 'numeric', 15]);
  rerender(<Host isPhone />);
  expect([field().type, field().inputMode]).toEqual(['tel', 'tel']);
});
