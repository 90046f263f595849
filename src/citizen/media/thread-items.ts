// The recordings and files of one thread, from both sides: what this device has of each and how far it is sent, and what
// the state has said of it. Pure.

import type { Attachment } from '../../domain/attachment.ts';
import type { UploadState } from '../../domain/upload.ts';
import type { ThreadAttachment } from '../../domain/wire.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { AttachmentStatus } from '../../offline/upload-acts.ts';

export interface ThreadItem extends Pick<Attachment, 'id' | 'kind' | 'byteLength'> {
  /** Of one whose bytes are, or were, on this device. */
  upload: UploadState | undefined;
  /** As the state has last said it. */
  held: ThreadAttachment | undefined;
}

/** Those of this device's manifests first, in their order, then what only the thread knows; each once. */
export function itemsOf(
  own: readonly AttachmentStatus[],
  thread: readonly ThreadAttachment[] = [],
): ThreadItem[] {
  const items = new Map<string, ThreadItem>();
  for (const { attachment, upload } of own) {
    const { id, kind, byteLength } = attachment;
    items.set(id, { id, kind, byteLength, upload, held: undefined });
  }
  for (const held of thread) {
    const { id, kind, byteLength } = held;
    const upload = items.get(id)?.upload;
    items.set(id, { id, kind, byteLength, upload, held });
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

/** Where it stands. What this device still has to send is told before what the state says. */
export function wordsOf(item: ThreadItem, t: Translate): string {
  const { upload, held } = item;
  switch (upload?.state) {
    case 'waiting': {
      const percent = percentOf(item) ?? 0;
      return percent === 0 ? t('media.upload.waiting') : t('media.upload.sending', { percent });
    }
    case 'cancelled':
      return t('media.upload.cancelled');
    case 'refused':
      return t(upload.problem === 'lost' ? 'media.upload.lost' : 'media.upload.refused');
    case 'uploaded':
      // The thread may be older than the receipt.
      return held && isThere(held) ? t(`media.held.${held.state}`) : t('media.upload.uploaded');
    case undefined:
      return held ? t(`media.held.${held.state}`) : t('media.upload.elsewhere');
  }
}

/** Whether the state has said something of the whole. */
export function isThere({ state }: ThreadAttachment): boolean {
  return state !== 'expected' && state !== 'uploading';
}
