// Examples of SummaryList.

import type { Example } from '../example.ts';
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
];
