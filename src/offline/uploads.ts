// Sends the attachments of received applications and acts, piece by piece, under the sender's lock and by its rule of patience.
//
//     POST ─▶ PATCH ↺ ─▶ the last one, or the next question, brings the receipt ─▶ verified ─▶ the bytes go
//      ▲        │ ▲
//      │        ▼ │  after any silence, and whenever the server holds another number of bytes (U2)
//      └─────── HEAD   unknown there: made anew (U3)
//
// V1  Text first: an attachment goes only when its application or act has been received, and any text that becomes due is
//     sent before the next piece.
// V2  The bytes on this device go only with a verified receipt (U1), in the same transaction.
// V3  Voice, photos, documents, then all that moves; of several applications, the oldest first.
// V4  Each attachment fails at most once a round, and the first silence of the network ends the round.
// V5  What is taken back, or is not to go on this line any more, ends in the middle of a piece; what was taken back is told in the
//     same round.

import type { Attachment } from '../domain/attachment.ts';
import { waitMs } from '../domain/outbox.ts';
import {
  stepUpload,
  UPLOAD_ORDER,
  type UploadEvent,
  uploadWaitMs,
  type WaitingUpload,
} from '../domain/upload.ts';
import { actWaitMs, listAllActs } from './acts.ts';
import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { listEntries } from './outbox.ts';
import { digestOf, listRecordings, readBytes } from './recordings.ts';
import { askOffset, type Subject, sendPiece, type TusAnswer } from './tus.ts';
import { type AskedLine, LINE_PAUSE_MS, mayGoNow, stepRecording } from './upload-acts.ts';
import { FIRST_PIECE_BYTES, nextPieceBytes } from './upload-pieces.ts';
import { type Carrier, settle, tellCancelled } from './upload-settling.ts';
import { watchUpload } from './upload-watch.ts';

/** How often a round believes the server that it holds something else. */
const MOST_CORRECTIONS = 5;
export interface UploadRound extends AskedLine {
  /** The situation has changed: no upload waits any longer. */
  isHurried: boolean;
}

export interface UploadReport {
  /** Until the next upload is due; undefined when none waits. */
  waitMs: number | undefined;
  isOffline: boolean;
}

interface Due {
  carrier: Carrier;
  attachment: Attachment;
  upload: WaitingUpload;
}

/** Sends what is due. For the holder of the sender's lock. @throws StorageFault */
export async function uploadDue(
  { isHurried, ...line }: UploadRound,
  environment: OfflineEnvironment = platform,
): Promise<UploadReport> {
  if (isHurried || line.isAsked) await hurryAll(environment);
  const mayGo = (): Promise<boolean> => mayGoNow(environment, line);
  const tried = new Set<string>();
  const told = new Set<string>();
  for (;;) {
    await tellCancelled(() => listCarriers(environment), told, environment);
    if (!(await mayGo())) {
      const waits = (await listDue(environment)).length > 0;
      return { waitMs: waits ? LINE_PAUSE_MS : undefined, isOffline: false };
    }
    const now = environment.now();
    const all = await listDue(environment);
    const next = all.find(
      ({ attachment, upload }) => !tried.has(attachment.id) && uploadWaitMs(upload, now) === 0,
    );
    if (!next || (await isTextDue(environment))) return { waitMs: earliest(all, now), isOffline: false };
    const end = await upload(next, mayGo, environment);
    if (end === 'stopped') continue;
    if (end === 'silent')
      return { waitMs: earliest(await listDue(environment), environment.now()), isOffline: true };
    // A text has become due: it is sent first, and the next round goes on here.
    if (end === 'interrupted') return { waitMs: 0, isOffline: false };
    tried.add(next.attachment.id);
  }
}

/** What waits, in the order of sending (V3). */
async function listDue(environment: OfflineEnvironment): Promise<Due[]> {
  const records = new Map((await listRecordings(environment)).map((record) => [record.id, record]));
  return (await listCarriers(environment))
    .flatMap((carrier) =>
      carrier.attachments.flatMap((attachment) => {
        const upload = records.get(attachment.id)?.upload;
        return upload?.state === 'waiting' ? [{ carrier, attachment, upload }] : [];
      }),
    )
    .sort((a, b) => orderOf(a) - orderOf(b));
}

/** Those that have been received (V1), applications first. */
async function listCarriers(environment: OfflineEnvironment): Promise<Carrier[]> {
  const entries = await listEntries(environment);
  const acts = await listAllActs(environment);
  return [
    ...entries
      .filter(({ status }) => status.state === 'received')
      .map(({ id, tracking, application }) => ({
        applicationId: id,
        trackingKey: tracking.key,
        attachments: application.attachments ?? [],
      })),
    ...acts
      .filter(({ status }) => status.state === 'received')
      .map(({ applicationId, trackingKey, act }) => ({
        applicationId,
        trackingKey,
        attachments: act.attachments ?? [],
      })),
  ];
}

function orderOf({ attachment }: Due): number {
  return UPLOAD_ORDER.indexOf(attachment.kind);
}

