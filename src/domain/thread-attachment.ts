// An attachment as a thread shows it: what has come of it, in which forms it may be read, and what it says in writing. Apart
// from the thread's own parser (wire.ts), which every phone carries.

import * as v from 'valibot';
import { ATTACHMENT_KINDS, ATTACHMENT_ROLES } from './attachment.ts';
import { ATTACHMENT_STATES } from './attachment-state.ts';

const size = v.optional(v.number());

export const threadAttachmentSchema = v.object({
  id: v.string(),
  kind: v.picklist(ATTACHMENT_KINDS),
  role: v.picklist(ATTACHMENT_ROLES),
  state: v.picklist(ATTACHMENT_STATES),
  byteLength: v.number(),
  durationMs: v.optional(v.number()),
  /** Pictures in a second of the film that is played. */
  frameRate: v.optional(v.number()),
  /** The citizen's act that brought it, where it came after the application. */
  actId: v.optional(v.string()),
  /** Why it is not ready: a code of attachment-problem.ts. */
  problem: v.optional(v.string()),
  /** The forms in which it may be read (attachment-rendition.ts). */
  renditions: v.optional(v.array(v.string())),
  /** Bytes of the forms that are played, to be told before one is fetched. */
  sizes: v.optional(v.object({ mp4: size, webm: size, original: size })),
  /** What it says, in writing: the settled text, else the newest. Read by transcript.ts. */
  transcript: v.optional(v.unknown()),
});
export type ThreadAttachment = v.InferOutput<typeof threadAttachmentSchema>;

/** In the manifest's order; absent where the application has none. */
export const threadAttachmentsSchema = v.optional(v.array(threadAttachmentSchema));

/** What a thread says of its attachments, without those that are not understood: a later server's. */
export function readThreadAttachments(said: unknown): ThreadAttachment[] {
  return Array.isArray(said) ? said.filter((one) => v.is(threadAttachmentSchema, one)) : [];
}
