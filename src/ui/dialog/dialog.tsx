// A native modal <dialog>: the browser keeps the focus inside, makes the rest inert, closes on Escape. What is added:
// the heading is its name, the page owns whether it is open, and the focus returns to what opened it.

import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import './dialog.css';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  /** Escape, or the browser's own way back. The page sets isOpen to false. */
  onClose: () => void;
  children: ComponentChildren;
  /** Id of what is read out after the name. */
  describedBy?: string | undefined;
}

export function Dialog({ title, isOpen, onClose, children, describedBy }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    if (!isOpen || !dialog) return undefined;
    const opener = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [isOpen]);

  return (
    <dialog
      class="dialog"
      ref={element}
      aria-labelledby={isOpen ? titleId : undefined}
      aria-describedby={isOpen ? describedBy : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Chromium closes without asking when Escape is pressed twice in a row: the page must learn of it.
      onClose={() => {
        if (isOpen) onClose();
      }}
    >
      {isOpen ? (
        <div class="dialog-body">
          <h2 id={titleId}>{title}</h2>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
