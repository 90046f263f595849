// Saves the newest state of a draft (or of an act that is prepared) soon after each change, one save at a time, and keeps what could not be saved.
//
// F2  A failed save is a value; the text is kept, and tried again by itself, until a later save succeeds.

import type { Draft } from '../domain/application.ts';
import type { SaveResult } from './drafts.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import type { StorageFaultReason } from './storage-fault.ts';

/** From the first unsaved change, not from the last: who writes without a pause is saved too. */
const DELAY_MS = 400;
/** A full disk is asked again now and then; every further change asks too. */
const AGAIN_AFTER_FAILURE_MS = 5_000;

/** What a save has come to: `quota` and `unavailable` are tried again by themselves, other reasons are not. */
type Outcome = { ok: true } | { ok: false; reason: StorageFaultReason | string };

export interface Autosave<T = Draft> {
  /** Takes the newest state of the draft. */
  change(draft: T): void;
  /** Saves what is unsaved now: before navigation and "Gönder". */
  flush(): Promise<void>;
}

/** @param onResult hears the outcome of each save; a failed one is tried again by itself */
export function createAutosave<T = Draft, R extends Outcome = SaveResult>(
  save: (draft: T) => Promise<R>,
  onResult: (result: R) => void,
  environment: Pick<OfflineEnvironment, 'setTimer'> = platform,
): Autosave<T> {
  let unsaved: T | undefined;
  let saving: Promise<void> | undefined;
  let cancelTimer: (() => void) | undefined;
  let hasFailed = false;

  const disarm = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
  };
  const arm = (delayMs: number): void => {
    cancelTimer ??= environment.setTimer(() => {
      cancelTimer = undefined;
      void saveNext();
    }, delayMs);
  };

  const saveOnce = async (draft: T): Promise<void> => {
    const result = await save(draft);
    // What another tab did to the draft does not pass by itself: the citizen decides, not the timer.
    hasFailed = !result.ok && (result.reason === 'quota' || result.reason === 'unavailable');
    // A newer change that came meanwhile holds everything that this one held.
    if (hasFailed) unsaved ??= draft;
    if (unsaved) arm(hasFailed ? AGAIN_AFTER_FAILURE_MS : DELAY_MS);
    onResult(result);
  };

  const saveNext = (): Promise<void> => {
    if (saving !== undefined) return saving;
    const draft = unsaved;
    if (!draft) return Promise.resolve();
    unsaved = undefined;
    saving = saveOnce(draft).finally(() => {
      saving = undefined;
    });
    return saving;
  };

  return {
    change(draft) {
      unsaved = draft;
      if (hasFailed) disarm();
      hasFailed = false;
      arm(DELAY_MS);
    },
    async flush() {
      disarm();
      if (saving !== undefined) await saving;
      // What came while that was being saved; a failure leaves it to the timer.
      disarm();
      await saveNext();
    },
  };
}
