// Questions and answers side by side, as a native <dl>, each with its way to change it.

import type { ComponentChildren } from 'preact';
import './summary-list.css';

export interface SummaryRow {
  key: string;
  value: ComponentChildren;
  action?: SummaryAction | undefined;
}

interface SummaryAction {
  href: string;
  /** E.g. "Değiştir". */
  label: string;
  /** Tells equal links apart for the ear, e.g. "konu". */
  visuallyHiddenSuffix?: string | undefined;
}

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="summary-list">
      {rows.map(({ key, value, action }) => (
        <div class="summary-row" key={key}>
          <dt>{key}</dt>
          <dd class="summary-value">{value}</dd>
          {action ? (
            <dd class="summary-action">
              <a href={action.href} aria-label={nameOf(action)}>
                {action.label}
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

/** One name: hidden words inside the link are a line of their own for a reader who goes line by line. */
function nameOf({ label, visuallyHiddenSuffix }: SummaryAction): string | undefined {
  return visuallyHiddenSuffix ? `${label} ${visuallyHiddenSuffix}` : undefined;
}
