// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { SummaryList } from './summary-list.tsx';

afterEach(cleanScreen);

test('each answer stands with its question, and equal links are told apart', () => {
  render(
    <SummaryList
      rows={[
        {
          key: 'Ad',
          value: 'Şükrü',
          action: { href: '/ad/', label: 'Değiştir', visuallyHiddenSuffix: 'ad' },
        },
        {
          key: 'İl',
          value: 'Hatay',
          action: { href: '/il/', label: 'Değiştir', visuallyHiddenSuffix: 'il' },
        },
      ]}
    />,
  );
  expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['Ad', 'İl']);
  expect(screen.getByRole('link', { name: 'Değiştir il' }).getAttribute('href')).toBe('/il/');
});
