// What a page does with sealed entries: it sends them, opens the answers to its own, verifies the receipts, sends the chunks of
// attachments, and forgets what is done. The worker sends the envelopes alone (background-sync.ts): all else wants the cryptography,
// which it would have to carry.
//
// H1  An own entry goes only with a verified receipt for its own id and digest (invariant 4), and each attachment with one
//     of its own. An answer that does not hold counts as "may have arrived": sent again.
// H2  What was received leaves no history: entry, key and chunks go in one transaction. Where an attachment was refused, the entry
//     stays until that was read.
// H3  Chunks go after their application, from where the server says; one silence ends the round.

import * as v from 'valibot';
import { waitMs } from '../domain/outbox.ts';
import {
  SEALED_CHUNKS_AT_ONCE,
  SEALED_MEDIA_TYPE,
  SEALED_PATHS,
  sealedAttachmentSchema,
} from '../domain/sealed.ts';
import { acceptedSchema, pathOf, type ReceiptKey } from '../domain/wire.ts';
import { openAnswer } from '../sealing/answer.ts';
import { concat } from '../sealing/frame.ts';
import { fromBase64url } from './base64url.ts';
import { announce } from './changes.ts';
import { read, write } from './database.ts';
import type { OfflineEnvironment } from './environment.ts';
import { refreshOperator } from './operator.ts';
import { readOperator } from './operator-store.ts';
import { type ReceiptVerification, verifyReceipt } from './receipt.ts';
import { ask, sendTimeoutMs } from './request.ts';
import { change, chunksOfParcel, forgetSealed } from './sealed-entries.ts';
import type { OwnParcel, SealedAttachment, SealedEntry } from './sealed-schema.ts';
import { sendSealed } from './sealed-sending.ts';
import { listSealed, listWaiting } from './sealed-waiting.ts';
import { verifyUploadReceipt } from './upload-receipt.ts';
import type { UploadReport } from './uploads.ts';

const RETRY_MS = 60_000;

/** For the holder of the sender's lock. @throws StorageFault */
export async function sendSealedEntries(
  round: { isHurried: boolean },
  environment: OfflineEnvironment,
): Promise<UploadReport> {
  const isSilent = await sendSealed(round, environment);
  const settled = isSilent ? 'silent' : await settle(environment);
  const now = environment.now();
  const waits = (await listWaiting(environment)).map(({ status }) => waitMs(status, now) ?? 0);
  if (settled === 'later') waits.push(RETRY_MS);
  return {
    isOffline: settled === 'silent',
    waitMs: waits.length > 0 ? Math.min(...waits) : undefined,
  };
}

async function settle(environment: OfflineEnvironment): Promise<'done' | 'later' | 'silent'> {
  let result: 'done' | 'later' = 'done';
  for (const entry of await listSealed(environment)) {
    if (entry.status.state !== 'received') continue;
    // A carrier keeps the answer as it is, and hands it back.
    if (entry.own && !(await openReceipt(entry.parcel, entry.own, entry.status.receipt, environment)).ok) {
      await change(entry.parcel, sendAgain(environment.now() + RETRY_MS), environment);
      continue;
    }
    const sent = await sendAttachments(entry, environment);
    if (sent === 'silent') return sent;
    if (sent === 'later') result = sent;
    else if (entry.own && sent === 'done') await forgetSealed(entry.parcel, environment);
  }
  return result;
}

