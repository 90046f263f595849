// The recordings and files of one thread, from both sides: what this device has of each and how far it is sent, and what
// the state has said of it. Pure.

import type { Attachment } from '../../domain/attachment.ts';
import type { AnswerMedium } from '../../domain/thread-answer.ts';
import type { ThreadAttachment } from '../../domain/thread-attachment.ts';
import { RECORDED_KINDS, type Transcript } from '../../domain/transcript.ts';
import type { UploadState } from '../../domain/upload.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { AttachmentStatus } from '../../offline/upload-acts.ts';

export interface ThreadItem extends Pick<Attachment, 'id' | 'kind' | 'byteLength'> {
  /** Of one whose bytes are, or were, on this device. */
  upload: UploadState | undefined;
  /** Of one that was made or chosen on this device. */
  mediaType: string | undefined;
  /** Of one that was chosen on this device: nobody else knows it. */
  fileName: string | undefined;
  durationMs: number | undefined;
  /** As the state has last said it. */
  held: ThreadAttachment | undefined;
}

/** Those of this device's manifests first, in their order, then what only the thread knows; each once. */
export function itemsOf(
  own: readonly AttachmentStatus[],
  thread: readonly ThreadAttachment[] = [],
): ThreadItem[] {
  const items = new Map<string, ThreadItem>();
  for (const { attachment, upload, name: fileName } of own) {
    const { id, kind, byteLength, mediaType, durationMs } = attachment;
    items.set(id, { id, kind, byteLength, mediaType, fileName, durationMs, upload, held: undefined });
  }
  for (const held of thread) {
    const { id, kind, byteLength } = held;
    const own = items.get(id);
    const { upload, mediaType, fileName, durationMs = held.durationMs } = own ?? {};
    items.set(id, { id, kind, byteLength, mediaType, fileName, durationMs, upload, held });
  }
  return [...items.values()];
}

/** Numbered where there are several of a kind: "Sesli kayıt 2". */
export function nameOf(item: ThreadItem, all: readonly ThreadItem[], t: Translate): string {
  const same = all.filter(({ kind }) => kind === item.kind);
  const name = t(`attachment.${item.kind}`);
  return same.length < 2 ? name : t('media.upload.numbered', { name, number: same.indexOf(item) + 1 });
}

/** Per cent of it that the server has confirmed; undefined where nothing is on the way. */
export function percentOf({ upload, byteLength }: ThreadItem): number | undefined {
  return upload?.state === 'waiting' ? Math.floor((upload.offset / byteLength) * 100) : undefined;
}

/**
 * Where it stands. What this device still has to send is told before what the state says.
 * @param isResting nothing goes before the line is another, or somebody asks for it
 */
export function wordsOf(item: ThreadItem, t: Translate, isResting = false): string {
  const { upload, held } = item;
  switch (upload?.state) {
    case 'waiting': {
      if (upload.isServerFull) return t('media.upload.noRoom');
      const percent = percentOf(item) ?? 0;
      if (percent === 0) return t('media.upload.waiting');
      return t(isResting ? 'media.upload.resting' : 'media.upload.sending', { percent });
    }
    case 'cancelled':
      return t(upload.isTold ? 'media.upload.cancelled' : 'media.upload.cancelling');
    case 'refused':
      return t(upload.problem === 'lost' ? 'media.upload.lost' : 'media.upload.refused');
    case 'uploaded': {
      // The thread may be older than the receipt.
      const words = held && isThere(held) ? t(`media.held.${held.state}`) : t('media.upload.uploaded');
      return upload.wasCancelled ? `${t('media.upload.tooLate')} ${words}` : words;
    }
    case undefined:
      return held ? t(`media.held.${held.state}`) : t('media.upload.elsewhere');
  }
}

/** Whether the state has said something of the whole. */
export function isThere({ state }: ThreadAttachment): boolean {
  return state !== 'expected' && state !== 'uploading';
}

/** From where whoever made a recording can hear or see it again. */
export type OwnSource =
  /** Its bytes have not left this device. */
  | { from: 'device'; kind: 'audio' | 'video'; mediaType: string }
  | { from: 'state'; medium: AnswerMedium }
  /** They have, and the state has not made it playable yet. */
  | { from: 'nowhere-yet' };

/** @returns undefined for what is no recording, and where there will be nothing to play */
export function ownSourceOf(item: ThreadItem, transcript: Transcript | undefined): OwnSource | undefined {
  const { id, upload, held, mediaType, durationMs } = item;
  if (!(RECORDED_KINDS as readonly string[]).includes(item.kind)) return undefined;
  const isSound = item.kind === 'voice' || item.kind === 'audio';
  const isHere = upload && upload.state !== 'uploaded' && !isLost(upload);
  if (isHere) return { from: 'device', kind: isSound ? 'audio' : 'video', mediaType: mediaType ?? '' };
  if (held?.renditions) {
    const { renditions, sizes } = held;
    // A correction has no marks of time, so it is no caption; a sound has no picture to stand on.
    const isCaption = !isSound && transcript?.verdict?.kind !== 'corrected';
    const captions = isCaption ? transcript?.cues : undefined;
    const kind = isSound ? 'audio' : 'sign-video';
    return { from: 'state', medium: { id, kind, renditions, sizes, durationMs, captions } };
  }
  const isOnItsWay = held ? held.state === 'stored' : upload?.state === 'uploaded';
  return isOnItsWay ? { from: 'nowhere-yet' } : undefined;
}

function isLost(upload: UploadState): boolean {
  return upload.state === 'refused' && upload.problem === 'lost';
}
