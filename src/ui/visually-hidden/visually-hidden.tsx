// Words for the ear only: what the eye sees from place or shape. Its style is in base.css, needed on every page.

import type { ComponentChildren } from 'preact';

export function VisuallyHidden({ children }: { children: ComponentChildren }) {
  return <span class="visually-hidden">{children}</span>;
}
