// The first stop of the Tab key: over the header, into the page (WCAG 2.4.1).

import type { ComponentChildren } from 'preact';
import './skip-link.css';

export function SkipLink({ href = '#main', children }: { href?: string; children: ComponentChildren }) {
  return (
    <a class="skip-link" href={href} data-print="no">
      {children}
    </a>
  );
}
