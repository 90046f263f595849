// Examples of Dialog.

import { useState } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { TextField } from '../text-field/text-field.tsx';
import { Dialog } from './dialog.tsx';

const nothing = (): void => undefined;

function Keys({ isOpenAtStart = false }: { isOpenAtStart?: boolean }) {
  const [isOpen, setIsOpen] = useState(isOpenAtStart);
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button kind="secondary" onPress={() => setIsOpen(true)}>
        Klavye kısayolları
      </Button>
      <Dialog title="Klavye kısayolları" isOpen={isOpen} onClose={close} describedBy="keys-what">
        <p id="keys-what">Bir metin alanındayken çalışmazlar.</p>
        <ul>
          <li>J: sonraki dosya</li>
          <li>K: önceki dosya</li>
        </ul>
        <Button kind="primary" onPress={close}>
          Kapat
        </Button>
      </Dialog>
    </>
  );
}

export const examples: readonly Example[] = [
  { name: 'closed', render: () => <Keys /> },
  { name: 'open', brings: 'focus', render: () => <Keys isOpenAtStart /> },
  {
    name: 'open, asks for something, with an error',
    brings: 'focus',
    render: () => (
      <Dialog title="Notunuz" isOpen onClose={nothing}>
        <TextField id="note" label="Neden?" error="Nedenini yazın" value="" onInput={nothing} isRequired />
        <Button kind="primary" onPress={nothing}>
          Kaydet
        </Button>
      </Dialog>
    ),
  },
  {
    name: 'open, longer than the screen, long word',
    brings: 'focus',
    render: () => (
      <Dialog
        title="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine yazılmış bir başlık"
        isOpen
        onClose={nothing}
      >
        {Array.from({ length: 12 }, (_, index) => (
          <p key={index}>
            {index + 1}. madde: başvurunuz bu telefonda saklanır ve bağlantı gelince kendiliğinden gönderilir;
            siz bir şey yapmadıkça hiçbir yere gitmez.
          </p>
        ))}
        <Button kind="primary" onPress={nothing}>
          Okudum, kapat
        </Button>
      </Dialog>
    ),
  },
  {
    name: 'open, right to left',
    brings: 'focus',
    render: () => (
      <Arabic>
        <Dialog title="اختصارات لوحة المفاتيح" isOpen onClose={nothing}>
          <p>لا تعمل الاختصارات داخل حقل نص.</p>
          <Button kind="primary" onPress={nothing}>
            إغلاق
          </Button>
        </Dialog>
      </Arabic>
    ),
  },
];
