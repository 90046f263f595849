// The server's answers on their way back: from the phone that carried, as one file for all whom it carried for; and into the writer's
// phone, which opens its own and settles by them as if the server had answered itself.
//
// B1  An own entry settles only by a receipt that holds for its id and digest (invariant 4, H1), whoever brought it.
// B2  A refusal counts when it opens with the writer's key for this parcel: only the server could have sealed it.
// B3  What is not for this phone changes nothing, and may be handed on.

import * as v from 'valibot';
import { openAnswer } from '../sealing/answer.ts';
import { type CarriedAnswer, readAnswersFile, writeAnswersFile } from '../sealing/answers-file.ts';
import type { FileFault } from '../sealing/parcel-file.ts';
import { fromBase64url } from './base64url.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { type SettledCopy, settleCopy } from './given-copy.ts';
import { listEntries } from './outbox.ts';
import { isReceipted, openReceipt } from './sealed-afterwards.ts';
import { change, forgetSealed } from './sealed-entries.ts';
import type { OwnParcel, SealedAttachment, SealedEntry } from './sealed-schema.ts';
import { listSealed } from './sealed-waiting.ts';
import { StorageFault, type StorageFaultReason } from './storage-fault.ts';

/** All answers that this phone holds for others, as a file. @returns undefined where there are none. @throws StorageFault */
export async function exportAnswers(
  environment: OfflineEnvironment = platform,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const answers = (await listSealed(environment)).flatMap((entry) => {
    const sealed = entry.status.state === 'received' ? entry.status.receipt : entry.reason;
    if (entry.own || sealed === undefined) return [];
    const attachments = entry.attachments.flatMap(({ receipt }, place) =>
      receipt === undefined ? [] : [{ place, sealed: receipt }],
    );
    return [{ parcel: entry.parcel, sealed, attachments }];
  });
  return answers.length > 0 ? await writeAnswersFile(answers) : undefined;
}

export type TakenAnswers =
  | {
      ok: true;
      /** Numbers of this phone's sealed applications that the server has, by receipts that hold. */
      received: string[];
      /** The same of those that wait, or stand, in the open. */
      settled: string[];
      /** So many of this phone's sealed ones were refused: their reasons stand where they wait. */
      refused: number;
      /** The same of those in the open. */
      refusedOpen: number;
      /** So many are this phone's, and cannot be verified before the server's keys are known. */
      unverified: number;
    }
  | { ok: false; fault: FileFault | StorageFaultReason };

/** Takes the answers in that are for this phone (B1, B2, B3). */
export async function takeAnswers(
  file: Blob,
  environment: OfflineEnvironment = platform,
): Promise<TakenAnswers> {
  const read = await readAnswersFile(file);
  if (!read.ok) return read;
  const taken = {
    ok: true as const,
    received: [] as string[],
    settled: [] as string[],
    refused: 0,
    refusedOpen: 0,
    unverified: 0,
  };
  try {
    const entries = await listSealed(environment);
    const open = await listEntries(environment);
    for (const answer of read.answers) {
      const given = open.find((one) => one.given?.parcel === answer.parcel);
      if (given?.given) {
        const settled = await settleCopy(given, given.given, answer, environment);
        if (settled.kind === 'received') taken.settled.push(settled.number);
        if (settled.kind === 'refused') taken.refusedOpen += 1;
        if (settled.kind === 'unverified') taken.unverified += 1;
      }
      const entry = entries.find(({ parcel }) => parcel === answer.parcel);
      if (!entry?.own) continue;
      const settled = await settle(entry, entry.own, answer, environment);
      if (settled.kind === 'received') taken.received.push(settled.number);
      if (settled.kind === 'refused') taken.refused += 1;
      if (settled.kind === 'unverified') taken.unverified += 1;
    }
  } catch (error) {
    if (error instanceof StorageFault) return { ok: false, fault: error.reason };
    throw error;
  }
  return taken;
}

async function settle(
  entry: SealedEntry,
  own: OwnParcel,
  answer: CarriedAnswer,
  environment: OfflineEnvironment,
): Promise<SettledCopy> {
  const { parcel } = entry;
  if (await isRefusal(parcel, own, answer.sealed)) {
    const refusal = { problem: 'sealed-refused' as const, violations: [], refusedAt: environment.now() };
    await change(
      parcel,
      (now) =>
        now.status.state === 'received'
          ? undefined
          : { ...now, status: { state: 'refused', ...refusal }, reason: answer.sealed },
      environment,
    );
    return { kind: 'refused' };
  }
  const verified = await openReceipt(parcel, own, answer.sealed, environment);
  if (!verified.ok) return { kind: verified.reason === 'unknown-key' ? 'unverified' : 'not-ours' };
  const attachments = await Promise.all(
    entry.attachments.map((one, place) => withReceipt(entry, one, place, answer, environment)),
  );
  if (attachments.every(({ isStored }) => isStored)) await forgetSealed(parcel, environment);
  else {
    const status = { state: 'received' as const, receipt: answer.sealed, claims: null };
    await change(parcel, (now) => ({ ...now, status, attachments }), environment);
  }
  return { kind: 'received', number: verified.claims.number };
}

async function isRefusal(parcel: string, { keys }: OwnParcel, sealed: string): Promise<boolean> {
  const opened = await openAnswer(fromBase64url(sealed) ?? new Uint8Array(), { keys, parcel, place: null });
  return v.is(v.object({ problem: v.string() }), opened);
}

/** An attachment that the server holds whole by the receipt that was brought; else it is sent from here. */
async function withReceipt(
  entry: SealedEntry,
  attachment: SealedAttachment,
  place: number,
  answer: CarriedAnswer,
  environment: OfflineEnvironment,
): Promise<SealedAttachment> {
  const brought = answer.attachments.find((one) => one.place === place);
  const isStored = brought && (await isReceipted(entry, place, attachment, brought.sealed, environment));
  return isStored ? { ...attachment, isStored } : attachment;
}
