// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { Table } from './table.tsx';

afterEach(cleanScreen);

test('is named by its caption, and each cell has its column and row', () => {
  render(
    <Table
      caption="Başvurular"
      columns={[{ label: 'Numara' }, { label: 'Gün', isNumeric: true }]}
      rows={[{ key: '1', cells: ['2025-1', 28] }]}
    />,
  );
  expect(screen.getByRole('table', { name: 'Başvurular' })).toBeTruthy();
  expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
    'Numara',
    'Gün',
  ]);
  expect(screen.getByRole('rowheader', { name: '2025-1' })).toBeTruthy();
  expect(screen.getByRole('cell', { name: '28' })).toBeTruthy();
});

test('a table that fits is neither a landmark nor a stop of the Tab key', () => {
  render(<Table caption="Başvurular" columns={[{ label: 'Numara' }]} rows={[]} />);
  expect(screen.queryByRole('region')).toBeNull();
});
