// One thing being done to many cases, as the page shows and says it: start, quarters of long work and end are spoken, each in the place of
// the one before, and closing the tab in the middle is asked about.

import { useEffect, useRef, useState } from 'preact/hooks';
import { STAY_MS } from '../../../../ui/live-region/announcer.ts';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { type EachOutcome, type EachResult, type EachRow, runEach } from '../../../bulk/run-each.ts';
import { useTexts } from '../../../shell/texts.tsx';

type EachState =
  | { state: 'rest' }
  | { state: 'working'; done: number; total: number }
  | { state: 'over'; results: readonly EachResult[] };

export interface Each {
  now: EachState;
  run: (
    rows: readonly EachRow[],
    work: (row: EachRow) => Promise<EachOutcome>,
    /** Before the list is read anew. */
    onResults?: (results: readonly EachResult[]) => void,
  ) => Promise<void>;
  stop: () => void;
  clear: () => void;
}

/** So many are said by quarters; fewer are over soon enough. */
const MANY = 12;

export function useEach({
  onSessionEnded,
  onOver,
}: {
  onSessionEnded: () => void;
  /** Some of them are done: the list is not what it was. */
  onOver: () => Promise<unknown>;
}): Each {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [now, setNow] = useState<EachState>({ state: 'rest' });
  const isStopped = useRef(false);
  const saidAt = useRef(0);
  const say = (text: string): void => {
    saidAt.current = performance.now();
    announce(text, { matter: 'each' });
  };
  const isWorking = now.state === 'working';
  useEffect(() => {
    if (!isWorking) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isWorking]);
  useEffect(
    () => () => {
      isStopped.current = true;
    },
    [],
  );
  return {
    now,
    run: async (rows, work, onResults) => {
      const total = rows.length;
      isStopped.current = false;
      setNow({ state: 'working', done: 0, total });
      say(t('staff.bulk.working', { done: 0, total }));
      const quarter = Math.ceil(total / 4);
      const results = await runEach(rows, work, {
        onStep: (done) => {
          setNow({ state: 'working', done, total });
          const isQuarter = total >= MANY && done < total && done % quarter === 0;
          // Said sooner, it would still be heard when it is no longer so.
          if (isQuarter && performance.now() - saidAt.current >= STAY_MS)
            say(t('staff.bulk.working', { done, total }));
        },
        isStopped: () => isStopped.current,
      });
      onResults?.(results);
      setNow({ state: 'over', results });
      const doneCount = results.filter(({ outcome }) => outcome === 'done').length;
      say(t('staff.bulk.over', { done: doneCount, failed: total - doneCount }));
      if (results.some(({ outcome }) => outcome === 'signedOut')) onSessionEnded();
      else if (doneCount > 0) await onOver();
    },
    stop: () => {
      isStopped.current = true;
    },
    clear: () => setNow({ state: 'rest' }),
  };
}
