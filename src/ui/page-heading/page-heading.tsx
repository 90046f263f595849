// The page's one <h1>. It takes the focus after a change of page, so that a screen reader starts at its words.

import type { ComponentChildren, Ref } from 'preact';
import './page-heading.css';

export interface PageHeadingProps {
  children: ComponentChildren;
  /** Where the reader is, e.g. "3. soru, 9 soru var". Stands before the heading, is no part of it. */
  caption?: ComponentChildren;
  headingRef?: Ref<HTMLHeadingElement> | undefined;
  /** Id of what is spoken after the heading when the focus arrives at it. */
  describedBy?: string | undefined;
}

export function PageHeading({ children, caption, headingRef, describedBy }: PageHeadingProps) {
  const heading = (
    <h1 ref={headingRef ?? null} tabIndex={-1} aria-describedby={describedBy}>
      {children}
    </h1>
  );
  if (!caption) return heading;
  return (
    <div class="page-heading">
      <p class="page-heading-caption">{caption}</p>
      {heading}
    </div>
  );
}
