// An application of the open outbox that its writer also gives to a carrier. The entry stays where it is and is sent from here, too; what
// is given is the same bytes under the same id, sealed (domain/given-copy.ts).
//
//   consent ─▶ entry + name and key, one strict transaction ─▶ file, sealed while it is written ─▶ … ─▶ answers, by whichever way
//
// Y1  Nothing is given before the entry holds its writer's consent, and the key that opens the answers: both are on the disk first.
// Y2  Nothing sealed lies beside what is open: the file is sealed anew each time, its recordings while they are read. Its name stays.
// Y3  What a carrier brings back settles the entry as the server's own answer does (B1, B2); what goes with an entry, its key too.
// Y4  An attachment whose bytes are not here any more, or whose sending was taken back, does not hold up the text.

import * as v from 'valibot';
import type { Attachment } from '../domain/attachment.ts';
import { afterCarriedWord, type CarriedWord, canBeGiven } from '../domain/given-copy.ts';
import { openAnswer } from '../sealing/answer.ts';
import type { CarriedAnswer } from '../sealing/answers-file.ts';
import { chunkCount, sealAttachment } from '../sealing/attachment.ts';
import { sealApplication } from '../sealing/envelope.ts';
import { type ParcelToWrite, writeParcelFile } from '../sealing/parcel-file.ts';
import { makeKeyPair, TAG_BYTES } from '../sealing/suite.ts';
import { fromBase64url, utf8 } from './base64url.ts';
import { announce } from './changes.ts';
import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { readOperator } from './operator-store.ts';
import { readEntry } from './outbox.ts';
import { readRecording } from './recordings.ts';
import type { GivenCopy, OutboxEntry } from './schema.ts';
import { newParcel, readServerKey, type ServerKey, sealChunk } from './seal-pieces.ts';
import { openReceipt } from './sealed-afterwards.ts';
import { violationsOf } from './sealed-reason.ts';
import { StorageFault } from './storage-fault.ts';
import { stepRecording } from './upload-acts.ts';
import { verifyUploadReceipt } from './upload-receipt.ts';

/** The writer agrees that others carry it (Y1); once more, it is as before. @returns whether it can be given. @throws StorageFault */
export async function agreeToGive(id: string, environment: OfflineEnvironment = platform): Promise<boolean> {
  const given: GivenCopy = {
    parcel: newParcel(environment),
    keys: await makeKeyPair(),
    agreedAt: environment.now(),
  };
  const isGiven = await write(environment, ['outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const entry = await outbox.get(id);
    if (!entry || !canBeGiven(entry.status)) return false;
    if (!entry.given) await outbox.put({ ...entry, given });
    return true;
  });
  if (isGiven) announce({ kind: 'outbox', id }, environment);
  return isGiven;
}

/**
 * The file, as pieces (Y2).
 * @returns undefined where it is gone, settled or taken back, its writer has not agreed, or the server's key was never heard
 * @throws StorageFault
 */
