// The outbox's acts of a citizen: send, cancel, mend, export, forget. The sender's acts are in sync.ts, the rules of
// an entry's life in domain/outbox.ts.
//
// B1  "Gönder" is one transaction: the entry is there and the draft is gone, or neither.
// B2  One "Gönder" is one entry: pressed twice, in two tabs, or again after a crash, it finds the first.
// B3  What was saved into the same draft meanwhile, in another tab or after "Gönder" was pressed, stays as a draft.
//     What another tab has sealed (seal-draft.ts, G3), deleted or taken back into a draft of its own is not sent from here.
// B4  Nothing leaves the outbox but by the citizen's act; cancel and mend put the draft back in the same transaction.

import type { Answers, Application, Draft } from '../domain/application.ts';
import { freeze, thaw } from '../domain/freeze.ts';
import { canCancel, initialOutboxState, type OutboxState, stepOutbox } from '../domain/outbox.ts';
import { type ApplicationRules, normaliseAnswers } from '../domain/validation.ts';
import type { Violation } from '../domain/violation.ts';
import { toBase64url, utf8 } from './base64url.ts';
import { announce } from './changes.ts';
import { read, type WriteTransaction, write } from './database.ts';
import { knownRevision, noteSeen } from './drafts.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { newId } from './ids.ts';
import { isIncomplete, SWEPT, sweep } from './recording-sweep.ts';
import type { DraftRecord, OutboxEntry } from './schema.ts';
import { noteFirstSave } from './storage.ts';
import { StorageFault, type StorageFaultReason } from './storage-fault.ts';
import { makeTracking } from './tracking.ts';

export type { OutboxEntry } from './schema.ts';

/** Tag of the Background Sync event; background-sync.ts answers it. */
export const BACKGROUND_SYNC_TAG = 'kopru-sync';

export type SendResult =
  | { ok: true; entry: OutboxEntry }
  | { ok: false; reason: 'violations'; violations: Violation[] }
  /** `gone`: another tab has sealed or deleted the draft. `incomplete`: a recording or file has not reached it (R6). */
  | { ok: false; reason: 'gone' | 'incomplete' | StorageFaultReason };

export interface Sending {
  locale: Application['locale'];
  rules: ApplicationRules;
}

/** "Gönder" (B1, B2, B3). A failure changes nothing: the draft is where it was. */
export async function sendDraft(
  draft: Draft,
  { locale, rules }: Sending,
  environment: OfflineEnvironment = platform,
): Promise<SendResult> {
  const revision = knownRevision(draft.id, environment);
  const tracking = draft.tracking ?? (await makeTracking(environment));
  const createdAt = environment.now();
  const copyId = newId(environment);
  const frozen = freeze(draft.answers, { writtenAtMs: createdAt, locale, trackingKey: tracking.key }, rules);
  if (!frozen.ok) return { ok: false, reason: 'violations', violations: frozen.violations };
  const made: OutboxEntry = {
    id: newId(environment),
    draftId: draft.id,
    application: frozen.application,
    body: frozen.body,
    digest: toBase64url(await environment.cryptography.sha256(utf8(frozen.body))),
    tracking,
    createdAt,
    status: initialOutboxState(),
  };
  try {
    const entry = await write(environment, ['drafts', 'outbox', 'recordings'], (transaction) =>
      putEntry(transaction, made, { ...draft, revision }, copyId, environment),
    );
    if (typeof entry === 'string') return { ok: false, reason: entry };
    noteFirstSave(environment);
    announceAll(environment, entry.id, draft.id);
    // A browser that refuses to wake the worker changes nothing: the page's own triggers send.
    environment.registerBackgroundSync(BACKGROUND_SYNC_TAG).catch(() => undefined);
    return { ok: true, entry };
  } catch (error) {
    if (error instanceof StorageFault) return { ok: false, reason: error.reason };
    throw error;
  }
}

/** The draft as it stood on the page when "Gönder" was pressed, and the revision that the page knew. */
type Pressed = Draft & { revision: number | undefined };

async function putEntry(
  transaction: WriteTransaction<('drafts' | 'outbox' | 'recordings')[]>,
  made: OutboxEntry,
  pressed: Pressed,
  copyId: string,
  environment: OfflineEnvironment,
): Promise<OutboxEntry | 'gone' | 'incomplete'> {
  const drafts = transaction.objectStore('drafts');
  const outbox = transaction.objectStore('outbox');
  const sent = await outbox.index('by-draft').getAll(made.draftId);
  const first = sent.find(({ application }) => isSame(thaw(application), thaw(made.application)));
  const stored = await drafts.get(made.draftId);
  // Asked now: this page may have sealed it since "Gönder" was pressed, without ever having saved it.
  const wasStored = knownRevision(made.draftId, environment) !== undefined;
  if (!stored && wasStored && sent.length === 0) return 'gone';
  if (isIncomplete(await transaction.objectStore('recordings').getAll(), made.draftId, pressed.answers))
    return 'incomplete';
  if (!first) await outbox.put(made);
  if (stored && !isOlder(stored, pressed)) await drafts.put(copyOf(stored, copyId));
  await drafts.delete(made.draftId);
  return first ?? made;
}

