// What can be named, read once when the form is there. Who types faster than it comes has named one all the same.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Result } from '../staff-call.ts';
import type { Named } from './find-named.ts';

export interface Directory {
  /** undefined until it has come, null where it cannot be had. */
  all: readonly Named[] | null | undefined;
  /** When it has. */
  coming: { current: Promise<readonly Named[] | null> };
}

/** @param onRead absent where nothing is to be named */
export function useNamed(onRead: (() => Promise<Result<Named[]>>) | undefined): Directory {
  const [all, setAll] = useState<readonly Named[] | null | undefined>(onRead ? undefined : []);
  const coming = useRef<Promise<readonly Named[] | null>>(Promise.resolve([]));
  useEffect(() => {
    if (!onRead) return;
    coming.current = onRead().then((read) => (read.ok ? read.value : null));
    void coming.current.then(setAll);
  }, []);
  return { all, coming };
}
