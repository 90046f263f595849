// How much a stranger's file may cost. The operator sets the bytes (configuration); the rest follows from them and from what
// phones really make.

import type { AttachmentKind } from '../../../src/domain/attachment.ts';
import { DEFAULT_ATTACHMENT_LIMITS } from '../../../src/domain/attachment-limits.ts';
import type { ToolLimits } from './sandbox.ts';

export interface PipelineLimits {
  bytes: Readonly<Record<AttachmentKind, number>>;
  /** Of a photo. 100 million are more than any phone's ordinary pictures. */
  imagePixels: number;
  /** Of one picture of a film; 4096 × 2304. */
  videoPixels: number;
  /** Of a recording. */
  seconds: number;
  /** For looking at the file and redrawing an image. */
  inspection: ToolLimits;
  /** For ffmpeg and ffprobe; the time grows with the length of the recording. */
  media: { memoryBytes: number; baseMs: number; msPerSecond: number; fileBytesPerSecond: number };
}

const MB = 1024 * 1024;

export const DEFAULT_PIPELINE_LIMITS: PipelineLimits = {
  bytes: DEFAULT_ATTACHMENT_LIMITS.bytes,
  imagePixels: 100_000_000,
  videoPixels: 4096 * 2304,
  seconds: 7_200,
  inspection: { wallMs: 60_000, cpuSeconds: 60, memoryBytes: 2048 * MB, fileBytes: 32 * MB },
  media: { memoryBytes: 1536 * MB, baseMs: 60_000, msPerSecond: 4_000, fileBytesPerSecond: 200_000 },
};

const BASE_FILE_BYTES = 16 * MB;
/** A processor has at most so many threads of ffmpeg to pay for. */
export const FFMPEG_THREADS = 2;

/** @param seconds length of the recording, as far as it is known */
export function mediaToolLimits({ media }: PipelineLimits, seconds: number): ToolLimits {
  const wallMs = media.baseMs + seconds * media.msPerSecond;
  return {
    wallMs,
    // Above the wall time of all threads together: the clock of the wall decides, this holds where nobody is left to look.
    cpuSeconds: (wallMs / 1000) * (FFMPEG_THREADS + 2),
    memoryBytes: media.memoryBytes,
    fileBytes: BASE_FILE_BYTES + seconds * media.fileBytesPerSecond,
  };
}
