// "Gönder" in private mode: the draft is sealed to the server, and this phone can no longer read it.
//
// G1  One strict transaction: the sealed entry is there with all its chunks, counted, and the draft with its recordings is gone, or neither.
// G2  Nothing readable stays: no text, no code, no tracking key, no manifest; of recordings the sealed chunks alone.
// G3  Pressed twice or in two tabs, here or as "Gönder" that sends it openly, it goes once, one of the two ways: whoever does not
//     find the draft as they knew it seals nothing, and sends nothing (outbox.ts, B3).
// G4  Chunks are sealed before the transaction, so that it is short; what a crash leaves of them is swept by the next sealing or
//     taking in, and until then it is unreadable. Who lays some down, or sweeps, is alone in that (layChunks).

import type { Application, Draft } from '../domain/application.ts';
import type { Attachment } from '../domain/attachment.ts';
import { freeze } from '../domain/freeze.ts';
import { initialOutboxState } from '../domain/outbox.ts';
import type { ApplicationRules } from '../domain/validation.ts';
import type { Violation } from '../domain/violation.ts';
import { chunkCount, sealAttachment } from '../sealing/attachment.ts';
import { sealApplication } from '../sealing/envelope.ts';
import { type Key, makeKeyPair, TAG_BYTES } from '../sealing/suite.ts';
import { toBase64, toBase64url, utf8 } from './base64url.ts';
import { announce } from './changes.ts';
import { write } from './database.ts';
import { knownRevision, noteSeen } from './drafts.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { newId } from './ids.ts';
import { isIncomplete, SWEPT, type Sweeping, sweep } from './recording-sweep.ts';
import { newParcel, readServerKey, type ServerKey, sealChunk } from './seal-pieces.ts';
import { chunksOfParcel } from './sealed-entries.ts';
import { layChunks, sweepChunks, sweepIfFree } from './sealed-laying.ts';
import type { SealedAttachment, SealedEntry } from './sealed-schema.ts';
import { StorageFault, type StorageFaultReason } from './storage-fault.ts';
import type { Tracking } from './tracking.ts';

export type SealResult =
  | { ok: true; parcel: string }
  | { ok: false; reason: 'violations'; violations: Violation[] }
  /**
   * The server's key was never heard; a recording's bytes are not here, or it has not reached the draft (R6); another tab has
   * changed, sent or deleted the draft.
   */
  | {
      ok: false;
      reason: 'no-key' | 'bytes-missing' | 'incomplete' | 'changed' | 'gone' | StorageFaultReason;
    };

export interface Sealing {
  locale: Application['locale'];
  rules: ApplicationRules;
  /** Shown to the writer once; not kept. */
  tracking: Tracking;
  /** The writer agrees that others carry it. */
  mayBeCarried: boolean;
}

/** G1, G2, G3. A failure changes nothing: the draft is where it was. */
export async function sealDraft(
  draft: Draft,
  sealing: Sealing,
  environment: OfflineEnvironment = platform,
): Promise<SealResult> {
  try {
    return await seal(draft, sealing, environment);
  } catch (error) {
    if (error instanceof StorageFault) return { ok: false, reason: error.reason };
    throw error;
  }
}

async function seal(
  draft: Draft,
  { locale, rules, tracking, mayBeCarried }: Sealing,
  environment: OfflineEnvironment,
): Promise<SealResult> {
  const revision = knownRevision(draft.id, environment);
  const server = await readServerKey(environment);
  if (!server) return { ok: false, reason: 'no-key' };
  const createdAt = environment.now();
  const freezing = { writtenAtMs: createdAt, locale, trackingKey: tracking.key };
  const frozen = freeze(draft.answers, freezing, rules);
  if (!frozen.ok) return { ok: false, reason: 'violations', violations: frozen.violations };
  const [id, parcel] = [newId(environment), newParcel(environment)];
  const keys = await makeKeyPair();
  const body = utf8(frozen.body);
  const replyKey = keys.publicKey;
  const askAfter = frozen.application.kind === 'disaster' ? createdAt + server.patienceMs : undefined;
  const header = {
    parcel,
    keyId: server.id,
    ...(askAfter !== undefined && { askAfter: new Date(askAfter).toISOString() }),
  };
  const envelope = await sealApplication(header, server.key, {
    id,
    mayBeCarried,
    ...(mayBeCarried && { agreedAt: new Date(createdAt).toISOString() }),
    replyKey,
    body,
  });
  const entry: SealedEntry = {
    parcel,
    envelope: envelope.buffer,
    digest: toBase64(await environment.cryptography.sha256(envelope)),
    createdAt,
    ...(askAfter !== undefined && { askAfter }),
    status: initialOutboxState(),
    own: { keys, id, digest: toBase64url(await environment.cryptography.sha256(body)), mayBeCarried },
    attachments: [],
  };
  const letter = { applicationId: id, trackingKey: tracking.key, replyKey };
  const files = frozen.application.attachments ?? [];
  const found = await withAttachments(files, { entry, server, letter }, environment, () =>
    exchange(entry, draft, revision, environment),
  );
  if (found !== 'sealed') return { ok: false, reason: found };
  // Of one that was never saved, too, this page knows that it is gone.
  noteSeen(draft.id, revision ?? 0, environment);
  announce({ kind: 'outbox', id: parcel }, environment);
  announce({ kind: 'draft', id: draft.id }, environment);
  return { ok: true, parcel };
}

