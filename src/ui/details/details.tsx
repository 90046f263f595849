// What only some need to read, behind a native <details>.

import type { ComponentChildren } from 'preact';
import './details.css';

export interface DetailsProps {
  summary: ComponentChildren;
  children: ComponentChildren;
  isOpenAtStart?: boolean | undefined;
}

export function Details({ summary, children, isOpenAtStart }: DetailsProps) {
  return (
    <details class="details" open={isOpenAtStart}>
      <summary class="details-summary">
        <span>{summary}</span>
      </summary>
      <div class="details-body">{children}</div>
    </details>
  );
}
