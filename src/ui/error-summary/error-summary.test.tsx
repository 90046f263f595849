// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useLayoutEffect } from 'preact/hooks';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { RadioGroup } from '../radio-group/radio-group.tsx';
import { TextField } from '../text-field/text-field.tsx';
import { ErrorSummary } from './error-summary.tsx';

afterEach(cleanScreen);

const nothing = (): void => undefined;
/** To the end of the microtasks that stand in line. */
const turnOver = (): Promise<void> => Promise.resolve();

function Page({ title }: { title: string }) {
  return (
    <>
      <ErrorSummary
        title={title}
        errors={[
          { fieldId: 'phone', text: 'Telefon eksik' },
          { fieldId: 'kind', text: 'Tür seçilmedi' },
        ]}
      />
      <TextField id="phone" label="Telefon" value="" onInput={nothing} />
      <RadioGroup
        name="kind"
        legend="Tür"
        value={undefined}
        options={[{ value: 'a', label: 'A' }]}
        onChange={nothing}
      />
    </>
  );
}

test('takes the focus when it appears, and never again', async () => {
  const { rerender } = render(<Page title="2 hata" />);
  await turnOver();
  expect(document.activeElement?.textContent).toContain('2 hata');
  screen.getByRole('textbox').focus();
  rerender(<Page title="1 hata" />);
  await turnOver();
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
});

test('takes it in the turn in which the page changes, but after what the page does as it is drawn: the title comes first', async () => {
  const Titled = () => {
    useLayoutEffect(() => {
      document.title = 'Hata: Başvuru';
    }, []);
    return <Page title="2 hata" />;
  };
  const titles: string[] = [];
  const note = (): number => titles.push(document.title);
  document.addEventListener('focusin', note, { once: true });
  render(<Titled />);
  await turnOver();
  expect(titles).toEqual(['Hata: Başvuru']);
});

test('the focus alone speaks it: named by its title, described by its faults, no live region', async () => {
  render(<Page title="2 hata" />);
  await turnOver();
  const summary = screen.getByRole('region', { name: '2 hata', description: 'Telefon eksik Tür seçilmedi' });
  expect(document.activeElement).toBe(summary);
  expect(document.querySelector('[role=alert], [aria-live]')).toBeNull();
  // Orca passes over what labels something that takes the focus.
  expect(summary.hasAttribute('aria-labelledby')).toBe(false);
});

test('each link moves the focus to its field, or to the first choice of its group', async () => {
  render(<Page title="2 hata" />);
  await userEvent.click(screen.getByRole('link', { name: 'Telefon eksik' }));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Telefon' }));
  await userEvent.click(screen.getByRole('link', { name: 'Tür seçilmedi' }));
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'A' }));
});
