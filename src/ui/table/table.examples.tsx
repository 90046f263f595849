// Examples of Table.

import type { Example } from '../example.ts';
import { Tag } from '../tag/tag.tsx';
import { Table } from './table.tsx';

export const examples: readonly Example[] = [
  {
    name: 'applications',
    render: () => (
      <Table
        caption="Yeni başvurular"
        columns={[
          { label: 'Numara' },
          { label: 'Konu' },
          { label: 'Durum' },
          { label: 'Kalan gün', isNumeric: true },
        ]}
        rows={[
          {
            key: '1',
            cells: [
              <a href="#1">2025-0001234</a>,
              'Sokak lambası yanmıyor',
              <Tag kind="info" label="Yeni" />,
              28,
            ],
          },
          {
            key: '2',
            cells: [
              <a href="#2">2025-0001235</a>,
              'Kaldırım tekerlekli sandalyeye dar',
              <Tag kind="danger" label="Gecikti" />,
              -2,
            ],
          },
        ]}
      />
    ),
  },
];
