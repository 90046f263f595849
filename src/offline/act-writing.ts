// What the citizen does in a thread, on this device: prepared and saved at every change, sent like an application, mended
// when it was refused. The sender is acts.ts.
//
// Z1  An act that is prepared lies on the disk like a draft: nothing that was typed or recorded is lost, the last key
//     before the page goes included (last-words.ts).
// Z2  "Gönder" freezes it in one transaction; pressed twice, or in two tabs, it finds the first.
// Z3  Nothing leaves but by the citizen's act, and only while the state cannot hold it (O3).

import type { Attachment } from '../domain/attachment.ts';
import { canCancel, initialOutboxState } from '../domain/outbox.ts';
import {
  type ActInWriting,
  parseThreadAct,
  saidInAct,
  settledByAct,
  subjectOfAct,
  type ThreadAct,
} from '../domain/thread-act.ts';
import type { Violation } from '../domain/violation.ts';
import { listAllActs } from './acts.ts';
import { toBase64url, utf8 } from './base64url.ts';
import { announce, markSave } from './changes.ts';
import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { newId } from './ids.ts';
import { takeInLast, withLastWords } from './last-words-way.ts';
import { isIncomplete, SWEPT, sweep } from './recording-sweep.ts';
import type { ActRecord } from './schema.ts';

export type { ActRecord } from './schema.ts';

/** Of one application, oldest first. @throws StorageFault */
export async function listActs(
  applicationId: string,
  environment: OfflineEnvironment = platform,
): Promise<ActRecord[]> {
  await takeInLast(environment);
  const acts = (await listAllActs(environment)).filter((act) => act.applicationId === applicationId);
  const inWriting = acts.filter(({ status }) => status.state === 'writing');
  // Before anything can be typed: the first key may be the last before the page goes.
  await Promise.all(inWriting.map((record) => prepareAct(record, record.act, environment)));
  return acts;
}

export type NewAct = Pick<ActRecord, 'applicationId' | 'trackingKey' | 'act'>;

/** An act that is to be prepared, already stored (Z1). What is prepared of the same subject already is gone on with. */
export async function beginAct(
  { applicationId, trackingKey, act }: NewAct,
  environment: OfflineEnvironment = platform,
): Promise<ActRecord> {
  const id = newId(environment);
  const createdAt = environment.now();
  await takeInLast(environment);
  const begun = await write(environment, ['acts'], async (transaction) => {
    const acts = transaction.objectStore('acts');
    const found = (await acts.getAll()).find(
      (other) =>
        other.status.state === 'writing' &&
        other.applicationId === applicationId &&
        subjectOfAct(other.act) === subjectOfAct(act),
    );
    const record: ActRecord = found ?? {
      id,
      applicationId,
      trackingKey,
      act,
      body: '',
      digest: '',
      createdAt,
      status: { state: 'writing' },
    };
    if (!found) await acts.put(record);
    return record;
  });
  await prepareAct(begun, begun.act, environment);
  announce({ kind: 'thread', id: applicationId }, environment);
  return begun;
}

/** What can be changed of an act while it is prepared. */
export type ActChange = Pick<ActInWriting, 'text' | 'reason' | 'attachments'> & {
  score?: number | undefined;
};

/** Saves what is prepared (Z1). @returns false when it is sent or gone. @throws StorageFault */
export function saveAct(
  id: string,
  change: ActChange,
  environment: OfflineEnvironment = platform,
): Promise<boolean> {
  const by = markSave(environment);
  return write(environment, ['acts'], async (transaction) => {
    const acts = transaction.objectStore('acts');
    const record = await acts.get(id);
    if (record?.status.state !== 'writing') return false;
    await acts.put({ ...record, by, act: { ...record.act, ...change } });
    return true;
  });
}

/** A recording or file that is whole, when no page shows the act. @returns false when it is sent or gone. @throws StorageFault */
export async function attachToAct(
  id: string,
  attachment: Attachment,
  environment: OfflineEnvironment = platform,
): Promise<boolean> {
  const by = markSave(environment);
  const applicationId = await write(environment, ['acts'], async (transaction) => {
    const acts = transaction.objectStore('acts');
    const record = await acts.get(id);
    if (record?.status.state !== 'writing') return undefined;
    const { attachments = [] } = record.act;
    if (attachments.every((known) => known.id !== attachment.id))
      await acts.put({ ...record, by, act: { ...record.act, attachments: [...attachments, attachment] } });
    return record.applicationId;
  });
  if (applicationId !== undefined) announce({ kind: 'thread', id: applicationId }, environment);
  return applicationId !== undefined;
}

export type Opened = Pick<ActRecord, 'id' | 'by'>;

