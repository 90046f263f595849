// Examples of ConfirmDialog.

import { useState } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import type { Example } from '../example.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

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
  { name: 'open', render: () => <DeleteDraft isOpenAtStart /> },
];
