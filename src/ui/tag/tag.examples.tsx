// Examples of Tag.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Tag } from './tag.tsx';

export const examples: readonly Example[] = [
  { name: 'neutral', render: () => <Tag kind="neutral" label="Taslak" /> },
  { name: 'info', render: () => <Tag kind="info" label="İnceleniyor" /> },
  { name: 'waiting', render: () => <Tag kind="waiting" label="Gönderilmedi" /> },
  { name: 'success', render: () => <Tag kind="success" label="Cevaplandı" /> },
  { name: 'problem', render: () => <Tag kind="problem" label="Bilgi istendi" /> },
  { name: 'danger', render: () => <Tag kind="danger" label="Gecikti" /> },

  {
    name: 'long word',
    render: () => (
      <Tag kind="waiting" label="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine" />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Tag kind="success" label="تم الرد" />
      </Arabic>
    ),
  },
];