/** An answer without a receipt that holds: the application may be there, and asking again finds out. */
function sendAgain(notBefore: number): (entry: SealedEntry) => SealedEntry {
  const waiting = { state: 'waiting' as const, attempts: 1, mayHaveArrived: true, isPaused: false };
  return (entry) => ({ ...entry, status: { ...waiting, notBefore } });
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

/** @returns whether all of them are stored; `refused`: at their end, and at least one will never be */
async function sendAttachments(
  entry: SealedEntry,
  environment: OfflineEnvironment,
): Promise<'done' | 'refused' | 'later' | 'silent'> {
  let result: 'done' | 'refused' | 'later' = 'done';
  for (const [place, attachment] of entry.attachments.entries()) {
    if (attachment.isStored) continue;
    if (attachment.problem !== undefined) {
      if (result === 'done') result = 'refused';
      continue;
    }
    const sent = await sendChunks(entry, place, attachment, environment);
    if (sent === 'silent') return sent;
    if (sent === 'later') {
      result = sent;
      continue;
    }
    await endAttachment(entry.parcel, place, sent, environment);
    if (!sent.isStored && result === 'done') result = 'refused';
  }
  return result;
}

type AttachmentEnd = Pick<SealedAttachment, 'isStored' | 'problem' | 'receipt'>;

/** An attachment at its end needs its chunks no more: a phone that carries many has no room for them. */
async function endAttachment(
  parcel: string,
  place: number,
  end: AttachmentEnd,
  environment: OfflineEnvironment,
): Promise<void> {
  await write(environment, ['sealed', 'sealedChunks'], async (transaction) => {
    const sealed = transaction.objectStore('sealed');
    const entry = await sealed.get(parcel);
    if (!entry) return;
    const attachments = entry.attachments.map((one, index) => (index === place ? { ...one, ...end } : one));
    await sealed.put({ ...entry, attachments });
    await transaction.objectStore('sealedChunks').delete(chunksOfParcel(parcel, place));
  });
  announce({ kind: 'outbox', id: parcel }, environment);
}

async function sendChunks(
  entry: SealedEntry,
  place: number,
  attachment: SealedAttachment,
  environment: OfflineEnvironment,
): Promise<AttachmentEnd | 'later' | 'silent'> {
  // The first request asks how far it has come; a whole that did not have its digest begins once more.
  for (let first = 0, asked = 0, restarts = 0; ; ) {
    const chunks = asked === 0 ? [] : await readChunks(entry.parcel, place, first, environment);
    asked += 1;
    const answer = await ask(
      environment,
      pathOf(SEALED_PATHS.attachment, { parcel: entry.parcel, place: String(place) }),
      {
        method: 'POST',
        headers: { 'content-type': SEALED_MEDIA_TYPE },
        bytes: concat(
          number(attachment.head.byteLength),
          new Uint8Array(attachment.head),
          number(first),
          ...chunks,
        ),
      },
      sendTimeoutMs(3),
    );
    if (answer.kind === 'no-answer') return 'silent';
    const said = v.safeParse(sealedAttachmentSchema, answer.body);
    if (answer.status === 200 && said.success) {
      if (said.output.state === 'stored')
        return (await isReceipted(entry, place, attachment, said.output.sealed, environment))
          ? { isStored: true, ...(!entry.own && { receipt: said.output.sealed }) }
          : 'later';
      // No step forward is no reason to go on at once.
      if (asked > 1 && said.output.chunks <= first) return 'later';
      first = said.output.chunks;
      continue;
    }
    const code = (answer.body as { code?: unknown } | null)?.code;
    if (code === 'upload-digest-mismatch' && restarts++ === 0) {
      first = 0;
      continue;
    }
    const isFinal =
      (answer.status === 413 || answer.status === 422 || answer.status === 409) && typeof code === 'string';
    return isFinal ? { isStored: false, problem: code } : 'later';
  }
}

/** Of what is carried for others the server's word is enough: the receipt in it is for its writer. */
export async function isReceipted(
  { parcel, own }: Pick<SealedEntry, 'parcel' | 'own'>,
  place: number,
  attachment: Pick<SealedAttachment, 'own'>,
  sealed: string,
  environment: OfflineEnvironment,
): Promise<boolean> {
  if (!own || !attachment.own) return true;
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

function readChunks(
  parcel: string,
  place: number,
  first: number,
  environment: OfflineEnvironment,
): Promise<Uint8Array[]> {
  const range = IDBKeyRange.bound([parcel, place, first], [parcel, place, first + SEALED_CHUNKS_AT_ONCE - 1]);
  return read(environment, ['sealedChunks'], async (transaction) =>
    (await transaction.objectStore('sealedChunks').getAll(range)).map((chunk) => new Uint8Array(chunk)),
  );
}

/** 32 bits, big endian. */
function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
