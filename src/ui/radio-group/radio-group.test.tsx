// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { RadioGroup } from './radio-group.tsx';

afterEach(cleanScreen);

const OPTIONS = [
  { value: 'request', label: 'İstek', hint: 'Bir şey istiyorum.' },
  { value: 'thanks', label: 'Teşekkür' },
] as const;

function show(value: 'request' | 'thanks' | undefined, onChange: (value: 'request' | 'thanks') => void) {
  return (
    <RadioGroup
      legend="Tür"
      isLegendHeading
      hint="Birini seçin."
      error="Seçilmedi."
      errorPrefix="Hata:"
      name="kind"
      value={value}
      options={OPTIONS}
      onChange={onChange}
    />
  );
}

test('the group has the legend as its name and the hint as its description', () => {
  render(show(undefined, () => undefined));
  const group = screen.getByRole('radiogroup', { name: 'Tür', description: 'Birini seçin.' });
  expect(group.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('heading', { level: 1, name: 'Tür' }).tabIndex).toBe(-1);
});

test.each([
  { chosen: undefined, arrival: 'İstek' },
  { chosen: 'thanks' as const, arrival: 'Teşekkür' },
])('the error is heard once, at the radio where the focus arrives: $arrival', ({ chosen, arrival }) => {
  render(show(chosen, () => undefined));
  const faulty = screen.getAllByRole('radio', { description: /Hata: Seçilmedi\./ });
  expect(faulty).toEqual([screen.getByRole('radio', { name: arrival })]);
});

test('nothing is chosen beforehand; a choice gives its own value', async () => {
  const onChange = vi.fn();
  render(show(undefined, onChange));
  expect(screen.queryByRole('radio', { checked: true })).toBeNull();
  await userEvent.click(screen.getByRole('radio', { name: 'Teşekkür' }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith('thanks');
});

test('the first radio carries the group’s id, where the error summary leads', () => {
  render(show('thanks', () => undefined));
  expect(document.getElementById('kind')).toBe(
    screen.getByRole('radio', { name: 'İstek', description: 'Bir şey istiyorum.' }),
  );
});
