// Texts that are typed outside a form: Chromium keeps what stands in them readable in its "Sessions", to restore a tab. It does
// not for a form whose autocomplete is off (tests/e2e/at-rest.test.ts); a text area's own attribute changes nothing.

import type { ComponentChildren } from 'preact';

/** Sends nothing: the buttons stand beside it, and Enter on a choice is no button. */
export function Unkept({ children }: { children: ComponentChildren }) {
  return (
    <form class="stack" autocomplete="off" noValidate onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}
