// A cell of a list that becomes blocks on a narrow screen: the column's name stands beside the value there.

import type { ComponentChildren } from 'preact';

/** For the eye on narrow screens only: the ear gets the column's header from the table itself. */
export function labelled(label: string | undefined, cell: ComponentChildren): ComponentChildren {
  return (
    <>
      <span class="cases-label" aria-hidden="true">
        {label}
      </span>
      <div class="cases-value">{cell}</div>
    </>
  );
}
