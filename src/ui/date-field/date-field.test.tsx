// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { DateField, type DateFieldProps, datePartId } from './date-field.tsx';
import { type DateValue, EMPTY_DATE } from './read-date.ts';

afterEach(cleanScreen);

function show(props: Partial<DateFieldProps> = {}) {
  const heard = vi.fn<(value: DateValue) => void>();
  function Host() {
    const [value, setValue] = useState(props.value ?? EMPTY_DATE);
    const change = (next: DateValue): void => {
      heard(next);
      setValue(next);
    };
    return (
      <DateField
        id="date"
        legend="Ne zaman oldu?"
        hint="Örnek: 27 3 2025"
        errorPrefix="Hata:"
        labels={{ day: 'Gün', month: 'Ay', year: 'Yıl' }}
        {...props}
        value={value}
        onInput={change}
      />
    );
  }
  render(<Host />);
  return heard;
}

const part = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });

test('is a group with the question as its name, the hint as its description, and three named fields', () => {
  show();
  expect(screen.getByRole('group', { name: 'Ne zaman oldu?', description: 'Örnek: 27 3 2025' })).toBeTruthy();
  expect(screen.getAllByRole('textbox')).toEqual([part('Gün'), part('Ay'), part('Yıl')]);
  for (const field of screen.getAllByRole<HTMLInputElement>('textbox')) {
    expect(field.inputMode).toBe('numeric');
    expect(field.hasAttribute('aria-describedby')).toBe(false);
    expect(field.hasAttribute('aria-invalid')).toBe(false);
  }
});

test('typing gives the whole date as typed and never moves to the next field', async () => {
  const heard = show();
  await userEvent.type(part('Gün'), '07');
  expect(document.activeElement).toBe(part('Gün'));
  await userEvent.type(part('Yıl'), '1948');
  expect(heard).toHaveBeenLastCalledWith({ day: '07', month: '', year: '1948' });
});

test('only the faulty parts are marked, and the error is heard once, at the first of them', () => {
  show({ error: 'Ay ve yıl eksik.', faultyParts: ['month', 'year'] });
  expect(part('Gün').hasAttribute('aria-invalid')).toBe(false);
  expect(part('Ay').getAttribute('aria-invalid')).toBe('true');
  expect(part('Yıl').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getAllByRole('textbox', { description: 'Hata: Ay ve yıl eksik.' })).toEqual([part('Ay')]);
});

test('an error without parts is about the whole date', () => {
  show({ error: 'Tarihi yazın.' });
  expect(screen.getAllByRole('textbox').map((field) => field.getAttribute('aria-invalid'))).toEqual([
    'true',
    'true',
    'true',
  ]);
  expect(screen.getAllByRole('textbox', { description: 'Hata: Tarihi yazın.' })).toEqual([part('Gün')]);
});

test('parts without an error are not marked', () => {
  show({ faultyParts: ['day'] });
  expect(part('Gün').hasAttribute('aria-invalid')).toBe(false);
});

test('a birthday is one to the browser, too', () => {
  show({ autocomplete: 'bday' });
  expect(screen.getAllByRole('textbox').map((field) => field.getAttribute('autocomplete'))).toEqual([
    'bday-day',
    'bday-month',
    'bday-year',
  ]);
});

test('the error summary finds each part, and the day by the field’s own id', () => {
  show();
  expect(document.getElementById('date')).toBe(part('Gün'));
  expect(document.getElementById(datePartId('date', 'year'))).toBe(part('Yıl'));
});
