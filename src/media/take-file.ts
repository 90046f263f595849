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
import { sourceOf } from './byte-source.ts';
import { isCommonPicture, isPicture, judgeContent } from './file-content.ts';
import { type FileFault, isHeic, isOldOffice, judgeFile, kindOfFile } from './file-kinds.ts';
import { holdGrowing } from './growing-lock.ts';
import type { Found } from './metadata.ts';
import { readMetadata } from './photo-metadata.ts';

const PIECE_BYTES = 1024 * 1024;
const HEAD_BYTES = 512;
/** Long enough for a page of writing to be read in it. */
const LONGEST_SIDE = 2048;
const LONGEST_SIDE_SAVING = 1280;
/** What a camera writes of the largest picture; to open more would take the phone's memory before it is refused. */
const MOST_DRAWN_BYTES = 100 * 1024 * 1024;

export interface Taking {
  draftId: string;
  /** Where the file has its record already (reserveFile). */
  place?: FilePlace | undefined;
  limits: AttachmentLimits;
  /** Attachments that the application has already. */
  count: number;
  savesData: boolean;
  onProgress?: (progress: TakingProgress) => void;
}

/** `checking`: all of it lies here, and is read once more for its digest. */
export interface TakingProgress {
  stage: 'reading' | 'checking';
  bytes: number;
  allBytes: number;
}

/** A file's record before any of its bytes, and the lock that says that it grows (M6). */
export interface FilePlace {
  id: string;
  letGo: () => void;
}

/** Those that need no figures. */
export type PlainFault = Exclude<FileFault, 'too-large'>;

type Source = Omit<Parameters<typeof beginRecording>[0], 'id'>;

export type Taken =
  | {
      ok: true;
      attachment: Attachment;
      /** What a photo said beside its picture, and says no more. */
      removed?: Found | undefined;
      /** A photo of fewer bytes than the one that was chosen. */
      isSmaller?: boolean;
      /** A film whose end is missing. */
      isShort?: boolean;
    }
  | { ok: false; fault: PlainFault }
  /** `undrawable`: a photo that is too large to be made smaller here. */
  | { ok: false; fault: 'too-large' | 'undrawable'; sizeBytes: number; mostBytes: number };

/** Draws a photo anew. Rejects where the browser cannot open it. */
export type DrawAnew = (photo: Blob, longestSide: number) => Promise<Blob>;

/**
 * A file's record, so that a kill leaves its name.
 * @returns why it is not taken, as far as its name, its size and the store say
 */
export async function reserveFile(
  file: File,
  draftId: string,
  environment: OfflineEnvironment = platform,
): Promise<FilePlace | PlainFault> {
  const found = kindOfFile(file);
  if (file.size === 0) return 'empty';
  if (isOldOffice(file)) return 'old-office';
  if (!found) return 'kind';
  const id = newId(environment);
  const letGo = holdGrowing(id, environment);
  try {
    await beginRecording({ ...found, id, draftId, name: file.name }, environment);
    return { id, letGo };
  } catch (error) {
    letGo();
    return faultOf(error);
  }
}

/** What is not taken leaves nothing. The place that was given is let go by who gave it. */
export async function takeFile(
  file: File,
  taking: Taking,
  drawAnew: DrawAnew = drawOnCanvas,
  environment: OfflineEnvironment = platform,
): Promise<Taken> {
  const place = taking.place ?? (await reserveFile(file, taking.draftId, environment));
  if (typeof place === 'string') return { ok: false, fault: place };
  try {
    const taken = await readIn(file, place.id, taking, drawAnew, environment);
    // A store that does not even delete sweeps it later: no manifest names it.
    if (!taken.ok) await deleteRecording(place.id, environment).catch(() => undefined);
    return taken;
  } catch (error) {
    await deleteRecording(place.id, environment).catch(() => undefined);
    return { ok: false, fault: faultOf(error) };
  } finally {
    if (!taking.place) place.letGo();
  }
}

