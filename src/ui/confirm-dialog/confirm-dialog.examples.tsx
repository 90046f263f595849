// Examples of ConfirmDialog.

import { useState } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

const nothing = (): void => undefined;

function DeleteDraft({ isOpenAtStart = false }: { isOpenAtStart?: boolean }) {
  const [isOpen, setIsOpen] = useState(isOpenAtStart);
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button kind="danger" onPress={() => setIsOpen(true)}>
        Taslağı sil
      </Button>
      <ConfirmDialog
        title="Taslak silinsin mi?"
        body={<p>“Sokak lambası” taslağı bu cihazdan silinir. Geri alınamaz.</p>}
        confirmLabel="Taslağı sil"
        cancelLabel="Vazgeç"
        onConfirm={close}
        onCancel={close}
        isOpen={isOpen}
        isDanger
      />
    </>
  );
}

export const examples: readonly Example[] = [
  { name: 'closed', render: () => <DeleteDraft /> },
  { name: 'open', brings: 'focus', render: () => <DeleteDraft isOpenAtStart /> },

  {
    name: 'open, nothing lost',
    brings: 'focus',
    render: () => (
      <ConfirmDialog
        title="Şimdi gönderilsin mi?"
        body={<p>Bağlantınız ücretli olabilir.</p>}
        confirmLabel="Şimdi gönder"
        cancelLabel="Bekle"
        onConfirm={nothing}
        onCancel={nothing}
        isOpen
      />
    ),
  },
  {
    name: 'open, long text, long word',
    brings: 'focus',
    render: () => (
      <ConfirmDialog
        title="Bu telefonda saklanan ve henüz gönderilmemiş bütün taslaklar silinsin mi?"
        body={
          <>
            <p>
              “Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine” taslağı da silinir.
            </p>
            <p>
              Silinen taslak ne bu telefondan ne de başka bir yerden geri getirilebilir. Göndermiş olduğunuz
              başvurular silinmez, onları takip kodunuzla açmayı sürdürebilirsiniz.
            </p>
          </>
        }
        confirmLabel="Bütün taslakları bu telefondan sil"
        cancelLabel="Vazgeç, hiçbir şeyi silme"
        onConfirm={nothing}
        onCancel={nothing}
        isOpen
        isDanger
      />
    ),
  },
  {
    name: 'open, right to left',
    brings: 'focus',
    render: () => (
      <Arabic>
        <ConfirmDialog
          title="هل تريدون حذف المسودة؟"
          body={<p>تُحذف المسودة من هذا الهاتف، ولا يمكن استعادتها.</p>}
          confirmLabel="حذف المسودة"
          cancelLabel="تراجع"
          onConfirm={nothing}
          onCancel={nothing}
          isOpen
          isDanger
        />
      </Arabic>
    ),
  },
];
