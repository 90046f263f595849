// A button that has done its work, or whose matter has gone by itself, goes from under the focus. Then the heading of its part
// takes the focus, and the person stays where they were; on <body>, a screen reader begins at the top and says nothing.

import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** @returns for the part, whose h2 takes a focus (`tabIndex={-1}`); to be called by whatever draws what goes */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const part = useRef<HTMLElement>(null);
  // Before this drawing changes anything.
  const hadFocus = part.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (hadFocus && document.activeElement === document.body)
      part.current?.querySelector<HTMLElement>('h2')?.focus();
  });
  return part;
}
