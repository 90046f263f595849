// What the pipeline hands over: files in its work folder that may be served, or the reason why there are none.

import type { KeptReason, Refusal, ToolFailure } from '../../../src/domain/attachment-problem.ts';
import type { RenditionName } from '../../../src/domain/attachment-rendition.ts';

export interface ProducedRendition {
  name: RenditionName;
  mediaType: string;
  /** Of the file: in the work folder, or the original itself. */
  path: string;
  durationMs: number | null;
  width: number | null;
  height: number | null;
  /** Pictures in a second, at equal distances; null: it does not move, or came as it is. */
  frameRate: number | null;
}

export type Processed =
  | { ok: true; state: 'ready'; renditions: readonly ProducedRendition[] }
  /** Nothing could or should be made of it here, and it is what it should be: it is kept and served as it came. */
  | {
      ok: true;
      state: 'original-only';
      problem: ToolFailure | KeptReason;
      renditions: readonly [ProducedRendition];
    }
  /** For good. */
  | { ok: false; problem: Refusal }
  /** A tool failed. To be tried again; given up, it is served as `original`, or not at all. */
  | { ok: false; problem: ToolFailure; original: ProducedRendition | undefined };

/** In the format in which it came: a document's copy, or the very file. */
export function originalRendition(path: string, mediaType: string): ProducedRendition {
  return { name: 'original', mediaType, path, durationMs: null, width: null, height: null, frameRate: null };
}

export function refused(problem: Refusal): Processed {
  return { ok: false, problem };
}

/** @param original served when it is given up; undefined for what must never be served as it came */
export function failed(problem: ToolFailure, original: ProducedRendition | undefined): Processed {
  return { ok: false, problem, original };
}
