// Reads something from the device's store for a page, and reads it again when this tab, another tab or the worker
// has changed it. A store that cannot be read is a state that the page shows, never an empty list.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { onChange } from '../../offline/changes.ts';

export type Stored<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'unreadable' };

/**
 * A value is shown although a newer one is being read: where changes come faster than a busy device reads, there would be none.
 * @param load what to read; a new function (useCallback) reads anew
 */
export function useStored<T>(load: () => Promise<T>): Stored<T> {
  const [stored, setStored] = useState<Stored<T>>({ state: 'loading' });
  const asked = useRef(0);
  const shown = useRef(0);

  const read = useCallback(async () => {
    const mine = ++asked.current;
    const found: Stored<T> = await load().then(
      (value) => ({ state: 'ready', value }),
      () => ({ state: 'unreadable' }),
    );
    if (mine <= shown.current) return;
    shown.current = mine;
    setStored(found);
  }, [load]);

  useEffect(() => {
    void read();
    const stop = onChange(() => void read());
    return () => {
      // What was asked for before answers another question.
      shown.current = asked.current;
      stop();
    };
  }, [read]);

  return stored;
}
