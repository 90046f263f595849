// Puts the focus on an element that comes with the next drawing: what was pressed may be gone by then.

import { useLayoutEffect, useRef } from 'preact/hooks';

/** @returns call it with the element's id, before the state is changed or right after */
export function useFocusNext(): (id: string) => void {
  const wanted = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const element = document.getElementById(wanted.current);
    if (!element) return;
    wanted.current = undefined;
    element.focus();
  });
  return (id) => {
    wanted.current = id;
  };
}