/**
 * Whether what is being sent holds everything that is stored: the same text, or the page's own text of before. In doubt
 * it does not, and the citizen finds one draft too many instead of one too few.
 */
function isOlder({ revision, draft }: DraftRecord, pressed: Pressed): boolean {
  if (isSame(draft.answers, pressed.answers)) return true;
  return revision === pressed.revision && draft.changedAt < pressed.changedAt;
}

/** Without the tracking code and the recordings: those belong to what is being sent. */
function copyOf({ draft }: DraftRecord, id: string): DraftRecord {
  const { tracking: _tracking, ...rest } = draft;
  const { attachments: _attachments, ...answers } = rest.answers;
  return { id, revision: 1, draft: { ...rest, id, answers } };
}

/** Everything that was sent or waits, oldest first. @throws StorageFault */
export async function listEntries(environment: OfflineEnvironment = platform): Promise<OutboxEntry[]> {
  const entries = await read(environment, ['outbox'], (transaction) =>
    transaction.objectStore('outbox').getAll(),
  );
  return entries.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** @throws StorageFault */
export function readEntry(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<OutboxEntry | undefined> {
  return read(environment, ['outbox'], (transaction) => transaction.objectStore('outbox').get(id));
}

/** Takes an entry back while the state cannot hold it yet (O3). @returns the draft, or undefined: it is too late */
export function cancelEntry(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<Draft | undefined> {
  return takeBack(id, (entry) => canCancel(entry.status), environment);
}

/** Somebody was asked about an old emergency: it is still to be sent. @throws StorageFault */
export async function confirmEntry(id: string, environment: OfflineEnvironment = platform): Promise<void> {
  const now = environment.now();
  await write(environment, ['outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const entry = await outbox.get(id);
    if (entry) await outbox.put({ ...entry, status: stepOutbox(entry.status, { kind: 'confirm' }, now) });
  });
  announce({ kind: 'outbox', id }, environment);
}

/** A refused entry becomes a draft to mend; sent again, it gets a new id. @returns undefined when it is not refused */
export function mendEntry(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<Draft | undefined> {
  return takeBack(id, ({ status }) => status.state === 'refused', environment);
}

// The draft has a new id, so that the page that sent it, still open in another tab, cannot write over it. The tracking
// code stays: the citizen may have noted it, and the server has never accepted anything under it.
async function takeBack(
  id: string,
  mayLeave: (entry: OutboxEntry) => boolean,
  environment: OfflineEnvironment,
): Promise<Draft | undefined> {
  const draftId = newId(environment);
  const changedAt = environment.now();
  const draft = await write(environment, ['drafts', 'outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const entry = await outbox.get(id);
    if (!entry || !mayLeave(entry)) return undefined;
    const { application, createdAt, tracking, status } = entry;
    const back: Draft = { id: draftId, answers: thaw(application), createdAt, changedAt, tracking };
    // What is to be mended is known only from here; nothing else keeps it.
    if (status.state === 'refused') back.refusal = { problem: status.problem, violations: status.violations };
    await transaction.objectStore('drafts').put({ id: draftId, revision: 1, draft: back });
    await outbox.delete(id);
    return back;
  });
  if (!draft) return undefined;
  noteSeen(draft.id, 1, environment);
  announceAll(environment, id, draft.id);
  return draft;
}

/** Deletes a refused entry, after the citizen was asked. @returns whether it was one. @throws StorageFault */
export function deleteRefused(id: string, environment: OfflineEnvironment = platform): Promise<boolean> {
  return remove(id, 'refused', environment);
}

/** Forgets an application that the state has confirmed, and its thread here. @returns whether it was confirmed */
export function forgetReceived(id: string, environment: OfflineEnvironment = platform): Promise<boolean> {
  return remove(id, 'received', environment);
}

async function remove(
  id: string,
  state: OutboxState['state'],
  environment: OfflineEnvironment,
): Promise<boolean> {
  const isRemoved = await write(environment, SWEPT, async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    if ((await outbox.get(id))?.status.state !== state) return false;
    await transaction.objectStore('threads').delete(id);
    await outbox.delete(id);
    await sweep(transaction);
    return true;
  });
  if (isRemoved) announce({ kind: 'outbox', id }, environment);
  return isRemoved;
}

function announceAll(environment: OfflineEnvironment, entryId: string, draftId: string): void {
  announce({ kind: 'outbox', id: entryId }, environment);
  announce({ kind: 'draft', id: draftId }, environment);
}

/** Whether two sets of answers say the same, in the form in which they would be sent. */
function isSame(a: Answers, b: Answers): boolean {
  return inOrder(normaliseAnswers(a)) === inOrder(normaliseAnswers(b));
}

function inOrder(answers: Answers): string {
  return JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
}
