// The drafts that this tab holds: one session for each, whatever page is shown.
//
// 1. A session whose newest text is not on the disk stays when its page is left, goes on trying, and is what the citizen
//    finds on coming back. There are never two over one draft, so no older text can be written over a newer one.
// 2. Nothing waits for a timer when the tab is hidden or closed.
// 3. While a text cannot be saved, the browser asks before the tab is closed, from whatever page.
// 4. While a draft is held, no other tab takes the app's files away (writing-lock.ts).

import { onChange } from '../../../offline/changes.ts';
import { openDraft, prepareDraft } from '../../../offline/drafts.ts';
import { holdWritingLock } from '../../shell/writing-lock.ts';
import { type DraftSession, openDraftSession, type SessionView } from './draft-session.ts';
import { withoutOldNotice } from './notice-version.ts';

interface Held {
  session: DraftSession;
  /** The page that shows it. */
  shownBy: ((view: SessionView) => void) | undefined;
}

const held = new Map<string, Held>();
let stopListening: (() => void) | undefined;
let stopAsking: (() => void) | undefined;

/** The draft's session: the one that is held, or a new one over what is stored. @throws StorageFault */
export async function takeDraft(id: string): Promise<DraftSession | undefined> {
  const known = held.get(id);
  if (known) return known.session;
  const stored = await openDraft(id);
  const draft = stored && { ...stored.draft, answers: withoutOldNotice(stored.draft.answers) };
  // Before anything can be typed: the first key may be the last before the page goes.
  if (draft) await prepareDraft(draft);
  const meanwhile = held.get(id);
  if (meanwhile || !draft) return meanwhile?.session;
  const opened: Held = {
    session: openDraftSession({ ...stored, draft }, (view) => {
      opened.shownBy?.(view);
      if (!opened.shownBy && !opened.session.isUnsaved()) letGoOfDraft(id);
      update();
    }),
    shownBy: undefined,
  };
  held.set(id, opened);
  update();
  return opened.session;
}

/** @returns leaves the draft: it is let go when the newest text is on the disk */
export function showDraft(id: string, show: (view: SessionView) => void): () => void {
  const shown = held.get(id);
  if (shown) shown.shownBy = show;
  return () => {
    if (!shown || shown.shownBy !== show) return;
    shown.shownBy = undefined;
    void leave(id, shown);
  };
}

/** The page that asked for the draft has been left before it came. */
export function leaveUnshownDraft(id: string): void {
  const unshown = held.get(id);
  if (unshown && !unshown.shownBy) void leave(id, unshown);
}

async function leave(id: string, left: Held): Promise<void> {
  // That it was sent or deleted elsewhere stood on the page that is being left, and what to do about it.
  const { elsewhere } = left.session.view();
  const isGone = elsewhere === 'sent' || elsewhere === 'gone';
  if (!isGone && !(await left.session.flush())) return;
  if (!left.shownBy && held.get(id) === left) letGoOfDraft(id);
}

/** The draft was sent or deleted here, or another text has taken its place: nothing more is saved. */
export function letGoOfDraft(id: string): void {
  held.get(id)?.session.drop();
  held.delete(id);
  update();
}

/** Everything on this device is being thrown away: nothing more is saved. */
export function letGoOfAllDrafts(): void {
  for (const id of [...held.keys()]) letGoOfDraft(id);
}

/** Saves whatever is unsaved in this tab. @returns whether all of it is on the disk */
export async function flushDrafts(): Promise<boolean> {
  const saved = await Promise.all([...held.values()].map(({ session }) => session.flush()));
  return saved.every((isSaved) => isSaved);
}

/** Whether a text of this tab could not be saved. */
export function hasUnsavedDraft(): boolean {
  return [...held.values()].some(({ session }) => {
    const { saveState } = session.view();
    return session.isUnsaved() && saveState !== 'saving';
  });
}

function update(): void {
  if (held.size > 0) stopListening ??= listen();
  else {
    stopListening?.();
    stopListening = undefined;
  }
  if (hasUnsavedDraft()) stopAsking ??= askBeforeClosing();
  else {
    stopAsking?.();
    stopAsking = undefined;
  }
}

function listen(): () => void {
  const hide = (): void => {
    for (const { session } of held.values()) session.hide();
  };
  // Phones end a hidden page without asking; nothing later than this is sure to run.
  const hideIfHidden = (): void => {
    if (document.visibilityState === 'hidden') hide();
  };
  addEventListener('pagehide', hide);
  document.addEventListener('visibilitychange', hideIfHidden);
  const stopHearing = onChange(({ kind, id, isElsewhere }) => {
    // A store that cannot be read just now is told of by the next save.
    if (kind === 'draft' && isElsewhere)
      held
        .get(id)
        ?.session.lookElsewhere()
        .catch(() => undefined);
  });
  const letGo = holdWritingLock();
  return () => {
    removeEventListener('pagehide', hide);
    document.removeEventListener('visibilitychange', hideIfHidden);
    stopHearing();
    letGo();
  };
}

function askBeforeClosing(): () => void {
  const ask = (event: BeforeUnloadEvent): void => {
    // Whoever takes the way out (modes/leave.ts) has hidden the page and must not be asked.
    if (!document.documentElement.hidden) event.preventDefault();
  };
  addEventListener('beforeunload', ask);
  return () => removeEventListener('beforeunload', ask);
}
