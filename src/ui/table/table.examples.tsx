// Examples of Table.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Tag } from '../tag/tag.tsx';
import { Table } from './table.tsx';

const MONTHS = ['Ocak', 'Şubat', 'Mart', 'Nisan', 'Mayıs', 'Haziran', 'Temmuz', 'Ağustos', 'Eylül', 'Ekim'];

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

  {
    name: 'many columns, many rows',
    render: () => (
      <Table
        caption="Aylara göre başvurular"
        columns={[{ label: 'İl' }, ...MONTHS.map((label) => ({ label, isNumeric: true }))]}
        rows={['Adana', 'Ankara', 'Bursa', 'Diyarbakır', 'Hatay', 'İstanbul', 'İzmir', 'Trabzon'].map(
          (name, row) => ({
            key: name,
            cells: [name, ...MONTHS.map((_, month) => 100 + row * 37 + month * 11)],
          }),
        )}
      />
    ),
  },
  {
    name: 'long text, long word',
    render: () => (
      <Table
        caption="Süresi geçtiği hâlde cevap bekleyen ve bu yüzden bir üst amire bildirilmesi gereken başvurular"
        columns={[{ label: 'Numara' }, { label: 'Konu' }]}
        rows={[
          {
            key: '1',
            cells: ['2025-0001234', 'Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine'],
          },
          {
            key: '2',
            cells: [
              '2025-0001235',
              'Durağın önündeki kaldırım üç haftadır kırık, tekerlekli sandalyeyle geçilmiyor',
            ],
          },
        ]}
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Table
          caption="طلبات جديدة"
          columns={[{ label: 'الرقم' }, { label: 'الحالة' }, { label: 'الأيام المتبقية', isNumeric: true }]}
          rows={[
            { key: '1', cells: ['2025-0001234', <Tag kind="info" label="جديد" />, 28] },
            { key: '2', cells: ['2025-0001235', <Tag kind="danger" label="متأخر" />, 0] },
          ]}
        />
      </Arabic>
    ),
  },
];
