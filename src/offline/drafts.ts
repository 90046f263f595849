// Drafts: what is being written, saved at every change. Several at once; several tabs at once.
//
// F1  A save that has answered `ok` is on the disk (D1).
// F2  A failed save is a value, and the autosaver keeps the text until a later save succeeds.
// F3  The later save wins; the other tab hears of it (changes.ts), and "Gönder" loses neither text (outbox.ts).
// F4  What has been sent does not come back as a draft because another tab still had it open.

import type { Draft } from '../domain/application.ts';
import { announce } from './changes.ts';
import { read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { newId } from './ids.ts';
import { noteFirstSave } from './storage.ts';
import { StorageFault, type StorageFaultReason } from './storage-fault.ts';

/** `sent`: another tab has sent this draft meanwhile; the text stays on the screen and nowhere else. */
export type SaveResult = { ok: true } | { ok: false; reason: StorageFaultReason | 'sent' };

/** From the first unsaved change, not from the last: who writes without a pause is saved too. */
const DELAY_MS = 400;
/** A full disk is asked again now and then; every further change asks too. */
const AGAIN_AFTER_FAILURE_MS = 5_000;

/** The revisions that this page has shown, so that it knows what another tab has changed since. */
const seen = new WeakMap<OfflineEnvironment, Map<string, number>>();

/** A new, empty draft, already saved. @throws StorageFault */
export async function createDraft(environment: OfflineEnvironment = platform): Promise<Draft> {
  const now = environment.now();
  const draft: Draft = { id: newId(environment), answers: {}, createdAt: now, changedAt: now };
  await write(environment, ['drafts'], (transaction) =>
    transaction.objectStore('drafts').put({ id: draft.id, revision: 1, draft }),
  );
  seenBy(environment).set(draft.id, 1);
  noteFirstSave(environment);
  announce({ kind: 'draft', id: draft.id }, environment);
  return draft;
}

/** @throws StorageFault */
export async function readDraft(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<Draft | undefined> {
  const record = await read(environment, ['drafts'], (transaction) =>
    transaction.objectStore('drafts').get(id),
  );
  if (record) seenBy(environment).set(id, record.revision);
  return record?.draft;
}

/** All drafts, newest change first. @throws StorageFault */
export async function listDrafts(environment: OfflineEnvironment = platform): Promise<Draft[]> {
  const records = await read(environment, ['drafts'], (transaction) =>
    transaction.objectStore('drafts').getAll(),
  );
  return records.map(({ draft }) => draft).sort((a, b) => b.changedAt - a.changedAt);
}

/** @throws StorageFault */
export async function deleteDraft(id: string, environment: OfflineEnvironment = platform): Promise<void> {
  await write(environment, ['drafts'], (transaction) => transaction.objectStore('drafts').delete(id));
  announce({ kind: 'draft', id }, environment);
}

/** Saves a draft as it stands (F1, F2, F3, F4). */
export async function saveDraft(
  draft: Draft,
  environment: OfflineEnvironment = platform,
): Promise<SaveResult> {
  try {
    const revision = await write(environment, ['drafts', 'outbox'], async (transaction) => {
      const sent = await transaction.objectStore('outbox').index('by-draft').getKey(draft.id);
      if (sent !== undefined) return undefined;
      const drafts = transaction.objectStore('drafts');
      const next = ((await drafts.get(draft.id))?.revision ?? 0) + 1;
      await drafts.put({ id: draft.id, revision: next, draft });
      return next;
    });
    if (revision === undefined) return { ok: false, reason: 'sent' };
    seenBy(environment).set(draft.id, revision);
  } catch (error) {
    if (error instanceof StorageFault) return { ok: false, reason: error.reason };
    throw error;
  }
  noteFirstSave(environment);
  announce({ kind: 'draft', id: draft.id }, environment);
  return { ok: true };
}

/** The revision of a draft that this page has shown or saved last: a later one is a text that it does not know. */
export function knownRevision(id: string, environment: OfflineEnvironment): number | undefined {
  return seenBy(environment).get(id);
}

function seenBy(environment: OfflineEnvironment): Map<string, number> {
  const known = seen.get(environment);
  if (known) return known;
  const made = new Map<string, number>();
  seen.set(environment, made);
  return made;
}

export interface Autosave {
  /** Takes the newest state of the draft. */
  change(draft: Draft): void;
  /** Saves what is unsaved now: before navigation and "Gönder", on pagehide and when the page is hidden. */
  flush(): Promise<void>;
}

/** @param onResult hears the outcome of each save; a failed one is tried again by itself */
export function createAutosave(
  save: (draft: Draft) => Promise<SaveResult>,
  onResult: (result: SaveResult) => void,
  environment: Pick<OfflineEnvironment, 'setTimer'> = platform,
): Autosave {
  let unsaved: Draft | undefined;
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

  const saveOnce = async (draft: Draft): Promise<void> => {
    const result = await save(draft);
    hasFailed = !result.ok && result.reason !== 'sent';
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
      // With nothing under way the save begins in this very task: on pagehide there may be no other.
      if (saving !== undefined) await saving;
      // What came while that was being saved; a failure leaves it to the timer.
      disarm();
      await saveNext();
    },
  };
}
