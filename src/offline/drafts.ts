// Drafts: what is being written, saved at every change. Several at once; several tabs at once.
//
// F1  A save that has answered `ok` is on the disk (D1).
// F2  A failed save is a value, and the autosaver (autosave.ts) keeps the text until a later save succeeds.
// F3  A save replaces the revision that its writer knows, and no other: what was saved meanwhile, by another tab or an
//     earlier page, is replaced only by who was told of it (`any`). No clock is asked.
// F4  What has been sent or deleted does not come back as a draft because another tab still had it open.

import type { Draft } from '../domain/application.ts';
import type { SaveMark } from '../domain/last-word.ts';
import { announce, markSave } from './changes.ts';
import { read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { newId } from './ids.ts';
import { takeInLast, withLastWords } from './last-words-way.ts';
import type { DraftRecord } from './schema.ts';
import { noteFirstSave } from './storage.ts';
import { StorageFault, type StorageFaultReason } from './storage-fault.ts';

/**
 * What another tab did to the draft meanwhile: the text stays on the screen and nowhere else. `changed`: another text
 * is stored. `sent`, `gone`: it was sent, or deleted.
 */
export type ElsewhereReason = 'changed' | 'sent' | 'gone';

export type SaveResult =
  | { ok: true; revision: number }
  | { ok: false; reason: StorageFaultReason | ElsewhereReason };

/** The revision that a save may replace: the one given, the last that this page saw, or whatever is there. */
export type Over = number | 'seen' | 'any';

/** A draft and the count of its saves, by which its writer knows it again. */
export type StoredDraft = Omit<DraftRecord, 'id'>;

/** The revisions that this page has shown, so that it knows what another tab has changed since. */
const seen = new WeakMap<OfflineEnvironment, Map<string, number>>();

/** A new, empty draft, already saved. @throws StorageFault */
export async function createDraft(environment: OfflineEnvironment = platform): Promise<Draft> {
  const now = environment.now();
  return await putNew({ id: newId(environment), answers: {}, createdAt: now, changedAt: now }, environment);
}

/** Stores a draft under an id that is new. @throws StorageFault */
export async function putNew(draft: Draft, environment: OfflineEnvironment): Promise<Draft> {
  await write(environment, ['drafts'], (transaction) =>
    transaction.objectStore('drafts').put({ id: draft.id, revision: 1, draft }),
  );
  noteSaved(draft.id, 1, environment);
  return draft;
}

/** @throws StorageFault */
export async function readDraft(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<Draft | undefined> {
  return (await openDraft(id, environment))?.draft;
}

/** A draft with its revision, for who is going to save over it. @throws StorageFault */
export async function openDraft(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<StoredDraft | undefined> {
  await takeInLast(environment);
  const record = await read(environment, ['drafts'], (transaction) =>
    transaction.objectStore('drafts').get(id),
  );
  if (record) noteSeen(id, record.revision, environment);
  return record;
}

/** Where a draft is now. Does not count as having seen its text. @throws StorageFault */
export async function lookForDraft(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<{ state: 'stored'; revision: number } | { state: 'sent' | 'gone' }> {
  return await read(environment, ['drafts', 'outbox'], async (transaction) => {
    const [record, sent] = await Promise.all([
      transaction.objectStore('drafts').get(id),
      transaction.objectStore('outbox').index('by-draft').getKey(id),
    ]);
    if (record) return { state: 'stored', revision: record.revision };
    return { state: sent === undefined ? 'gone' : 'sent' };
  });
}

/** All drafts, newest change first. @throws StorageFault */
export async function listDrafts(environment: OfflineEnvironment = platform): Promise<Draft[]> {
  await takeInLast(environment);
  const records = await read(environment, ['drafts'], (transaction) =>
    transaction.objectStore('drafts').getAll(),
  );
  return records.map(({ draft }) => draft).sort((a, b) => b.changedAt - a.changedAt);
}

/** Saves a draft as it stands (F1, F2, F3, F4). */
export async function saveDraft(
  draft: Draft,
  environment: OfflineEnvironment = platform,
  over: Over = 'seen',
): Promise<SaveResult> {
  const known = typeof over === 'number' ? over : knownRevision(draft.id, environment);
  const by = markSave(environment);
  const result = await asResult(() =>
    write(environment, ['drafts', 'outbox'], async (transaction): Promise<SaveResult> => {
      const sent = await transaction.objectStore('outbox').index('by-draft').getKey(draft.id);
      if (sent !== undefined) return { ok: false, reason: 'sent' };
      const drafts = transaction.objectStore('drafts');
      const stored = await drafts.get(draft.id);
      // This save itself, whose end was not heard because the connection was lost (D3).
      if (stored && isSameDraft(stored.draft, draft)) return { ok: true, revision: stored.revision };
      if (!stored && known !== undefined) return { ok: false, reason: 'gone' };
      if (stored && stored.revision !== known && over !== 'any') return { ok: false, reason: 'changed' };
      const revision = Math.floor(stored?.revision ?? 0) + 1;
      await drafts.put({ id: draft.id, revision, draft, by });
      return { ok: true, revision };
    }),
  );
  if (result.ok) noteSaved(draft.id, result.revision, environment);
  return result;
}

/** Makes it sure that sayLast can put the draft in one task, whatever is typed until then. Never throws. */
export function prepareDraft(draft: Draft, environment: OfflineEnvironment = platform): Promise<void> {
  return withLastWords((words) => words.prepareLastWord(words.ofDraft(draft, environment), environment));
}

/**
 * Puts a draft beside the store, in this task: for a page that is going away, where nothing that waits is sure to come to
 * its end. The next start finds it (last-words.ts). A save follows, and forgetLast. Never throws.
 * @param over the mark of the draft as it was opened
 * @returns whether it is on the disk; undefined: it failed
 */
export function sayLast(
  draft: Draft,
  over: SaveMark | undefined,
  environment: OfflineEnvironment = platform,
): Promise<boolean | undefined> {
  return withLastWords((words) => words.putLastWord(words.ofDraft(draft, environment, over), environment));
}

/** A save holds what was said last. Never throws. */
export function forgetLast(id: string, environment: OfflineEnvironment = platform): Promise<void> {
  return withLastWords((words) => words.forgetLastWord({ store: 'drafts', id }, environment));
}

/** The revision of a draft that this page has shown or saved last: a later one is a text that it does not know. */
export function knownRevision(id: string, environment: OfflineEnvironment): number | undefined {
  return seen.get(environment)?.get(id);
}

/** This page has put the draft there, or read it, and knows its text. */
export function noteSeen(id: string, revision: number, environment: OfflineEnvironment): void {
  const known = seen.get(environment) ?? new Map<string, number>();
  seen.set(environment, known.set(id, revision));
}

function noteSaved(id: string, revision: number, environment: OfflineEnvironment): void {
  noteSeen(id, revision, environment);
  noteFirstSave(environment);
  announce({ kind: 'draft', id }, environment);
}

async function asResult(save: () => Promise<SaveResult>): Promise<SaveResult> {
  try {
    return await save();
  } catch (error) {
    if (error instanceof StorageFault) return { ok: false, reason: error.reason };
    throw error;
  }
}

function isSameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