/** As prepareDraft (drafts.ts): before anything can be typed. Never throws. */
export function prepareAct(
  opened: Opened,
  change: ActChange,
  environment: OfflineEnvironment = platform,
): Promise<void> {
  return withLastWords((words) =>
    words.prepareLastWord(words.ofAct(opened, change, environment), environment),
  );
}

/** As sayLast (drafts.ts), in this task. Never throws. @param opened as the page has opened it */
export function sayLastInAct(
  opened: Opened,
  change: ActChange,
  environment: OfflineEnvironment = platform,
): Promise<boolean | undefined> {
  return withLastWords((words) => words.putLastWord(words.ofAct(opened, change, environment), environment));
}

/** A save holds what was said last. Never throws. */
export function forgetLastInAct(id: string, environment: OfflineEnvironment = platform): Promise<void> {
  return withLastWords((words) => words.forgetLastWord({ store: 'acts', id }, environment));
}

export type SentAct =
  | { ok: true; record: ActRecord }
  | { ok: false; reason: 'violations'; violations: Violation[] }
  /** `gone`: it was sent or thrown away elsewhere. `incomplete`: a recording or file has not reached it (R6). */
  | { ok: false; reason: 'gone' | 'incomplete' };

/** "Gönder" (Z2). A failure changes nothing. @param act what the page shows, which may be newer than what is saved */
export async function sendAct(
  { id, ...about }: NewAct & { id?: string },
  locale: ThreadAct['locale'],
  environment: OfflineEnvironment = platform,
): Promise<SentAct> {
  const createdAt = environment.now();
  const parsed = parseThreadAct({
    ...saidInAct(about.act),
    writtenAt: new Date(createdAt).toISOString(),
    locale,
  });
  if (!parsed.ok) return { ok: false, reason: 'violations', violations: parsed.violations };
  const body = JSON.stringify(parsed.act);
  const made: ActRecord = {
    ...about,
    id: id ?? newId(environment),
    body,
    digest: toBase64url(await environment.cryptography.sha256(utf8(body))),
    createdAt,
    status: initialOutboxState(),
  };
  const record = await write(environment, ['acts', 'recordings'], async (transaction) => {
    const acts = transaction.objectStore('acts');
    const stored = id === undefined ? undefined : await acts.get(id);
    if (stored && stored.status.state !== 'writing') return stored;
    if (!stored && id !== undefined) return 'gone';
    if (isIncomplete(await transaction.objectStore('recordings').getAll(), made.id, made.act))
      return 'incomplete';
    const settled = settledByAct(made.act);
    const sent =
      settled !== undefined &&
      (await acts.getAll()).find(
        ({ applicationId, act, status }) =>
          applicationId === made.applicationId &&
          settledByAct(act) === settled &&
          (status.state === 'waiting' || status.state === 'sending' || status.state === 'received'),
      );
    if (sent) return sent;
    await acts.put(made);
    return made;
  });
  announce({ kind: 'thread', id: about.applicationId }, environment);
  return typeof record === 'string' ? { ok: false, reason: record } : { ok: true, record };
}

/** Whether it may be changed or thrown away: it is prepared or refused, or the state cannot hold it yet (Z3). */
export function isOpen({ status }: ActRecord): boolean {
  return status.state === 'writing' || status.state === 'refused' || canCancel(status);
}

/**
 * What was refused, or has not gone yet, is prepared again under a new id, with all that was typed and recorded.
 * @param as what it shall be now, where it can no longer be what it was
 * @returns undefined: it is too late. @throws StorageFault
 */
export async function mendAct(
  id: string,
  as: ActInWriting | undefined = undefined,
  environment: OfflineEnvironment = platform,
): Promise<ActRecord | undefined> {
  const fresh = newId(environment);
  const mended = await write(environment, ['acts'], async (transaction) => {
    const acts = transaction.objectStore('acts');
    const record = await acts.get(id);
    if (!record || !isOpen(record)) return undefined;
    const act = as ?? record.act;
    const back: ActRecord = { ...record, id: fresh, act, body: '', digest: '', status: { state: 'writing' } };
    await acts.delete(id);
    await acts.put(back);
    return back;
  });
  if (mended) announce({ kind: 'thread', id: mended.applicationId }, environment);
  return mended;
}

/** Throws an act away with its recordings (Z3). @returns whether it could be. @throws StorageFault */
export async function dropAct(id: string, environment: OfflineEnvironment = platform): Promise<boolean> {
  const dropped = await write(environment, SWEPT, async (transaction) => {
    const acts = transaction.objectStore('acts');
    const record = await acts.get(id);
    if (!record || !isOpen(record)) return undefined;
    await acts.delete(id);
    await sweep(transaction);
    return record;
  });
  if (dropped) announce({ kind: 'thread', id: dropped.applicationId }, environment);
  return dropped !== undefined;
}
