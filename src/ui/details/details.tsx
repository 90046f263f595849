// What only some need to read, behind a native <details>.

import type { ComponentChildren } from 'preact';
import './details.css';

export interface DetailsProps {
  summary: ComponentChildren;
  children: ComponentChildren;
  isOpenAtStart?: boolean | undefined;
  /** It was opened or closed, also by the browser's search in the page. */
  onToggle?: ((isOpen: boolean) => void) | undefined;
}

export function Details({ summary, children, isOpenAtStart, onToggle }: DetailsProps) {
  return (
    <details
      class="details"
      open={isOpenAtStart}
      onToggle={onToggle && ((event) => onToggle(event.currentTarget.open))}
    >
      <summary class="details-summary">
        <span>{summary}</span>
      </summary>
      <div class="details-body">{children}</div>
    </details>
  );
}
