// What a page does with sealed entries: it sends them with their attachments, opens the answers to its own, verifies the receipts, and
// forgets what is done. The worker sends both as well (background-sync.ts) and leaves the answers as they came: opening them wants the
// cryptography, which it would have to carry.
//
// H1  An own entry goes only with a verified receipt for its own id and digest (invariant 4), and each attachment with one
//     of its own. An answer that does not hold counts as "may have arrived": sent again.
// H2  What was received leaves no history: entry, key and chunks go in one transaction. Where an attachment was refused, the entry
//     stays until that was read.
// H3 to H5 are sealed-chunks.ts's. A page that the server or the line has asked for time keeps to that until the situation has changed.

import * as v from 'valibot';
import { waitMs } from '../domain/outbox.ts';
import { acceptedSchema, type ReceiptKey } from '../domain/wire.ts';
import { openAnswer } from '../sealing/answer.ts';
import { fromBase64url } from './base64url.ts';
import type { OfflineEnvironment } from './environment.ts';
import { refreshOperator } from './operator.ts';
import { readOperator } from './operator-store.ts';
import { type ReceiptVerification, verifyReceipt } from './receipt.ts';
import { endAttachment, sendAttachments, type Verify } from './sealed-chunks.ts';
import { change, forgetSealed } from './sealed-entries.ts';
import type { OwnParcel, SealedAttachment, SealedEntry } from './sealed-schema.ts';
import { sendSealed } from './sealed-sending.ts';
import { isUnsent, listSealed, listWaiting } from './sealed-waiting.ts';
import type { AskedLine } from './upload-acts.ts';
import { verifyUploadReceipt } from './upload-receipt.ts';
import type { UploadReport, UploadRound } from './uploads.ts';

const RETRY_MS = 60_000;

const WAITING = { state: 'waiting' as const, attempts: 1, mayHaveArrived: true, isPaused: false };

/** Until when the server has asked this page to leave it alone with attachments: a new one begins hurried. Milliseconds. */
const pausedUntil = new WeakMap<OfflineEnvironment, number>();

/** For the holder of the sender's lock. @throws StorageFault */
export async function sendSealedEntries(
  round: UploadRound,
  environment: OfflineEnvironment,
): Promise<UploadReport> {
  const isSilent = await sendSealed(round, environment);
  const settled = isSilent ? 'silent' : await settle(round, environment);
  const now = environment.now();
  const waits = (await listWaiting(environment)).flatMap(({ status }) =>
    status.state === 'received' ? [] : [waitMs(status, now) ?? 0],
  );
  if (typeof settled === 'number') waits.push(settled);
  return {
    isOffline: settled === 'silent',
    waitMs: waits.length > 0 ? Math.min(...waits) : undefined,
  };
}

/** @returns milliseconds until it goes on, where something is left */
async function settle(
  { isHurried, ...line }: UploadRound,
  environment: OfflineEnvironment,
): Promise<'done' | 'silent' | number> {
  const notBefore = isHurried ? 0 : (pausedUntil.get(environment) ?? 0);
  let pauseMs = waitMs({ ...WAITING, notBefore }, environment.now()) ?? 0;
  let isDone = true;
  for (const entry of await listSealed(environment)) {
    if (entry.status.state !== 'received') continue;
    // A carrier keeps the answer as it is, and hands it back.
    if (entry.own && !(await openReceipt(entry.parcel, entry.own, entry.status.receipt, environment)).ok) {
      await change(entry.parcel, sendAgain(environment.now() + RETRY_MS), environment);
      continue;
    }
    const sent = await finish(entry, pauseMs, line, environment);
    if (sent === 'silent') return sent;
    if (sent === 'done') continue;
    isDone = false;
    if (sent === 0 || pauseMs > 0) continue;
    pauseMs = sent + environment.random() * RETRY_MS;
    pausedUntil.set(environment, environment.now() + pauseMs);
  }
  return isDone ? 'done' : pauseMs || RETRY_MS;
}

