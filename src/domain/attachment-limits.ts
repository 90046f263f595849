// What the operator allows of attachments. Apart from the manifest's schema, because only who takes files in needs it.

import * as v from 'valibot';
import { MAX_ATTACHMENTS, MAX_BYTES_CEILING } from './attachment.ts';

const bytes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_BYTES_CEILING));
const seconds = v.pipe(v.number(), v.integer(), v.minValue(1));

export const attachmentLimitsSchema = v.object({
  /** How many attachments an application may have. */
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ATTACHMENTS)),
  /** Of one attachment. */
  bytes: v.object({
    voice: bytes,
    'sign-video': bytes,
    photo: bytes,
    document: bytes,
    audio: bytes,
    video: bytes,
  }),
  /** Longest recordings that the app makes. */
  seconds: v.object({ voice: seconds, 'sign-video': seconds }),
});
export type AttachmentLimits = v.InferOutput<typeof attachmentLimitsSchema>;

const MB = 1024 * 1024;

export const DEFAULT_ATTACHMENT_LIMITS: AttachmentLimits = {
  count: 10,
  bytes: {
    voice: 50 * MB,
    'sign-video': 200 * MB,
    photo: 10 * MB,
    document: 20 * MB,
    audio: 50 * MB,
    video: 200 * MB,
  },
  seconds: { voice: 1800, 'sign-video': 600 },
};

/** What an operator's answer says; the defaults where an older server says nothing, or nothing that is understood. */
export function readAttachmentLimits(said: unknown): AttachmentLimits {
  const limits = v.safeParse(attachmentLimitsSchema, said);
  return limits.success ? limits.output : DEFAULT_ATTACHMENT_LIMITS;
}
