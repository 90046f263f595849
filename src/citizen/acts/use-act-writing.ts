// What the citizen types into an act is kept on the device at every change, like a draft, until it is sent or given up.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Violation } from '../../domain/violation.ts';
import {
  type ActChange,
  type ActRecord,
  dropAct,
  forgetLastInAct,
  prepareAct,
  saveAct,
  sayLastInAct,
  sendAct,
} from '../../offline/act-writing.ts';
import { createAutosave } from '../../offline/autosave.ts';
import { StorageFault, type StorageFaultReason } from '../../offline/storage-fault.ts';
import { hurry } from '../../offline/sync.ts';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';

export interface ActWritingOptions {
  /** The citizen has just opened it: its first control takes the focus, once. */
  takesFocus: { current: boolean };
  /** Id of that control. */
  firstId: string;
  onWrong: (violations: readonly Violation[]) => void;
  /** Sent or deleted in another window. */
  onElsewhere: () => void;
  /** A recording or file that was begun here has not reached it. */
  onIncomplete: () => void;
  /** Sent, or given up. */
  onDone: () => void;
}

export interface ActWriting {
  /** As saved when it was opened, with what was typed since. */
  act: ActRecord['act'];
  type: (change: ActChange) => void;
  /** The same, and on the disk at once: recordings that nothing names are swept. */
  keep: (change: ActChange) => void;
  send: () => Promise<void>;
  drop: () => Promise<void>;
  /** Why something is not on the disk. */
  failure: StorageFaultReason | undefined;
}

type Saved = { ok: true } | { ok: false; reason: StorageFaultReason };

export function useActWriting(record: ActRecord, options: ActWritingOptions): ActWriting {
  const { takesFocus, firstId, onWrong, onElsewhere, onIncomplete, onDone } = options;
  const { locale } = useTexts();
  const [typed, setTyped] = useState<ActChange>({});
  // A file takes a while to come, and something is typed meanwhile.
  const newest = useRef(typed);
  const saved = useRef(typed);
  /** Beside the store, because the page was being hidden. */
  const hasSaidLast = useRef(false);
  const [unsaved, setUnsaved] = useState<StorageFaultReason>();
  const { failure, run } = useStoreAct();
  const [autosave] = useState(() =>
    createAutosave<ActChange, Saved>(
      async (change) => {
        const result = await save(record.id, change);
        if (result.ok) saved.current = change;
        return result;
      },
      (result) => {
        setUnsaved(result.ok ? undefined : result.reason);
        if (saved.current === newest.current && hasSaidLast.current) void forgetLastInAct(record.id);
        if (saved.current === newest.current) hasSaidLast.current = false;
      },
    ),
  );
  useEffect(() => {
    if (takesFocus.current) document.getElementById(firstId)?.focus();
    takesFocus.current = false;
    // A page that is put away may not come back, and nothing later than this is sure to run.
    const hide = (): void => {
      if (saved.current !== newest.current) {
        hasSaidLast.current = true;
        void sayLastInAct(record, newest.current);
        void prepareAct(record, newest.current);
      }
      void autosave.flush();
    };
    const hideIfHidden = (): void => {
      if (document.visibilityState === 'hidden') hide();
    };
    addEventListener('pagehide', hide);
    document.addEventListener('visibilitychange', hideIfHidden);
    return () => {
      removeEventListener('pagehide', hide);
      document.removeEventListener('visibilitychange', hideIfHidden);
      void autosave.flush();
    };
  }, []);
  const act = { ...record.act, ...typed };
  const type = (change: ActChange): void => {
    newest.current = { ...newest.current, ...change };
    setTyped(newest.current);
    autosave.change(newest.current);
    void prepareAct(record, newest.current);
  };
  return {
    act,
    type,
    keep(change) {
      type(change);
      void autosave.flush();
    },
    send: () =>
      run(async () => {
        await autosave.flush();
        const sent = await sendAct({ ...record, act: { ...record.act, ...newest.current } }, locale);
        if (sent.ok) {
          onDone();
          void hurry();
        } else if (sent.reason === 'violations') onWrong(sent.violations);
        else if (sent.reason === 'incomplete') onIncomplete();
        else onElsewhere();
      }),
    drop: () =>
      run(async () => {
        await autosave.flush();
        await dropAct(record.id);
        onDone();
      }),
    failure: failure ?? unsaved,
  };
}

async function save(id: string, change: ActChange): Promise<Saved> {
  try {
    await saveAct(id, change);
    return { ok: true };
  } catch (fault) {
    if (fault instanceof StorageFault) return { ok: false, reason: fault.reason };
    throw fault;
  }
}
