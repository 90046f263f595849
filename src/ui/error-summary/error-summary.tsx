// All faults of a page at its top, with a link to each field. It takes the focus once, when it appears; a new attempt
// with faults must give it a new `key`. The focus alone speaks it: the title is its name, the faults its description.
// With role="alert", on itself or on a child, Orca said everything two to four times. Named by its heading, the heading was
// passed over by whoever reads on from the top: to Orca it is the label of something that takes the focus.

import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import './error-summary.css';

export interface SummarizedError {
  /** Id of the control that has to be mended. */
  fieldId: string;
  /** The same words as beside the field. */
  text: string;
}

export interface ErrorSummaryProps {
  /** E.g. "Düzeltilmesi gereken 2 yer var". */
  title: string;
  errors: readonly SummarizedError[];
}

export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  const id = useId();
  const element = useRef<HTMLElement>(null);
  // Before the fields' new descriptions are told: of a field that had the focus, Orca spoke its error, and then the summary.
  // After the layout effects of the whole page: the title begins with "Hata:" first.
  useLayoutEffect(() => queueMicrotask(() => element.current?.focus()), []);
  return (
    <section
      class="error-summary"
      tabIndex={-1}
      ref={element}
      aria-label={title}
      aria-describedby={`${id}-errors`}
    >
      <h2>{title}</h2>
      <ul class="plain-list" id={`${id}-errors`}>
        {errors.map(({ fieldId, text }) => (
          <li key={`${fieldId} ${text}`}>
            <a href={`#${fieldId}`} onClick={(event) => focusField(event, fieldId)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shows the label, not only the box: a field at the upper edge has lost its question. What is closed is opened. */
function focusField(event: MouseEvent, fieldId: string): void {
  const field = document.getElementById(fieldId);
  if (!field) return;
  event.preventDefault();
  field.closest('details')?.setAttribute('open', '');
  const label = field.closest('fieldset') ?? document.querySelector(`label[for="${CSS.escape(fieldId)}"]`);
  label?.scrollIntoView?.();
  field.focus({ preventScroll: true });
}
