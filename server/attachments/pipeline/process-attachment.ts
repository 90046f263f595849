// From a stranger's file to what may be served of it.
//
//     size ──▶ inspection (what is it? is it taken?) ──┬─▶ image: redrawn
//                 in the sandbox                       ├─▶ document: its copy without names
//                                                      └─▶ recording: ffprobe ──▶ ffmpeg, both in the sandbox
//
// Invariants: 1. no byte of the file is read outside of the sandbox; 2. what was not looked at is never served; 3. no byte is
// served that was not written here, unless there is no ffmpeg or the document is signed, which the state says; 4. knows no
// database and no clock.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentKind } from '../../../src/domain/attachment.ts';
import { acceptedType, fitsKind } from './inspection/content-types.ts';
import type { PipelineLimits } from './limits.ts';
import { failed, originalRendition, type Processed, refused } from './renditions.ts';
import { DOCUMENT_FILE_NAME, IMAGE_FILE_NAME, runInspection } from './run-inspection.ts';
import type { MediaTools } from './tools.ts';
import { failureOf, isFilled, transcode } from './transcode.ts';

export interface SourceFile {
  /** Absolute, with links resolved. */
  path: string;
  /** An empty folder for the results; the caller removes it. Absolute, with links resolved. */
  folder: string;
  /** An officer's, for a citizen. */
  isAnswer?: boolean;
}

export async function processAttachment(
  { path, folder, isAnswer = false }: SourceFile,
  kind: AttachmentKind,
  tools: MediaTools,
  limits: PipelineLimits,
): Promise<Processed> {
  const { size: byteLength } = await stat(path);
  if (byteLength === 0) return refused('empty');
  if (byteLength > limits.bytes[kind]) return refused('too-large');
  const inspection = await runInspection({ path, kind, folder, isAnswer }, tools.sandbox, limits);
  if (inspection.kind === 'not-done') return failed(failureOf(inspection.end), undefined);
  const { answer } = inspection;
  if (!answer.ok) return refused(answer.problem);
  const type = acceptedType(answer.mediaType);
  if (type === undefined || !fitsKind(type.family, kind)) return failed('tool-failed', undefined);
  switch (type.family) {
    case 'document':
      return copied({ path, copyPath: join(folder, DOCUMENT_FILE_NAME) }, answer);
    case 'image':
      return redrawn(join(folder, IMAGE_FILE_NAME), answer);
    case 'audio':
    case 'video': {
      const { mediaType } = answer;
      const { demuxer = '' } = type;
      return transcode({ path, byteLength, mediaType, demuxer, kind, folder }, tools, limits);
    }
  }
}

/** A photo is served redrawn or not at all: as it came it may say where somebody lives. */
async function redrawn(
  path: string,
  { width = null, height = null }: { width?: number | null | undefined; height?: number | null | undefined },
): Promise<Processed> {
  if (!(await isFilled(path))) return failed('tool-failed', undefined);
  const still = { durationMs: null, frameRate: null } as const;
  const image = { name: 'image', mediaType: 'image/jpeg', path, width, height, ...still } as const;
  return { ok: true, state: 'ready', renditions: [image] };
}

/** A document is served as a copy that names nobody; one that is signed as it came, because a copy would be unsigned. */
async function copied(
  { path, copyPath }: { path: string; copyPath: string },
  { mediaType, isSigned = false }: { mediaType: string; isSigned?: boolean | undefined },
): Promise<Processed> {
  if (isSigned) {
    const renditions = [originalRendition(path, mediaType)] as const;
    return { ok: true, state: 'original-only', problem: 'signed', renditions };
  }
  if (!(await isFilled(copyPath))) return failed('tool-failed', undefined);
  return { ok: true, state: 'ready', renditions: [originalRendition(copyPath, mediaType)] };
}