function earliest(all: readonly Due[], now: number): number | undefined {
  const waits = all.map(({ upload }) => uploadWaitMs(upload, now)).filter((wait) => wait !== undefined);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

async function isTextDue(environment: OfflineEnvironment): Promise<boolean> {
  const now = environment.now();
  if ((await listEntries(environment)).some(({ status }) => waitMs(status, now) === 0)) return true;
  return (await listAllActs(environment)).some((act) => actWaitMs(act, now) === 0);
}

/** `stopped`: by its owner, or by the line (V5). */
type End = 'done' | 'failed' | 'silent' | 'interrupted' | 'stopped';

async function upload(
  due: Due,
  mayGo: () => Promise<boolean>,
  environment: OfflineEnvironment,
): Promise<End> {
  const watch = watchUpload(due.carrier.applicationId, due.attachment.id, mayGo, environment);
  try {
    return await uploadWatched(due, watch.signal, environment);
  } finally {
    watch.stop();
  }
}

/** One attachment, from what the server holds to its receipt, or to what stops it. */
async function uploadWatched(
  { carrier: { applicationId, trackingKey }, attachment, upload: begun }: Due,
  stop: AbortSignal,
  environment: OfflineEnvironment,
): Promise<End> {
  const { id, byteLength } = attachment;
  const { attempts, mismatches, offset: confirmed } = begun;
  const isDoubted = mismatches > 0;
  const subject: Subject = { applicationId, trackingKey, attachment, attempts, isDoubted, stop };
  const step = (event: UploadEvent) => stepRecording(applicationId, id, event, environment);
  const random = environment.random();
  let pieceBytes = FIRST_PIECE_BYTES;
  const send = async (at: 'new' | number): Promise<TusAnswer | { kind: 'lost' }> => {
    const offset = at === 'new' ? 0 : at;
    const bytes = await readBytes(id, offset, Math.min(pieceBytes, byteLength - offset), environment);
    if (!bytes) return { kind: 'lost' };
    const begunAt = environment.now();
    const given = await sendPiece(subject, at, bytes, environment);
    // What did not arrive says nothing of the line.
    if (given.kind === 'holds' && given.offset === offset + bytes.length)
      pieceBytes = nextPieceBytes(pieceBytes, environment.now() - begunAt);
    return given;
  };
  let corrections = 0;
  // Nothing was confirmed yet: making it tells as well what is there, and saves a question.
  let hasCreated = confirmed === 0;
  let answer: Awaited<ReturnType<typeof send>>;
  if (!hasCreated) answer = await askOffset(subject, environment);
  // Its first bytes go along, but not where an answer is missing that may have told of them.
  else answer = await (attempts === 0 ? send('new') : sendPiece(subject, 'new', undefined, environment));
  for (;;) {
    // What was ended says nothing of the line; a receipt counts all the same.
    if (stop.aborted && !(answer.kind === 'holds' && answer.receipt !== null)) return 'stopped';
    switch (answer.kind) {
      case 'holds': {
        if (answer.receipt !== null)
          return await settle(answer.receipt, applicationId, attachment, step, environment);
        const state = await step({ kind: 'progress', offset: answer.offset });
        // Taken back or deleted meanwhile.
        if (state?.state !== 'waiting') return 'done';
        // All of it and no receipt yet: the server is still looking at it.
        if (answer.offset >= byteLength) {
          await step({ kind: 'unverified', random });
          return 'failed';
        }
        if (await isTextDue(environment)) return 'interrupted';
        const { offset }: { offset: number } = answer;
        answer = await send(offset);
        // An answer without progress would be asked for ever.
        if (answer.kind === 'holds' && answer.offset <= offset && answer.receipt === null)
          answer = { kind: 'elsewhere' };
        break;
      }
      case 'unknown':
        // Expired, or never begun (U3). Not known right after it was made: not this round.
        if (hasCreated) return await fail(step, random);
        hasCreated = true;
        answer = await send('new');
        if (answer.kind === 'unknown') return await fail(step, random);
        break;
      case 'elsewhere':
      case 'garbled':
        if (++corrections > MOST_CORRECTIONS) return await fail(step, random);
        answer = await askOffset(subject, environment);
        break;
      case 'lost':
        await step({ kind: 'lost' });
        return 'failed';
      case 'mismatch': {
        const isWhole = (await digestOf(attachment, environment)) === attachment.digest;
        await step(isWhole ? { kind: 'mismatch', random } : { kind: 'lost' });
        return 'failed';
      }
      case 'failed':
        await step({ kind: 'failed', outcome: answer.outcome, random, isFull: answer.isFull });
        return answer.isSilent ? 'silent' : 'failed';
    }
  }
}

async function fail(step: (event: UploadEvent) => Promise<unknown>, random: number): Promise<End> {
  await step({ kind: 'failed', outcome: { kind: 'retry', retryAfterMs: 0, isOurs: false }, random });
  return 'failed';
}

async function hurryAll(environment: OfflineEnvironment): Promise<void> {
  const now = environment.now();
  await write(environment, ['recordings'], async (transaction) => {
    const recordings = transaction.objectStore('recordings');
    for (const record of await recordings.getAll()) {
      const { upload } = record;
      if (upload.state !== 'waiting' || (upload.notBefore === 0 && !upload.isPaused)) continue;
      await recordings.put({ ...record, upload: stepUpload(upload, { kind: 'hurry' }, now) });
    }
  });
}
