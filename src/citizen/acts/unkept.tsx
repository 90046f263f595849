// The form of what is done in a case. Chromium keeps what is typed outside of one readable in its "Sessions", to restore a tab; of a
// form whose autocomplete is off it keeps nothing (tests/e2e/at-rest.test.ts); a text area's own attribute changes nothing.

import type { ComponentChildren } from 'preact';

export interface UnkeptProps {
  onSend: () => void;
  children: ComponentChildren;
}

export function Unkept({ onSend, children }: UnkeptProps) {
  return (
    <form
      class="stack"
      autocomplete="off"
      noValidate
      // Enter on a choice is no button: what is sent here may be final.
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.target as HTMLInputElement).type === 'radio')
          event.preventDefault();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
    </form>
  );
}
