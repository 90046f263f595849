// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { examples } from './text-field.examples.tsx';
import { TextField } from './text-field.tsx';

afterEach(cleanScreen);

const nothing = (): void => undefined;

test('label, hint and error are its name and its description, in the order of the page', () => {
  render(
    <TextField
      id="phone"
      label="Telefon"
      optionalText="(isteğe bağlı)"
      hint="10 rakam"
      error="Numara eksik."
      errorPrefix="Hata:"
      value=""
      onInput={nothing}
    />,
  );
  const field = screen.getByRole('textbox', {
    name: 'Telefon (isteğe bağlı)',
    description: '10 rakam Hata: Numara eksik.',
  });
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

test('without hint and error it is neither described nor invalid', () => {
  render(<TextField id="name" label="Ad" value="" onInput={nothing} />);
  const field = screen.getByRole('textbox', { name: 'Ad' });
  expect(field.hasAttribute('aria-describedby')).toBe(false);
  expect(field.hasAttribute('aria-invalid')).toBe(false);
});

test('typing and pasting give the whole value', async () => {
  const onInput = vi.fn();
  render(<TextField id="name" label="Ad" value="Ş" onInput={onInput} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole('textbox'));
  await user.paste('ükrü');
  expect(onInput).toHaveBeenLastCalledWith('Şükrü');
});

test('a required field says so without the browser’s own messages', () => {
  render(<TextField id="name" label="Ad" isRequired value="" onInput={nothing} />);
  const field = screen.getByRole('textbox');
  expect(field.getAttribute('aria-required')).toBe('true');
  expect(field.hasAttribute('required')).toBe(false);
});

test('on a page with one question the label is the heading, and still the label', () => {
  render(<div>{examples.find(({ name }) => name === 'label is the heading')?.render()}</div>);
  const heading = screen.getByRole('heading', { level: 1, name: 'Başvurunuzun konusu nedir?' });
  expect(heading.tabIndex).toBe(-1);
  expect(screen.getByRole('textbox', { name: 'Başvurunuzun konusu nedir?' })).toBeTruthy();
});

test('each bears a name of its own, and one under which a browser remembers nothing (docs/decisions/0060)', () => {
  for (const { render: example } of examples) render(example());
  const names = [...document.querySelectorAll('input')].map(({ name }) => name);
  expect(names.length).toBeGreaterThan(1);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^field-\d+$/);
});
