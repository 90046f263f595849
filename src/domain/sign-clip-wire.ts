// The HTTP contract of the clips in sign language: what a citizen's device reads of them, and what the console's studio does
// with them. Apart from wire.ts, because only a lazily loaded part of the app needs it.

import * as v from 'valibot';
import { ATTACHMENT_STATES } from './attachment-state.ts';
import { cuesSchema } from './cue.ts';
import { SIGN_CLIP_SLOTS } from './sign-clip.ts';
import { instant } from './wire.ts';

export const SIGN_CLIP_PATHS = {
  clips: '/api/sign-clips',
  /** The name holds the content's digest: what is there once never changes. */
  clipFile: '/api/sign-clips/files/:file',
  staffClips: '/api/staff/sign-clips',
  staffClip: '/api/staff/sign-clips/:slot/:clipId',
  staffClipFile: '/api/staff/sign-clips/:slot/:clipId/files/:rendition',
  publication: '/api/staff/sign-clips/:slot/:clipId/publication',
} as const;

/** Name of a clip's file: SHA-256 in hex, and what it is. */
export const CLIP_FILE = /^[0-9a-f]{64}\.(mp4|webm|jpg)$/;

const clipFile = v.object({
  url: v.pipe(v.string(), v.regex(/^\/api\/sign-clips\/files\/[0-9a-f]{64}\.(mp4|webm|jpg)$/)),
  byteLength: v.number(),
});
const durationMs = v.optional(v.number());

/** A clip that is shown: at least one of `mp4` and `webm`. */
const signClipSchema = v.object({
  mp4: v.optional(clipFile),
  webm: v.optional(clipFile),
  poster: v.optional(clipFile),
  /** Unknown of a file that the operator has put there. */
  durationMs,
  captions: v.optional(cuesSchema),
});
export type SignClip = v.InferOutput<typeof signClipSchema>;

/** GET /api/sign-clips: by place. A place that an older app does not know is not its business. */
export const signClipsSchema = v.object({
  /** Changes with the clips. */
  version: v.string(),
  clips: v.record(v.string(), signClipSchema),
});
export type SignClips = v.InferOutput<typeof signClipsSchema>;

/** A clip as the studio sees it, published or not. */
export const staffClipSchema = v.object({
  id: v.string(),
  state: v.picklist(ATTACHMENT_STATES),
  /** Why it is not ready: a code of attachment-problem.ts. */
  problem: v.optional(v.string()),
  byteLength: v.number(),
  durationMs,
  /** The forms in which it may be read (attachment-rendition.ts). */
  renditions: v.array(v.string()),
  captions: v.optional(cuesSchema),
  storedAt: instant,
  storedBy: v.string(),
});
export type StaffClip = v.InferOutput<typeof staffClipSchema>;

const staffSlotSchema = v.object({
  slot: v.picklist(SIGN_CLIP_SLOTS),
  /** What citizens see there, from the studio. */
  published: v.optional(staffClipSchema),
  /** What was recorded after it. */
  draft: v.optional(staffClipSchema),
  /** The operator has put a file there; citizens see it where nothing is published. */
  hasFile: v.boolean(),
});
export type StaffClipSlot = v.InferOutput<typeof staffSlotSchema>;

/** GET /api/staff/sign-clips: every place, in the app's order. */
export const staffClipsSchema = v.object({ slots: v.array(staffSlotSchema) });
export type StaffClips = v.InferOutput<typeof staffClipsSchema>;

/** PUT …/publication. */
export const publicationSchema = v.object({ captions: v.optional(cuesSchema) });
