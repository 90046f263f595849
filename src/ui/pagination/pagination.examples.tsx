// Examples of Pagination.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Pagination } from './pagination.tsx';

const PREVIOUS = { href: '?sayfa=1', label: 'Önceki sayfa' };
const NEXT = { href: '?sayfa=3', label: 'Sonraki sayfa' };

export const examples: readonly Example[] = [
  { name: 'in the middle', render: () => <Pagination label="Sayfalar" previous={PREVIOUS} next={NEXT} /> },
  { name: 'first page', render: () => <Pagination label="Sayfalar: ilk" next={NEXT} /> },

  { name: 'last page', render: () => <Pagination label="Sayfalar: son" previous={PREVIOUS} /> },
  {
    name: 'long text, long word',
    render: () => (
      <Pagination
        label="Sayfalar: uzun"
        previous={{ href: '?sayfa=1', label: 'Daha önce cevaplanmış, kapanmış başvuruların bulunduğu sayfa' }}
        next={{
          href: '?sayfa=3',
          label: 'Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine',
        }}
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Pagination
          label="الصفحات"
          previous={{ href: '?sayfa=1', label: 'الصفحة السابقة' }}
          next={{ href: '?sayfa=3', label: 'الصفحة التالية' }}
        />
      </Arabic>
    ),
  },
];
