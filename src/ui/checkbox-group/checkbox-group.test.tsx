// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { CheckboxGroup } from './checkbox-group.tsx';

afterEach(cleanScreen);

const OPTIONS = [
  { value: 'large', label: 'Büyük' },
  { value: 'audio', label: 'Sesli' },
  { value: 'sign', label: 'İşaret dili' },
] as const;

type Format = (typeof OPTIONS)[number]['value'];

function show(values: readonly Format[], onChange: (values: Format[]) => void) {
  return <CheckboxGroup legend="Biçim" name="format" values={values} options={OPTIONS} onChange={onChange} />;
}

test('ticking adds in the order of the options, unticking removes', async () => {
  const onChange = vi.fn();
  render(show(['sign', 'audio'], onChange));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Büyük' }));
  expect(onChange).toHaveBeenLastCalledWith(['large', 'audio', 'sign']);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Sesli' }));
  expect(onChange).toHaveBeenLastCalledWith(['sign']);
});

test('the group is named by its legend', () => {
  render(show([], () => undefined));
  expect(screen.getByRole('group', { name: 'Biçim' })).toBeTruthy();
});

test('the error is heard once, at the first box, where its link leads', () => {
  render(
    <CheckboxGroup
      legend="Biçim"
      hint="Birden çok olabilir."
      error="Birini seçin."
      errorPrefix="Hata:"
      name="format"
      values={['sign']}
      options={OPTIONS}
      onChange={() => undefined}
    />,
  );
  expect(screen.getByRole('group', { name: 'Biçim', description: 'Birden çok olabilir.' })).toBeTruthy();
  expect(screen.getAllByRole('checkbox', { description: 'Hata: Birini seçin.' })).toEqual([
    document.getElementById('format'),
  ]);
});
