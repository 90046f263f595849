// While something of an answer is fetched: where the focus is, and what is said of the way.

import { useEffect, useRef } from 'preact/hooks';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';

/**
 * A button that goes away takes the focus with it: then the first of those that are there has it.
 * @param changes what makes buttons come and go
 * @returns to be called when somebody has pressed one of them
 */
export function useFocusKept(ids: readonly string[], changes: readonly unknown[]): () => void {
  const hasActed = useRef(false);
  useEffect(() => {
    if (!hasActed.current || document.activeElement !== document.body) return;
    const present = ids.map((id) => document.getElementById(id)).find((element) => element !== null);
    present?.focus();
  }, changes);
  return () => {
    hasActed.current = true;
  };
}

/** Says the beginning and every quarter of the way: not each percent. */
export function useQuarters(percent: number | undefined, words: string | undefined): void {
  const announce = useAnnounce();
  const quarter = percent === undefined ? undefined : Math.floor(percent / 25);
  const last = useRef<number | undefined>(undefined);
  useEffect(() => {
    const isNew = quarter !== undefined && quarter !== last.current;
    last.current = quarter;
    if (isNew && words) announce(words);
  }, [quarter]);
}
