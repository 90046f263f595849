// Examples of SummaryList.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { SummaryList } from './summary-list.tsx';

export const examples: readonly Example[] = [
  {
    name: 'review',
    render: () => (
      <SummaryList
        rows={[
          {
            key: 'Tür',
            value: 'Şikâyet',
            action: { href: '#kind', label: 'Değiştir', visuallyHiddenSuffix: 'tür' },
          },
          {
            key: 'Ne oldu?',
            value:
              'Sokağımızdaki lamba iki haftadır yanmıyor.\n\nÇocuklar okuldan dönerken karanlıkta kalıyor.',
            action: { href: '#text', label: 'Değiştir', visuallyHiddenSuffix: 'metin' },
          },
          { key: 'Yazıldığı zaman', value: '14 Mart 2025, 18.05' },
        ]}
      />
    ),
  },

  {
    name: 'nothing to change',
    render: () => (
      <SummaryList
        rows={[
          { key: 'Durum', value: 'Alındı' },
          { key: 'Numara', value: '2025-0001234' },
        ]}
      />
    ),
  },
  {
    name: 'long text, long word',
    render: () => (
      <SummaryList
        rows={[
          {
            key: 'Bu konuda daha önce başvurduğunuz kurumun tam adı',
            value:
              'Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine ve Raylı Sistemler Dairesi Başkanlığı',
            action: { href: '#institution', label: 'Değiştir', visuallyHiddenSuffix: 'kurumun adı' },
          },
          {
            key: 'E-posta',
            value: 'cok.uzun.bir.e.posta.adresi.olan.birisi@cokuzunbiralanadi.example',
            action: { href: '#email', label: 'Değiştir', visuallyHiddenSuffix: 'e-posta' },
          },
        ]}
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <SummaryList
          rows={[
            {
              key: 'النوع',
              value: 'شكوى',
              action: { href: '#kind', label: 'تغيير', visuallyHiddenSuffix: 'النوع' },
            },
            { key: 'رقم الهاتف', value: <bdi dir="ltr">0555 000 00 00</bdi> },
          ]}
        />
      </Arabic>
    ),
  },
];
