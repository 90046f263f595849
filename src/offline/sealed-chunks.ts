// The attachments of sealed entries on their way, in a page and in the worker, under the sender's lock.
//
// H3  Chunks go after their application, from where the server says; one silence ends the round. Each request carries twice as many as the
//     one before, so that a line too slow for the most at once still brings some in every round.
// H4  That the server holds one whole is kept as it came, before the chunks go. Those of an own one stay until a page has opened that (H1):
//     the worker neither calls it receipted nor gives it up.
// H5  Where the server asks for time (Retry-After), the round has no further question about attachments; nor where they are to wait
//     for another line, which is looked at before each request.

import { parseRetryAfter } from '../domain/retry.ts';
import {
  SEALED_CHUNKS_AT_ONCE,
  SEALED_MEDIA_TYPE,
  SEALED_PATHS,
  type SealedAttachmentAnswer,
} from '../domain/sealed.ts';
import { pathOf } from '../domain/wire.ts';
import { concat } from '../sealing/frame.ts';
import { announce } from './changes.ts';
import { read, write } from './database.ts';
import type { OfflineEnvironment } from './environment.ts';
import { BACKGROUND_SYNC_TAG } from './outbox.ts';
import { ask, sendTimeoutMs } from './request.ts';
import { chunksOfParcel } from './sealed-entries.ts';
import type { SealedAttachment, SealedEntry } from './sealed-schema.ts';
import { isUnsent } from './sealed-waiting.ts';
import { type AskedLine, LINE_PAUSE_MS, mayGoNow } from './upload-acts.ts';

type AttachmentEnd = Pick<SealedAttachment, 'isStored' | 'problem' | 'receipt'>;

/** Opens what the server says of an own attachment. @returns whether it is a receipt that holds */
export type Verify = (place: number, attachment: SealedAttachment, sealed: string) => Promise<boolean>;

/** Of a page. */
export interface FromPage extends AskedLine {
  verify?: Verify;
}

/**
 * @returns `done`: all of them are at their end; `silent`: no answer came; else milliseconds for which the server or the line asks, 0 where
 *   neither does
 */
export async function sendAttachments(
  entry: SealedEntry,
  environment: OfflineEnvironment,
  page: FromPage = {},
): Promise<'done' | 'silent' | number> {
  let result: 'done' | 0 = 'done';
  for (const [place, attachment] of entry.attachments.entries()) {
    if (!isUnsent(attachment)) continue;
    const sent = await sendChunks(entry, place, attachment, environment, page);
    if (typeof sent === 'object') await endAttachment(entry.parcel, place, sent, environment);
    else if (sent === 0) result = sent;
    else return sent;
  }
  return result;
}

/** An attachment at its end needs its chunks no more: a phone that carries many has no room for them. @returns what the entry is then */
export async function endAttachment(
  parcel: string,
  place: number,
  end: AttachmentEnd,
  environment: OfflineEnvironment,
): Promise<SealedEntry | undefined> {
  const ended = await write(environment, ['sealed', 'sealedChunks'], async (transaction) => {
    const sealed = transaction.objectStore('sealed');
    const entry = await sealed.get(parcel);
    if (!entry) return undefined;
    const attachments = entry.attachments.map((one, index) => (index === place ? { ...one, ...end } : one));
    const changed = { ...entry, attachments };
    await sealed.put(changed);
    if (end.isStored || end.problem !== undefined)
      await transaction.objectStore('sealedChunks').delete(chunksOfParcel(parcel, place));
    return changed;
  });
  announce({ kind: 'outbox', id: parcel }, environment);
  return ended;
}

async function sendChunks(
  { parcel, own }: SealedEntry,
  place: number,
  attachment: SealedAttachment,
  environment: OfflineEnvironment,
  { verify, ...line }: FromPage,
): Promise<AttachmentEnd | 'silent' | number> {
  const head = new Uint8Array(attachment.head);
  // The first request asks how far it has come; a whole that did not have its digest begins once more.
  for (let first = 0, count = 0, restarts = 0; ; ) {
    if (!(await mayGoNow(environment, line))) return LINE_PAUSE_MS;
    const chunks = await readChunks(parcel, place, first, count, environment);
    const answer = await ask(
      environment,
      pathOf(SEALED_PATHS.attachment, { parcel, place: String(place) }),
      {
        method: 'POST',
        headers: { 'content-type': SEALED_MEDIA_TYPE },
        bytes: concat(number(head.length), head, number(first), ...chunks),
      },
      sendTimeoutMs(3),
    );
    if (answer.kind === 'no-answer') return 'silent';
    const said = (answer.body ?? {}) as Partial<SealedAttachmentAnswer> & { code?: unknown };
    if (answer.status === 200 && said.state === 'stored' && typeof said.sealed === 'string') {
      const receipt = said.sealed;
      if (!own) return { isStored: true, receipt };
      if (!verify) return { isStored: false, receipt };
      return (await verify(place, attachment, receipt)) ? { isStored: true } : 0;
    }
    if (answer.status === 200 && said.state === 'receiving' && Number.isInteger(said.chunks)) {
      const held = Number(said.chunks);
      // No step forward is no reason to go on at once.
      if (held < first + Math.min(count, 1)) return 0;
      if (!verify && held > first && count)
        await environment.registerBackgroundSync(BACKGROUND_SYNC_TAG).catch(() => undefined);
      first = held;
      count = Math.min(SEALED_CHUNKS_AT_ONCE, count * 2 || 1);
    } else if (said.code === 'upload-digest-mismatch' && restarts++ === 0) first = 0;
    else {
      const isFinal = [409, 413, 422].includes(answer.status) && typeof said.code === 'string';
      return isFinal && (verify || !own)
        ? { isStored: false, problem: String(said.code) }
        : parseRetryAfter(answer.retryAfter, environment.now());
    }
  }
}

async function readChunks(
  parcel: string,
  place: number,
  first: number,
  count: number,
  environment: OfflineEnvironment,
): Promise<Uint8Array[]> {
  if (count === 0) return [];
  const range = IDBKeyRange.bound([parcel, place, first], [parcel, place, first + count - 1]);
  const chunks = await read(environment, ['sealedChunks'], (transaction) =>
    transaction.objectStore('sealedChunks').getAll(range),
  );
  return chunks.map((chunk) => new Uint8Array(chunk));
}

/** 32 bits, big endian. */
function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
