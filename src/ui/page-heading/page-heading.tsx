// The page's one <h1>. It takes the focus after a change of page, so that a screen reader starts at its words.

import type { ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';
import './page-heading.css';

export interface PageHeadingProps {
  children: ComponentChildren;
  /** Where the reader is, e.g. "3. soru, 9 soru var". Stands before the heading, and is heard after it. */
  caption?: ComponentChildren;
  headingRef?: Ref<HTMLHeadingElement> | undefined;
  /** The same for a caption that stands elsewhere: its id. */
  describedBy?: string | undefined;
}

export function PageHeading({ children, caption, headingRef, describedBy }: PageHeadingProps) {
  const captionId = `${useId()}-caption`;
  const heading = (
    <h1 ref={headingRef ?? null} tabIndex={-1} aria-describedby={caption ? captionId : describedBy}>
      {children}
    </h1>
  );
  if (!caption) return heading;
  return (
    <div class="page-heading">
      <p class="page-heading-caption" id={captionId}>
        {caption}
      </p>
      {heading}
    </div>
  );
}
