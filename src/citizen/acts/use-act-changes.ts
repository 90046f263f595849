// Hears each change of what was sent, once; not what stands there when the page is opened.

import { useEffect, useRef } from 'preact/hooks';
import type { ActRecord } from '../../offline/act-writing.ts';

/** @param records undefined until they have been read */
export function useActChanges<Act extends ActRecord>(
  records: readonly Act[] | undefined,
  onChange: (record: Act) => void,
): void {
  const last = useRef<ReadonlyMap<string, string> | undefined>(undefined);
  const places = records?.map(({ id, status }) => `${id} ${status.state}`).join();
  useEffect(() => {
    if (!records) return;
    const before = last.current;
    last.current = new Map(records.map(({ id, status }) => [id, status.state]));
    if (!before) return;
    for (const record of records) {
      const { state } = record.status;
      if (state !== 'writing' && before.get(record.id) !== state) onChange(record);
    }
  }, [places]);
}
