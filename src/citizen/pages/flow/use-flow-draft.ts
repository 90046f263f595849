// The draft of a flow page: read once, then held by a session that saves it.
//
// 1. Nothing waits for a timer when the page is hidden, left or closed.
// 2. While the newest text cannot be saved, the browser asks before the page is closed.
// 3. What another tab did to the draft is said; it is never read over what stands on this screen by itself.

import { useEffect, useRef, useState } from 'preact/hooks';
import { onChange } from '../../../offline/changes.ts';
import { listDrafts, readDraft } from '../../../offline/drafts.ts';
import { type DraftSession, openDraftSession, type SaveState, type SessionView } from './draft-session.ts';
import { withoutOldNotice } from './notice-version.ts';

type NotOpen = { state: 'loading' | 'missing' | 'unreadable' };
type Opened = { state: 'ready' } & SessionView & Omit<DraftSession, 'drop'>;

export type OpenDraft = Opened & {
  /** What another tab did to this draft; `gone`: it was sent or deleted there. */
  elsewhere: 'changed' | 'gone' | undefined;
  /** Takes the other tab's text instead of this one's. */
  reload: () => void;
};

export type FlowDraft = NotOpen | OpenDraft;

export function useFlowDraft(id: string): FlowDraft {
  const [view, setView] = useState<NotOpen | Opened>({ state: 'loading' });
  const [elsewhere, setElsewhere] = useState<'changed' | 'gone'>();
  const [reading, setReading] = useState(0);
  const session = useRef<DraftSession | undefined>(undefined);

  // `reading` counts the reloads, and each begins anew.
  useEffect(() => {
    let isGone = false;
    const open = async (): Promise<void> => {
      const stored = await readDraft(id);
      if (isGone) return;
      setElsewhere(undefined);
      if (!stored) return setView({ state: 'missing' });
      const draft = { ...stored, answers: withoutOldNotice(stored.answers) };
      const opened = openDraftSession(draft, (shown) => {
        // The last save of a draft that has been left must not bring it back on the screen.
        if (session.current === opened) setView({ state: 'ready', ...opened, ...shown });
      });
      session.current = opened;
      setView({ state: 'ready', ...opened, draft, saveState: 'unchanged' });
    };
    open().catch(() => {
      if (!isGone) setView({ state: 'unreadable' });
    });
    return () => {
      isGone = true;
      const left = session.current;
      session.current = undefined;
      void left?.flush();
    };
  }, [id, reading]);

  useEffect(() => saveWhenHidden(() => void session.current?.flush()), []);
  useEffect(() => followOtherTabs(id, setElsewhere), [id]);
  const isUnsaved = view.state === 'ready' && isFailure(view.saveState);
  useEffect(() => (isUnsaved ? askBeforeClosing() : undefined), [isUnsaved]);

  if (view.state !== 'ready') return view;
  return {
    ...view,
    elsewhere: view.saveState === 'sent' ? 'gone' : elsewhere,
    reload: () => {
      session.current?.drop();
      session.current = undefined;
      setReading((count) => count + 1);
    },
  };
}

export function isFailure(state: SaveState): state is 'quota' | 'unavailable' {
  return state === 'quota' || state === 'unavailable';
}

/** Phones end a hidden page without asking; nothing later than this is sure to run. */
function saveWhenHidden(save: () => void): () => void {
  const saveHidden = (): void => {
    if (document.visibilityState === 'hidden') save();
  };
  addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', saveHidden);
  return () => {
    removeEventListener('pagehide', save);
    document.removeEventListener('visibilitychange', saveHidden);
  };
}

function askBeforeClosing(): () => void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  addEventListener('beforeunload', ask);
  return () => removeEventListener('beforeunload', ask);
}

/** The draft is looked for in the list instead of read: reading it would count as having seen the other tab's text. */
function followOtherTabs(id: string, tell: (what: 'changed' | 'gone') => void): () => void {
  let isStopped = false;
  const look = async (): Promise<void> => {
    const drafts = await listDrafts();
    if (!isStopped) tell(drafts.some((draft) => draft.id === id) ? 'changed' : 'gone');
  };
  const stop = onChange((change) => {
    // A store that cannot be read just now is told of by the next save.
    if (change.kind === 'draft' && change.id === id && change.isElsewhere) look().catch(() => undefined);
  });
  return () => {
    isStopped = true;
    stop();
  };
}