export async function exportCopy(
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<AsyncGenerator<Uint8Array<ArrayBuffer>> | undefined> {
  const entry = await readEntry(id, environment);
  const server = await readServerKey(environment);
  if (!entry?.given || !server || !canBeGiven(entry.status)) return undefined;
  const { parcel, keys, agreedAt } = entry.given;
  const envelope = await sealApplication(headerOf(entry, parcel, server), server.key, {
    id,
    mayBeCarried: true,
    agreedAt: new Date(agreedAt).toISOString(),
    replyKey: keys.publicKey,
    body: utf8(entry.body),
  });
  const attachments: ParcelToWrite['attachments'] = [];
  for (const attachment of entry.application.attachments ?? []) {
    if ((await readRecording(attachment.id, environment))?.upload.state !== 'waiting') continue;
    attachments.push(
      await sealRecording(attachment, attachments.length, entry, entry.given, server, environment),
    );
  }
  return writeParcelFile({ envelope, attachments });
}

function headerOf({ application, createdAt, status }: OutboxEntry, parcel: string, server: ServerKey) {
  const header = { parcel, keyId: server.id };
  if (application.kind !== 'disaster') return header;
  const said = ('confirmedAt' in status ? status.confirmedAt : undefined) ?? createdAt;
  return { ...header, askAfter: new Date(said + server.patienceMs).toISOString() };
}

async function sealRecording(
  { id: attachmentId, byteLength }: Attachment,
  place: number,
  { id: applicationId, tracking }: OutboxEntry,
  { parcel, keys }: GivenCopy,
  server: ServerKey,
  environment: OfflineEnvironment,
): Promise<ParcelToWrite['attachments'][number]> {
  const header = { parcel, keyId: server.id, place };
  const { head, chunks } = await sealAttachment(header, server.key, {
    applicationId,
    attachmentId,
    trackingKey: tracking.key,
    byteLength,
    replyKey: keys.publicKey,
  });
  const count = chunkCount(byteLength);
  return {
    head,
    chunks: count,
    bytes: byteLength + count * TAG_BYTES,
    async read(index) {
      const chunk = await sealChunk(chunks, { id: attachmentId, byteLength }, index, environment);
      if (!chunk) throw new StorageFault('unavailable', new Error('the bytes of a recording have gone'));
      return chunk;
    },
  };
}

export type SettledCopy =
  | { kind: 'received'; number: string }
  | { kind: 'refused' | 'unverified' | 'not-ours' };

/** What an answer that was carried back makes of the entry (Y3). @throws StorageFault */
export async function settleCopy(
  entry: OutboxEntry,
  { parcel, keys }: GivenCopy,
  answer: CarriedAnswer,
  environment: OfflineEnvironment,
): Promise<SettledCopy> {
  const open = async (sealed: string, place: number | null): Promise<unknown> =>
    await openAnswer(fromBase64url(sealed) ?? new Uint8Array(), { keys, parcel, place });
  const refusal = readRefusal(await open(answer.sealed, null));
  if (refusal) {
    await settle(entry.id, refusal, environment);
    return { kind: 'refused' };
  }
  const { id, digest } = entry;
  const verified = await openReceipt(parcel, { keys, id, digest }, answer.sealed, environment);
  if (!verified.ok) return { kind: verified.reason === 'unknown-key' ? 'unverified' : 'not-ours' };
  const { receipt, claims } = verified;
  await settle(id, { kind: 'receipt', receipt, claims }, environment);
  for (const { place, sealed } of answer.attachments) {
    const said = v.safeParse(v.object({ uploadReceipt: v.string() }), await open(sealed, place));
    if (said.success) await settleAttachment(entry, said.output.uploadReceipt, environment);
  }
  return { kind: 'received', number: claims.number };
}

/** Whatever keeps what was sealed from being taken is one of two things to its writer. @returns undefined where it is no refusal */
function readRefusal(said: unknown): Extract<CarriedWord, { kind: 'refusal' }> | undefined {
  const refused = v.safeParse(v.object({ problem: v.string() }), said);
  if (!refused.success) return undefined;
  const problem = refused.output.problem === 'id-conflict' ? 'id-conflict' : 'application-not-valid';
  return { kind: 'refusal', problem, violations: violationsOf(said) };
}

/** The entry moves in one transaction, from whatever it is by then. */
async function settle(id: string, word: CarriedWord, environment: OfflineEnvironment): Promise<void> {
  const now = environment.now();
  await write(environment, ['outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const entry = await outbox.get(id);
    const status = entry && afterCarriedWord(entry.status, word, now);
    if (entry && status && status !== entry.status) await outbox.put({ ...entry, status });
  });
  announce({ kind: 'outbox', id }, environment);
}

/** Whichever of them it is for: of what was given, not all had to be there (Y4). What it does not hold for is sent from here. */
async function settleAttachment(
  { id, application }: OutboxEntry,
  receipt: string,
  environment: OfflineEnvironment,
): Promise<void> {
  const { receiptKeys } = await readOperator(environment);
  for (const attachment of application.attachments ?? []) {
    const verified = await verifyUploadReceipt(receipt, id, attachment, receiptKeys, environment);
    if (verified === 'valid')
      await stepRecording(id, attachment.id, { kind: 'receipt', receipt }, environment);
  }
}