async function readIn(
  file: File,
  id: string,
  { draftId, limits, count, savesData, onProgress = () => undefined }: Taking,
  drawAnew: DrawAnew,
  environment: OfflineEnvironment,
): Promise<Taken> {
  const found = kindOfFile(file);
  if (!found) return { ok: false, fault: 'kind' };
  const { kind, mediaType } = found;
  const keep = async (blob: Blob, type: string): Promise<Taken> => {
    const fault = judgeFile(kind, blob.size, count, limits) ?? (await judgeRoom(blob.size, environment));
    if (fault === 'too-large') return tooLarge(blob, limits.bytes[kind]);
    if (fault) return { ok: false, fault };
    const source = { draftId, kind, mediaType: type, name: file.name };
    return await store(blob, id, source, onProgress, environment);
  };
  try {
    if (kind === 'photo') {
      if (count >= limits.count) return { ok: false, fault: 'too-many' };
      if (file.size > MOST_DRAWN_BYTES) return { ...tooLarge(file, MOST_DRAWN_BYTES), fault: 'undrawable' };
      const photo = await draw(file, mediaType, savesData ? LONGEST_SIDE_SAVING : LONGEST_SIDE, drawAnew);
      if ('fault' in photo) return { ok: false, fault: photo.fault };
      const taken = await keep(photo.blob, photo.blob.type || mediaType);
      return taken.ok ? { ...taken, removed: photo.removed, isSmaller: photo.blob.size < file.size } : taken;
    }
    const fault = judgeFile(kind, file.size, count, limits);
    if (fault === 'too-large') return tooLarge(file, limits.bytes[kind]);
    if (fault) return { ok: false, fault };
    const content = await judgeContent(kind, mediaType, sourceOf(file));
    if (content === 'other') return { ok: false, fault: 'content' };
    if (content === 'form') return { ok: false, fault: 'form' };
    if (content === 'cut') return { ok: false, fault: 'truncated' };
    const taken = await keep(file, mediaType);
    return taken.ok && content === 'short' ? { ...taken, isShort: true } : taken;
  } catch (error) {
    if (error instanceof DOMException) return { ok: false, fault: 'changed' };
    throw error;
  }
}

function tooLarge({ size }: Blob, mostBytes: number) {
  return { ok: false, fault: 'too-large', sizeBytes: size, mostBytes } as const;
}

/** Rejects with a DOMException when the file is not any more what was chosen. */
async function draw(
  file: File,
  mediaType: string,
  longestSide: number,
  drawAnew: DrawAnew,
): Promise<{ blob: Blob; removed: Found } | { fault: 'content' | 'damaged' | 'heic' | 'photo' }> {
  const source = sourceOf(file);
  const head = await source.read(0, HEAD_BYTES);
  const removed = await readMetadata(source);
  try {
    return { blob: await drawAnew(file, longestSide), removed };
  } catch {
    if (isHeic(head)) return { fault: 'heic' };
    if (!isPicture(head)) return { fault: 'content' };
    if (isCommonPicture(head)) return { fault: 'damaged' };
    return { fault: mediaType === 'image/heic' ? 'heic' : 'photo' };
  }
}

/** @throws what is no fault of the store: a bug */
function faultOf(error: unknown): 'quota' | 'store' {
  if (!(error instanceof StorageFault)) throw error;
  return error.reason === 'quota' ? 'quota' : 'store';
}

async function judgeRoom(bytes: number, environment: OfflineEnvironment): Promise<FileFault | undefined> {
  const room = await roomLeft(environment);
  return room !== undefined && room < bytes + PIECE_BYTES ? 'quota' : undefined;
}

async function store(
  blob: Blob,
  id: string,
  source: Source,
  onProgress: NonNullable<Taking['onProgress']>,
  environment: OfflineEnvironment,
): Promise<Taken> {
  const allBytes = blob.size;
  // A photo that was drawn anew is of another form than the one that was chosen.
  await beginRecording({ ...source, id }, environment);
  for (let offset = 0; offset < allBytes; offset += PIECE_BYTES) {
    const piece = await readPiece(blob, offset);
    if (!piece) return { ok: false, fault: 'changed' };
    if (!(await appendChunk(id, piece, 0, environment))) return { ok: false, fault: 'store' };
    onProgress({ stage: 'reading', bytes: Math.min(allBytes, offset + PIECE_BYTES), allBytes });
  }
  onProgress({ stage: 'checking', bytes: 0, allBytes });
  const check = (bytes: number): void => onProgress({ stage: 'checking', bytes, allBytes });
  const attachment = await finishRecording(id, 'supporting', environment, check);
  return attachment ? { ok: true, attachment } : { ok: false, fault: 'empty' };
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
