// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { LanguageLinks } from './language-links.tsx';

afterEach(cleanScreen);

test('each language is a link by its own name and in its own language, and the current one is marked', () => {
  render(<LanguageLinks label="Dil" current="tr-simple" addressIn={(locale) => `/?dil=${locale}`} />);
  const links = screen.getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.lang, link.getAttribute('href')])).toEqual([
    ['Türkçe', 'tr', '/?dil=tr'],
    ['Kolay Türkçe', 'tr', '/?dil=tr-simple'],
    ['English', 'en', '/?dil=en'],
    ['العربية', 'ar', '/?dil=ar'],
  ]);
  expect(links.filter((link) => link.hasAttribute('aria-current')).map((link) => link.textContent)).toEqual([
    'Kolay Türkçe',
  ]);
});
