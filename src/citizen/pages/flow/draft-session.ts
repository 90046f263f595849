// One opened draft: the newest text in memory, and where its saving stands. Without a screen; it outlives the page that
// shows it while something is unsaved (draft-sessions.ts).
//
// 1. "Saved" is said only of the newest text: an older save that ends later does not count.
// 2. What could not be saved stays here; the autosaver tries again by itself.
// 3. A save replaces the revision that this session knows. Over another tab's text it writes only what the citizen
//    wrote, or asked to keep, after being told of it.
// 4. A dropped session saves nothing more: another text has taken its place on the screen.

import type { Answers, Draft } from '../../../domain/application.ts';
import { refusalAfter } from '../../../domain/refusal.ts';
import { createAutosave } from '../../../offline/autosave.ts';
import {
  type ElsewhereReason,
  forgetLast,
  lookForDraft,
  prepareDraft,
  type SaveResult,
  type StoredDraft,
  saveDraft,
  sayLast,
} from '../../../offline/drafts.ts';
import { platform } from '../../../offline/environment.ts';

/** A failure is one of the store, or what another tab did to the draft, so that nothing is saved here any more. */
export type SaveState = 'unchanged' | 'saving' | 'saved' | Extract<SaveResult, { ok: false }>['reason'];

export interface SessionView {
  draft: Draft;
  saveState: SaveState;
  /** What another tab did to this draft, as far as this one has heard. */
  elsewhere: ElsewhereReason | undefined;
}

export interface DraftSession {
  view: () => SessionView;
  /** Puts answers in the place of earlier ones; undefined takes one away. */
  change: (answers: Answers) => void;
  keepTracking: (tracking: NonNullable<Draft['tracking']>) => void;
  /** Saves this text in the place of another tab's, after the citizen was told of that. */
  keepMine: () => Promise<void>;
  /** Saves now what is unsaved. @returns whether the newest text is on the disk */
  flush: () => Promise<boolean>;
  /** The page is being hidden or closed: keeps the text in this very task, because there may be no other, and saves it. */
  hide: () => void;
  /** Another tab has done something to the draft. */
  lookElsewhere: () => Promise<void>;
  isUnsaved: () => boolean;
  drop: () => void;
}

/** @param tell hears of every change of the text and of its saving */
export function openDraftSession(
  opened: StoredDraft,
  tell: (view: SessionView) => void,
  now: () => number = Date.now,
): DraftSession {
  let newest = opened.draft;
  let stored = opened.draft;
  let { revision } = opened;
  let saveState: SaveState = 'unchanged';
  let elsewhere: ElsewhereReason | undefined;
  let mayReplace = false;
  /** Beside the store, because the page was being hidden. */
  let hasSaidLast = false;
  let isDropped = false;

  const view = (): SessionView => ({ draft: newest, saveState, elsewhere });
  const show = (state: SaveState): void => {
    saveState = state;
    if (!isDropped) tell(view());
  };
  const took = (draft: Draft, result: SaveResult): SaveResult => {
    if (result.ok) {
      stored = draft;
      revision = result.revision;
      mayReplace = false;
      // The other text has been replaced; its tab is told.
      if (elsewhere === 'changed') elsewhere = undefined;
    } else if (isElsewhere(result.reason)) elsewhere = result.reason;
    return result;
  };
  const report = (result: SaveResult): void => {
    if (!result.ok) show(result.reason);
    else if (stored === newest) {
      show('saved');
      forget();
    }
  };
  const forget = (): void => {
    if (hasSaidLast) void forgetLast(newest.id);
    hasSaidLast = false;
  };
  const save = async (draft: Draft): Promise<SaveResult> => {
    if (isDropped || draft === stored) return { ok: true, revision };
    return took(draft, await saveDraft(draft, platform, mayReplace ? 'any' : revision));
  };
  const autosave = createAutosave(save, report);
  const put = (draft: Draft): void => {
    newest = { ...draft, changedAt: now() };
    mayReplace ||= elsewhere === 'changed';
    // A failure is not talked away by the next key; only a save that succeeds ends it.
    show(isFailure(saveState) ? saveState : 'saving');
    autosave.change(newest);
    void prepareDraft(newest);
  };

  return {
    view,
    change: (answers) =>
      put({
        ...newest,
        answers: { ...newest.answers, ...answers },
        refusal: refusalAfter(newest.refusal, Object.keys(answers)),
      }),
    keepTracking: (tracking) => put({ ...newest, tracking }),
    keepMine: async () => {
      put(newest);
      await autosave.flush();
    },
    flush: async () => {
      await autosave.flush();
      return stored === newest;
    },
    hide: () => {
      const draft = newest;
      if (isDropped || draft === stored) return;
      // What another tab has done the citizen was told of: then it is saved as always, or not at all.
      if (!elsewhere) {
        hasSaidLast = true;
        void sayLast(draft, opened.by);
      }
      // The page may only have been covered.
      void autosave.flush();
      void prepareDraft(draft);
    },
    lookElsewhere: async () => {
      const found = await lookForDraft(newest.id);
      if (isDropped || (found.state === 'stored' && found.revision === revision)) return;
      elsewhere = found.state === 'stored' ? 'changed' : found.state;
      // What was saved here is not what is on the disk now.
      show(saveState === 'saved' ? elsewhere : saveState);
    },
    isUnsaved: () => !isDropped && stored !== newest,
    drop: () => {
      isDropped = true;
      forget();
    },
  };
}

/** A failure of the store: the text is kept here, and tried again. */
export function isFailure(state: SaveState): state is 'quota' | 'unavailable' {
  return state === 'quota' || state === 'unavailable';
}

function isElsewhere(reason: SaveState): reason is ElsewhereReason {
  return reason === 'changed' || reason === 'sent' || reason === 'gone';
}
