// Reads something from the device's store for a page, and reads it again when this tab, another tab or the worker
// has changed it. A store that cannot be read is a state that the page shows, never an empty list.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { onChange } from '../../offline/changes.ts';

export type Stored<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'unreadable' };

/** @param load what to read; a new function (useCallback) reads anew */
export function useStored<T>(load: () => Promise<T>): Stored<T> {
  const [stored, setStored] = useState<Stored<T>>({ state: 'loading' });
  const newest = useRef(0);

  const read = useCallback(async () => {
    const mine = ++newest.current;
    try {
      const value = await load();
      if (mine === newest.current) setStored({ state: 'ready', value });
    } catch {
      if (mine === newest.current) setStored({ state: 'unreadable' });
    }
  }, [load]);

  useEffect(() => {
    void read();
    const stop = onChange(() => void read());
    return () => {
      newest.current++;
      stop();
    };
  }, [read]);

  return stored;
}