/** The attachments of one that was received; then an own one goes, but for what its writer has to read (H2). */
async function finish(
  entry: SealedEntry,
  pauseMs: number,
  line: AskedLine,
  environment: OfflineEnvironment,
): Promise<'done' | 'silent' | number> {
  const { parcel, own } = entry;
  const opened = own ? await openKept(entry, environment) : entry;
  const verify: Verify = (place, attachment, sealed) =>
    isReceipted(entry, place, attachment, sealed, environment);
  if (pauseMs > 0 && opened?.attachments.some(isUnsent)) return pauseMs;
  const sent = opened ? await sendAttachments(opened, environment, { ...line, verify }) : 'done';
  if (sent !== 'done' || !own) return sent;
  const left = (await listSealed(environment)).find((one) => one.parcel === parcel);
  if (left?.attachments.every(({ isStored }) => isStored)) await forgetSealed(parcel, environment);
  return sent;
}

/** An answer without a receipt that holds: the application may be there, and asking again finds out. */
function sendAgain(notBefore: number): (entry: SealedEntry) => SealedEntry {
  return (entry) => ({ ...entry, status: { ...WAITING, notBefore } });
}

/** Verified or not; `receipt` as it came. */
export type OpenedReceipt =
  | (Extract<ReceiptVerification, { ok: true }> & { receipt: string })
  | Extract<ReceiptVerification, { ok: false }>;

/** What the answer to an own entry says, verified with the keys that are known, or that the server gives now. @throws StorageFault */
export async function openReceipt(
  parcel: string,
  { keys, id, digest }: Pick<OwnParcel, 'keys' | 'id' | 'digest'>,
  sealed: string,
  environment: OfflineEnvironment,
): Promise<OpenedReceipt> {
  const bytes = fromBase64url(sealed);
  const opened = bytes && (await openAnswer(bytes, { keys, parcel, place: null }));
  const said = v.safeParse(acceptedSchema, opened);
  if (!said.success) return { ok: false, reason: 'malformed' };
  const { receipt } = said.output;
  const verify = async (known: readonly ReceiptKey[]) => ({
    ...(await verifyReceipt(receipt, { id, digest }, known, environment)),
    receipt,
  });
  const verified = await verify((await readOperator(environment)).receiptKeys);
  if (verified.ok || verified.reason !== 'unknown-key') return verified;
  const operator = await refreshOperator(environment);
  return operator ? await verify(operator.receiptKeys) : verified;
}

/** What the worker has kept as it came (H4): what holds is at its end, and anything else is asked for again. */
async function openKept(
  entry: SealedEntry,
  environment: OfflineEnvironment,
): Promise<SealedEntry | undefined> {
  let now: SealedEntry | undefined = entry;
  for (const [place, attachment] of entry.attachments.entries()) {
    const { isStored, receipt } = attachment;
    if (isStored || receipt === undefined) continue;
    const holds = await isReceipted(entry, place, attachment, receipt, environment);
    now = await endAttachment(entry.parcel, place, { isStored: holds, receipt: undefined }, environment);
  }
  return now;
}

/** @returns whether it is a receipt of this attachment that holds */
export async function isReceipted(
  { parcel, own }: Pick<SealedEntry, 'parcel' | 'own'>,
  place: number,
  attachment: Pick<SealedAttachment, 'own'>,
  sealed: string,
  environment: OfflineEnvironment,
): Promise<boolean> {
  if (!own || !attachment.own) return false;
  const bytes = fromBase64url(sealed);
  const opened = bytes && (await openAnswer(bytes, { keys: own.keys, parcel, place }));
  const said = v.safeParse(v.object({ uploadReceipt: v.string() }), opened);
  if (!said.success) return false;
  const { receiptKeys } = await readOperator(environment);
  const { uploadReceipt } = said.output;
  return (
    (await verifyUploadReceipt(uploadReceipt, own.id, attachment.own, receiptKeys, environment)) === 'valid'
  );
}
