// An attachment as a thread shows it: what has come of it, in which forms it may be read, and what it says in writing. Apart
// from the thread's own parser (wire.ts), which every phone carries.

import * as v from 'valibot';
import { ATTACHMENT_KINDS, ATTACHMENT_ROLES } from './attachment.ts';
import { ATTACHMENT_STATES } from './attachment-state.ts';
import { transcriptSchema } from './transcript.ts';

const threadAttachmentSchema = v.object({
  id: v.string(),
  kind: v.picklist(ATTACHMENT_KINDS),
  role: v.picklist(ATTACHMENT_ROLES),
  state: v.picklist(ATTACHMENT_STATES),
  byteLength: v.number(),
  durationMs: v.optional(v.number()),
  /** Why it is not ready: a code of attachment-problem.ts. */
  problem: v.optional(v.string()),
  /** The forms in which it may be read (attachment-rendition.ts). */
  renditions: v.optional(v.array(v.string())),
  /** What it says, in writing: the settled text, else the newest (transcript.ts). */
  transcript: v.optional(transcriptSchema),
});
export type ThreadAttachment = v.InferOutput<typeof threadAttachmentSchema>;

/** In the manifest's order; absent where the application has none. */
export const threadAttachmentsSchema = v.optional(v.array(threadAttachmentSchema));

/** A text that a newer server writes otherwise hides no attachment. */
const lenientSchema = v.object({ ...threadAttachmentSchema.entries, transcript: v.optional(v.unknown()) });

/** What a thread says of its attachments, as far as it is understood. */
export function readThreadAttachments(said: unknown): ThreadAttachment[] {
  return (Array.isArray(said) ? said : []).flatMap((one) => {
    const parsed = v.safeParse(lenientSchema, one);
    if (!parsed.success) return [];
    const transcript = v.safeParse(transcriptSchema, parsed.output.transcript);
    return [{ ...parsed.output, transcript: transcript.success ? transcript.output : undefined }];
  });
}
