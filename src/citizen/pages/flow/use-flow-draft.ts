// The draft of a flow page, as the tab holds it (draft-sessions.ts). What another tab did to the draft is said; it is
// never read over what stands on this screen by itself.

import { useEffect, useState } from 'preact/hooks';
import type { DraftSession, SessionView } from './draft-session.ts';
import { leaveUnshownDraft, letGoOfDraft, showDraft, takeDraft } from './draft-sessions.ts';

type NotOpen = { state: 'loading' | 'missing' | 'unreadable' };
type Opened = { state: 'ready' } & SessionView &
  Pick<
    DraftSession,
    'view' | 'change' | 'keepTracking' | 'keepMine' | 'lookElsewhere' | 'flush' | 'isUnsaved'
  >;

export type OpenDraft = Opened & {
  /** Takes the other tab's text instead of this one's. */
  reload: () => void;
  /** The draft has been sent, or goes on under another id: nothing of it is saved any more. */
  letGo: () => void;
};

export type FlowDraft = NotOpen | OpenDraft;

export function useFlowDraft(id: string): FlowDraft {
  const [view, setView] = useState<NotOpen | Opened>({ state: 'loading' });
  const [reading, setReading] = useState(0);

  // `reading` counts the reloads, and each begins anew.
  useEffect(() => {
    let isGone = false;
    let leave = (): void => undefined;
    const open = async (): Promise<void> => {
      const session = await takeDraft(id);
      if (isGone) return leaveUnshownDraft(id);
      if (!session) return setView({ state: 'missing' });
      const show = (shown: SessionView): void => setView({ state: 'ready', ...session, ...shown });
      leave = showDraft(id, show);
      show(session.view());
    };
    open().catch(() => {
      if (!isGone) setView({ state: 'unreadable' });
    });
    return () => {
      isGone = true;
      leave();
    };
  }, [id, reading]);

  if (view.state !== 'ready') return view;
  const letGo = (): void => letGoOfDraft(id);
  return {
    ...view,
    letGo,
    reload: () => {
      letGo();
      setReading((count) => count + 1);
    },
  };
}
