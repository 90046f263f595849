// One question with two answers. The focus starts on the harmless one; the words of the buttons say what they do.
// Not role="alertdialog": Orca takes it for an alert as well and reads the body twice.

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import { Dialog } from '../dialog/dialog.tsx';
import './confirm-dialog.css';

export interface ConfirmDialogProps {
  title: string;
  body: ComponentChildren;
  /** A verb, e.g. "Taslağı sil"; never "Evet". */
  confirmLabel: string;
  cancelLabel: string;
  onConfirm: () => void;
  /** Also for Escape. */
  onCancel: () => void;
  isOpen: boolean;
  /** What is confirmed cannot be undone. */
  isDanger?: boolean | undefined;
}

export function ConfirmDialog({
  title,
  body,
  confirmLabel,
  cancelLabel,
  onConfirm,
  onCancel,
  isOpen,
  isDanger = false,
}: ConfirmDialogProps) {
  const bodyId = useId();
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onCancel} describedBy={bodyId}>
      <div class="stack" id={bodyId}>
        {body}
      </div>
      <div class="confirm-actions">
        <Button onPress={onCancel}>{cancelLabel}</Button>
        <Button kind={isDanger ? 'danger' : 'primary'} onPress={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
}
