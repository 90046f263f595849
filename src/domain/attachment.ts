// An attachment: one recording or file of an application. Its bytes stay on the device until the text has been accepted;
// the application carries the manifest: what will come, how long it is, and its SHA-256. Names of files are not sent,
// because they say more of a person than the file itself.

import * as v from 'valibot';
import { isUuidv7 } from './uuid.ts';

export const ATTACHMENT_KINDS = ['voice', 'sign-video', 'photo', 'document', 'audio', 'video'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** `description`: the recording stands for the written description. */
export const ATTACHMENT_ROLES = ['description', 'supporting'] as const;
export type AttachmentRole = (typeof ATTACHMENT_ROLES)[number];

/** No operator may allow a longer attachment. */
export const MAX_BYTES_CEILING = 200 * 1024 * 1024;
/** No operator may allow more attachments. */
export const MAX_ATTACHMENTS = 30;
const DAY_MS = 86_400_000;

const upTo = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));

export const attachmentSchema = v.object({
  id: v.pipe(v.string(), v.check(isUuidv7)),
  kind: v.picklist(ATTACHMENT_KINDS),
  role: v.picklist(ATTACHMENT_ROLES),
  /** Type and subtype without parameters. What the file really is, the server finds out by itself. */
  mediaType: v.pipe(v.string(), v.regex(/^[a-z0-9.+-]{1,20}\/[a-z0-9.+-]{1,79}$/)),
  byteLength: upTo(MAX_BYTES_CEILING),
  /** SHA-256 of the whole, base64url. */
  digest: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  /** Of recordings. */
  durationMs: v.optional(upTo(DAY_MS)),
});
export type Attachment = v.InferOutput<typeof attachmentSchema>;

export const attachmentsSchema = v.pipe(
  v.array(attachmentSchema),
  v.maxLength(MAX_ATTACHMENTS),
  v.check((all) => all.length > 0 && new Set(all.map(({ id }) => id)).size === all.length),
);

/** Whether a recording stands for the written description, which then need not be given. */
export function isToldByRecording(attachments: readonly Attachment[] | undefined): boolean {
  return attachments?.some(({ role }) => role === 'description') ?? false;
}
