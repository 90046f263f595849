// Takes one file in: a photo is drawn anew, smaller and without anything that the camera wrote into it, everything else is
// stored as it is, piece by piece. A file that cannot be taken leaves nothing behind.

import type { Attachment } from '../domain/attachment.ts';
import type { AttachmentLimits } from '../domain/attachment-limits.ts';
import { type OfflineEnvironment, platform } from '../offline/environment.ts';
import { newId } from '../offline/ids.ts';
import {
  appendChunk,
  beginRecording,
  deleteRecording,
  finishRecording,
  roomLeft,
} from '../offline/recordings.ts';
import { StorageFault } from '../offline/storage-fault.ts';
import { type FileFault, isHeic, isOldOffice, judgeFile, kindOfFile, tellsPlace } from './file-kinds.ts';
import { holdGrowing } from './growing-lock.ts';

const PIECE_BYTES = 1024 * 1024;
/** Where a camera writes what it knows, long before the picture. */
const HEAD_BYTES = 256 * 1024;
/** Long enough for a page of writing to be read in it. */
const LONGEST_SIDE = 2048;
const LONGEST_SIDE_SAVING = 1280;
/** What a camera writes of the largest picture; to open more would take the phone's memory before it is refused. */
const MOST_DRAWN_BYTES = 100 * 1024 * 1024;

export interface Taking {
  draftId: string;
  limits: AttachmentLimits;
  /** Attachments that the application has already. */
  count: number;
  savesData: boolean;
  /** Bytes so far and in all. */
  onProgress?: (storedBytes: number, allBytes: number) => void;
}

export type Taken =
  /** `removed`: what a photo no longer says. */
  | { ok: true; attachment: Attachment; removed: 'place' | 'details' | undefined }
  | { ok: false; fault: FileFault };

/** Draws a photo anew. Rejects where the browser cannot open it. */
export type DrawAnew = (photo: Blob, longestSide: number) => Promise<Blob>;

export async function takeFile(
  file: File,
  { draftId, limits, count, savesData, onProgress = () => undefined }: Taking,
  drawAnew: DrawAnew = drawOnCanvas,
  environment: OfflineEnvironment = platform,
): Promise<Taken> {
  const found = kindOfFile(file);
  if (file.size === 0) return { ok: false, fault: 'empty' };
  if (isOldOffice(file)) return { ok: false, fault: 'old-office' };
  if (!found) return { ok: false, fault: 'kind' };
  const { kind, mediaType } = found;
  if (kind !== 'photo') {
    const fault = judgeFile(kind, file.size, count, limits) ?? (await judgeRoom(file.size, environment));
    if (fault) return { ok: false, fault };
    const source = { draftId, kind, mediaType, name: file.name };
    return await store(file, source, undefined, onProgress, environment);
  }
  if (count >= limits.count) return { ok: false, fault: 'too-many' };
  if (file.size > MOST_DRAWN_BYTES) return { ok: false, fault: 'too-large' };
  let head: Uint8Array;
  let removed: 'place' | 'details';
  let photo: Blob;
  try {
    head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    removed = tellsPlace(head) ? 'place' : 'details';
  } catch {
    return { ok: false, fault: 'changed' };
  }
  try {
    photo = await drawAnew(file, savesData ? LONGEST_SIDE_SAVING : LONGEST_SIDE);
  } catch {
    return { ok: false, fault: isHeic(head) || mediaType === 'image/heic' ? 'heic' : 'photo' };
  }
  const fault = judgeFile(kind, photo.size, count, limits) ?? (await judgeRoom(photo.size, environment));
  if (fault) return { ok: false, fault };
  const source = { draftId, kind, mediaType: photo.type || mediaType, name: file.name };
  return await store(photo, source, removed, onProgress, environment);
}

async function judgeRoom(bytes: number, environment: OfflineEnvironment): Promise<FileFault | undefined> {
  const room = await roomLeft(environment);
  return room !== undefined && room < bytes + PIECE_BYTES ? 'quota' : undefined;
}

async function store(
  blob: Blob,
  source: Parameters<typeof beginRecording>[0],
  removed: 'place' | 'details' | undefined,
  onProgress: (storedBytes: number, allBytes: number) => void,
  environment: OfflineEnvironment,
): Promise<Taken> {
  const id = newId(environment);
  const letGo = holdGrowing(id, environment);
  const giveUp = async (fault: FileFault): Promise<Taken> => {
    // A store that does not even delete sweeps it later: no manifest names it.
    await deleteRecording(id, environment).catch(() => undefined);
    return { ok: false, fault };
  };
  try {
    await beginRecording({ ...source, id }, environment);
    for (let offset = 0; offset < blob.size; offset += PIECE_BYTES) {
      const piece = await readPiece(blob, offset);
      if (!piece) return await giveUp('changed');
      if (!(await appendChunk(id, piece, 0, environment))) return await giveUp('store');
      onProgress(Math.min(blob.size, offset + PIECE_BYTES), blob.size);
    }
    const attachment = await finishRecording(id, 'supporting', environment);
    return attachment ? { ok: true, attachment, removed } : await giveUp('empty');
  } catch (error) {
    if (!(error instanceof StorageFault)) throw error;
    return await giveUp(error.reason === 'quota' ? 'quota' : 'store');
  } finally {
    letGo();
  }
}

/** @returns undefined when the file is not any more what was chosen */
async function readPiece(blob: Blob, offset: number): Promise<ArrayBuffer | undefined> {
  try {
    const wanted = Math.min(PIECE_BYTES, blob.size - offset);
    const bytes = await blob.slice(offset, offset + wanted).arrayBuffer();
    return bytes.byteLength === wanted ? bytes : undefined;
  } catch {
    return undefined;
  }
}

async function drawOnCanvas(photo: Blob, longestSide: number): Promise<Blob> {
  const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    // JPEG knows no transparency: what is clear becomes white, not black.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.85);
    });
  } finally {
    picture.close();
  }
}