type Exchanged = 'sealed' | 'incomplete' | 'changed' | 'gone' | 'bytes-missing';

/** Seals the attachments into their chunks and the entry, then exchanges, nobody else's sweeping in between (G4). */
async function withAttachments(
  files: readonly Attachment[],
  { entry, server, letter }: { entry: SealedEntry } & Pick<ToBeSealed, 'server' | 'letter'>,
  environment: OfflineEnvironment,
  finish: () => Promise<Exchanged>,
): Promise<Exchanged | 'unavailable'> {
  if (files.length === 0) {
    await sweepIfFree(environment);
    return await finish();
  }
  const laid = await layChunks(async () => {
    await sweepChunks(environment);
    for (const [place, file] of files.entries()) {
      const sealed = await sealBytes(file, { parcel: entry.parcel, place, server, letter }, environment);
      if (!sealed) return 'bytes-missing';
      entry.attachments.push(sealed);
    }
    return await finish();
  }, environment);
  return laid.isHeld ? laid.value : 'unavailable';
}

/** The draft goes, the sealed entry comes (G1). */
function exchange(
  entry: SealedEntry,
  { id: draftId, answers }: Draft,
  revision: number | undefined,
  environment: OfflineEnvironment,
): Promise<Exchanged> {
  return write(environment, [...SWEPT, 'sealed', 'sealedChunks'], async (transaction) => {
    const sealed = transaction.objectStore('sealed');
    // This very exchange, whose end was not heard because the connection was lost (D3).
    if (await sealed.get(entry.parcel)) return 'sealed';
    const drafts = transaction.objectStore('drafts');
    const stored = await drafts.get(draftId);
    const sent = await transaction.objectStore('outbox').index('by-draft').getKey(draftId);
    if (!stored && (revision !== undefined || sent !== undefined)) return 'gone';
    if (stored && stored.revision !== revision) return 'changed';
    if (isIncomplete(await transaction.objectStore('recordings').getAll(), draftId, answers))
      return 'incomplete';
    const wanted = entry.attachments.reduce((total, { chunks }) => total + chunks, 0);
    const laid = await transaction.objectStore('sealedChunks').count(chunksOfParcel(entry.parcel));
    if (laid !== wanted) return 'bytes-missing';
    await sealed.put(entry);
    await drafts.delete(draftId);
    // Of these stores it touches no other.
    await sweep(transaction as unknown as Sweeping);
    return 'sealed';
  });
}

interface ToBeSealed {
  parcel: string;
  place: number;
  server: ServerKey;
  letter: { applicationId: string; trackingKey: string; replyKey: Key };
}

/** Seals a recording's bytes into `sealedChunks`. @returns undefined where not all of them are here */
async function sealBytes(
  { id, digest, byteLength }: Attachment,
  { parcel, place, server, letter }: ToBeSealed,
  environment: OfflineEnvironment,
): Promise<SealedAttachment | undefined> {
  const header = { parcel, keyId: server.id, place };
  const { head, chunks } = await sealAttachment(header, server.key, {
    ...letter,
    attachmentId: id,
    byteLength,
  });
  const count = chunkCount(byteLength);
  for (let index = 0; index < count; index++) {
    const sealed = await sealChunk(chunks, { id, byteLength }, index, environment);
    if (!sealed) return undefined;
    await write(environment, ['sealedChunks'], (transaction) =>
      transaction.objectStore('sealedChunks').put(sealed.buffer, [parcel, place, index]),
    );
  }
  return {
    head: head.buffer,
    chunks: count,
    bytes: byteLength + count * TAG_BYTES,
    isStored: false,
    own: { id, digest, byteLength },
  };
}
