// Examples of Progress.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Progress } from './progress.tsx';

const nothing = (): void => undefined;

export const examples: readonly Example[] = [
  {
    name: 'part of the way',
    render: () => (
      <Progress
        label="Video"
        value={40}
        valueText="Gönderiliyor, yüzde 40"
        onCancel={nothing}
        cancelLabel="Göndermeyi durdur"
      />
    ),
  },
  { name: 'nobody knows how far', render: () => <Progress label="Hazırlanıyor" valueText="Hazırlanıyor" /> },

  {
    name: 'just begun',
    render: () => <Progress label="Ses kaydı" value={0} valueText="Gönderiliyor, yüzde 0" />,
  },
  { name: 'done', render: () => <Progress label="Fotoğraf" value={100} valueText="Alındı" /> },
  {
    name: 'long text, long word',
    render: () => (
      <Progress
        label="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine adlı video"
        value={65}
        valueText="Bağlantı zayıf olduğu için yavaş gidiyor: 48 megabaytın 31 megabaytı gönderildi"
        onCancel={nothing}
        cancelLabel="Göndermeyi durdur, videoyu bu telefonda sakla"
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Progress
          label="الفيديو"
          value={40}
          valueText="جارٍ الإرسال، 40 بالمئة"
          onCancel={nothing}
          cancelLabel="إيقاف الإرسال"
        />
      </Arabic>
    ),
  },
];
