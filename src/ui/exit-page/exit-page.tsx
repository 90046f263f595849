// "Exit this page", for whoever must not be seen here, after GOV.UK: a link that looks like the way out, beside Shift
// three times from anywhere on the page (use-shift-exit.ts). It only says that someone wants out; the page leaves, and
// takes care of what must not stay. A link with an address, because it must work before the app has come.
//
// It stands where the page puts it and never floats: a fixed button would lie over what has the focus (WCAG 2.4.12)
// and over half of a small screen. Reaching it from anywhere is what the Shift key is for.

import type { ComponentChildren } from 'preact';
import '../button/button.css';

export interface ExitPageProps {
  /** Where to go; a page that nobody asks about. */
  href: string;
  children: ComponentChildren;
  /** Called within the same event: leave at once, ask nothing. */
  onExit: () => void;
}

export function ExitPage({ href, children, onExit }: ExitPageProps) {
  return (
    <a
      class="button button-danger"
      href={href}
      rel="noreferrer"
      data-print="no"
      onClick={(event) => {
        event.preventDefault();
        onExit();
      }}
    >
      {children}
    </a>
  );
}
