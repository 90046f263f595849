// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { Pagination } from './pagination.tsx';

afterEach(cleanScreen);

test('is a named navigation with the ways that exist', () => {
  render(<Pagination label="Sayfalar" next={{ href: '?sayfa=2', label: 'Sonraki' }} />);
  expect(screen.getByRole('navigation', { name: 'Sayfalar' })).toBeTruthy();
  expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['Sonraki']);
});

test('with one page only it is not there', () => {
  render(<Pagination label="Sayfalar" />);
  expect(screen.queryByRole('navigation')).toBeNull();
});
