// One opened draft: the newest text in memory, and where its saving stands. Without a screen.
//
// 1. "Saved" is said only of the newest text: an older save that ends later does not count.
// 2. What could not be saved stays here; the autosaver tries again by itself.
// 3. A dropped session saves nothing more: another text has taken its place on the screen.

import type { Answers, Draft } from '../../../domain/application.ts';
import { createAutosave, type SaveResult, saveDraft } from '../../../offline/drafts.ts';

/** `sent`: another tab has sent the draft meanwhile, so nothing is saved here any more. */
export type SaveState = 'unchanged' | 'saving' | 'saved' | 'quota' | 'unavailable' | 'sent';

export interface SessionView {
  draft: Draft;
  saveState: SaveState;
}

export interface DraftSession {
  /** Puts answers in the place of earlier ones; undefined takes one away. */
  change: (answers: Answers) => void;
  keepTracking: (tracking: NonNullable<Draft['tracking']>) => void;
  /** Saves now what is unsaved. @returns whether the newest text is on the disk */
  flush: () => Promise<boolean>;
  drop: () => void;
}

/** @param show hears of every change of the text and of its saving */
export function openDraftSession(
  opened: Draft,
  show: (view: SessionView) => void,
  now: () => number = Date.now,
): DraftSession {
  let newest = opened;
  let stored = opened;
  let saveState: SaveState = 'unchanged';
  let isDropped = false;

  const tell = (state: SaveState): void => {
    saveState = state;
    if (!isDropped) show({ draft: newest, saveState });
  };
  const save = async (draft: Draft): Promise<SaveResult> => {
    if (isDropped) return { ok: true };
    const result = await saveDraft(draft);
    if (result.ok) stored = draft;
    return result;
  };
  const autosave = createAutosave(save, (result) => {
    if (!result.ok) tell(result.reason);
    else if (stored === newest) tell('saved');
  });
  const put = (draft: Draft): void => {
    newest = { ...draft, changedAt: now() };
    // A failure is not talked away by the next key; only a save that succeeds ends it.
    tell(saveState === 'unchanged' || saveState === 'saved' ? 'saving' : saveState);
    autosave.change(newest);
  };

  return {
    change: (answers) => put({ ...newest, answers: { ...newest.answers, ...answers } }),
    keepTracking: (tracking) => put({ ...newest, tracking }),
    flush: async () => {
      await autosave.flush();
      return stored === newest;
    },
    drop: () => {
      isDropped = true;
    },
  };
}
