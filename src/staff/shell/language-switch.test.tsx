// @vitest-environment jsdom

import { act, cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, expect, test } from 'vitest';
import type { Locale } from '../../i18n/locale.ts';
import { LanguageSwitch, type LanguageSwitchProps } from './language-switch.tsx';
import { TextsContext } from './texts.tsx';

afterEach(() => act(cleanup));

function Switch({ locale, onLocale }: LanguageSwitchProps) {
  return (
    <TextsContext.Provider value={{ locale, tag: locale, t: (key) => key }}>
      <LanguageSwitch locale={locale} onLocale={onLocale} />
    </TextsContext.Provider>
  );
}

function Host() {
  const [locale, setLocale] = useState<Locale>('tr');
  return <Switch locale={locale} onLocale={setLocale} />;
}

test('the button of the chosen language goes, and the focus stays among the others', async () => {
  render(<Host />);
  const user = userEvent.setup();
  screen.getByRole('button', { name: 'English' }).focus();
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('button', { name: 'English' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Türkçe' }));
});

test('a language that is chosen while the focus is elsewhere does not draw it here', async () => {
  const { rerender } = render(<Switch locale="tr" onLocale={() => undefined} />);
  rerender(<Switch locale="en" onLocale={() => undefined} />);
  expect(document.activeElement).toBe(document.body);
});
