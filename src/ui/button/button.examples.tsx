// Examples of Button.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { CopyIcon, SendIcon } from '../icon/icon.tsx';
import { Button } from './button.tsx';

const nothing = (): void => undefined;

export const examples: readonly Example[] = [
  { name: 'primary', render: () => <Button kind="primary">Devam et</Button> },
  {
    name: 'primary with icon',
    render: () => (
      <Button kind="primary" icon={<SendIcon />} onPress={nothing}>
        Gönder
      </Button>
    ),
  },
  { name: 'secondary', render: () => <Button icon={<CopyIcon />}>Kodu kopyala</Button> },
  { name: 'danger', render: () => <Button kind="danger">Taslağı sil</Button> },
  { name: 'quiet', render: () => <Button kind="quiet">Kaydet ve çık</Button> },
  {
    name: 'disabled',
    render: () => (
      <>
        <Button isDisabled describedBy="why-disabled">
          Şimdi gönder
        </Button>
        <p id="why-disabled">Zaten gönderiliyor.</p>
      </>
    ),
  },
  {
    name: 'long text',
    render: () => (
      <Button kind="primary">Başvurumu bu cihazda sakla, bağlantı gelince kendiliğinden gönder</Button>
    ),
  },

  {
    name: 'long word',
    render: () => <Button>Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine</Button>,
  },
  {
    name: 'busy',
    render: () => (
      <>
        <Button kind="primary" icon={<SendIcon />} isDisabled describedBy="why-busy">
          Gönder
        </Button>
        <p id="why-busy">Gönderiliyor. Bu sayfayı kapatabilirsiniz.</p>
      </>
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Button kind="primary" icon={<SendIcon />}>
          إرسال
        </Button>
      </Arabic>
    ),
  },
];
