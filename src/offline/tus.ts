// The four requests of tus 1.0 that a device makes (tus.io/protocols/resumable-upload: core, creation, checksum,
// termination), each answered by a value. An upload's id is the attachment's, so that a device that has lost its state
// finds it again by HEAD.

import type { Attachment } from '../domain/attachment.ts';
import { type Answer, classify, type Outcome } from '../domain/retry.ts';
import { toBase64, utf8 } from './base64url.ts';
import type { HttpAnswer, HttpRequest, OfflineEnvironment } from './environment.ts';
import { sendTimeoutMs } from './request.ts';

const UPLOADS = '/api/uploads';
const VERSION = { 'tus-resumable': '1.0.0' };

/** What is uploaded, and by what right. */
export interface Subject {
  applicationId: string;
  trackingKey: string;
  attachment: Pick<Attachment, 'id' | 'byteLength'>;
  /** Failures so far: patience grows with them. */
  attempts: number;
  /** The whole had another digest at the server once: so each piece goes with its own. */
  isDoubted: boolean;
  /** Ends what is on its way. */
  stop?: AbortSignal;
}

export type TusAnswer =
  /** The server holds so many bytes; with all of them, its receipt. */
  | { kind: 'holds'; offset: number; receipt: string | null }
  /** Unknown here: never created, or expired. */
  | { kind: 'unknown' }
  /** The server holds another number of bytes than was thought. */
  | { kind: 'elsewhere' }
  /** The piece did not arrive as it was sent (460). */
  | { kind: 'garbled' }
  /** The whole does not have its digest, and the server has thrown it away. */
  | { kind: 'mismatch' }
  | {
      kind: 'failed';
      outcome: Exclude<Outcome, { kind: 'accepted' }>;
      isSilent: boolean;
      /** It has no room (507). */
      isFull: boolean;
    };

/** How much of it the server holds. */
export function askOffset(subject: Subject, environment: OfflineEnvironment): Promise<TusAnswer> {
  return ask(subject, environment, { method: 'HEAD', headers: {} }, `${UPLOADS}/${subject.attachment.id}`);
}

/**
 * Creates it, or sends bytes from an offset on. The first ones may go along with the creation (creation-with-upload); of an upload
 * that is there already they count for nothing.
 *
 * With a checksum a server must keep nothing of a piece that broke off; without one it keeps what came. TLS holds each byte as it
 * was sent, and the whole is judged by its SHA-256.
 */
export async function sendPiece(
  subject: Subject,
  at: 'new' | number,
  bytes: Uint8Array<ArrayBuffer> | undefined,
  environment: OfflineEnvironment,
): Promise<TusAnswer> {
  const { attachment, applicationId, isDoubted } = subject;
  const isNew = at === 'new';
  const headers: Record<string, string> = isNew
    ? {
        'upload-length': String(attachment.byteLength),
        'upload-metadata': `applicationId ${toBase64(utf8(applicationId))},attachmentId ${toBase64(utf8(attachment.id))}`,
      }
    : { 'upload-offset': String(at) };
  if (bytes) headers['content-type'] = 'application/offset+octet-stream';
  if (bytes && isDoubted)
    headers['upload-checksum'] = `sha256 ${toBase64(await environment.cryptography.sha256(bytes))}`;
  const request = { method: isNew ? 'POST' : 'PATCH', headers, ...(bytes && { bytes }) } as const;
  return await ask(subject, environment, request, isNew ? UPLOADS : `${UPLOADS}/${attachment.id}`);
}

/**
 * Asks the server to throw away what it holds.
 * @returns `gone`: it holds nothing any more; `whole`: all of it had arrived, and that it does not give up
 */
export async function removeUpload(
  subject: Subject,
  environment: OfflineEnvironment,
): Promise<'gone' | 'whole' | 'unanswered'> {
  const request = { method: 'DELETE', headers: {} } as const;
  const answer = await ask(subject, environment, request, `${UPLOADS}/${subject.attachment.id}`);
  if (answer.kind === 'holds' || answer.kind === 'unknown') return 'gone';
  const { outcome } = answer.kind === 'failed' ? answer : {};
  return outcome?.kind === 'refused' && outcome.problem === 'upload-not-allowed' ? 'whole' : 'unanswered';
}

/** Never rejects: whatever keeps an answer from coming is silence. */
async function ask(
  { trackingKey, attempts, stop }: Subject,
  environment: OfflineEnvironment,
  { headers, ...request }: Omit<HttpRequest, 'signal'>,
  path: string,
): Promise<TusAnswer> {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const stopTimer = environment.setTimer(end, sendTimeoutMs(attempts + 1));
  stop?.addEventListener('abort', end);
  if (stop?.aborted) end();
  try {
    const answer = await environment.fetch(path, {
      ...request,
      headers: {
        ...VERSION,
        accept: 'application/json',
        authorization: `Bearer ${trackingKey}`,
        ...headers,
      },
      signal: controller.signal,
    });
    return judge(answer, parseJson(await answer.text()), environment.now());
  } catch {
    return failed({ kind: 'no-answer' }, environment.now());
  } finally {
    stopTimer();
    stop?.removeEventListener('abort', end);
  }
}

function judge(answer: HttpAnswer, body: unknown, now: number): TusAnswer {
  const { status, headers } = answer;
  // A captive portal answers with 200, too, but speaks no tus.
  if (status >= 200 && status < 300 && headers.get('tus-resumable') !== null) {
    // A creation need not say it: nothing is there yet, or the next piece is told.
    const offset = Number(headers.get('upload-offset') ?? 0);
    if (Number.isSafeInteger(offset) && offset >= 0) {
      return { kind: 'holds', offset, receipt: headers.get('upload-receipt') };
    }
  }
  if (status === 404 || status === 410) return { kind: 'unknown' };
  if (status === 460) return { kind: 'garbled' };
  const code = typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : undefined;
  if (code === 'upload-digest-mismatch') return { kind: 'mismatch' };
  if (status === 409) return { kind: 'elsewhere' };
  return failed({ kind: 'answer', status, retryAfter: headers.get('retry-after'), body }, now);
}

function failed(answer: Answer, now: number): TusAnswer {
  const outcome = classify(answer, now);
  // Success without the protocol's own words is none.
  const meant =
    outcome.kind === 'accepted' ? ({ kind: 'retry', retryAfterMs: 0, isOurs: false } as const) : outcome;
  const isFull = answer.kind === 'answer' && answer.status === 507;
  return { kind: 'failed', outcome: meant, isSilent: answer.kind === 'no-answer', isFull };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
