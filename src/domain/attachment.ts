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

/** Order of sending: voice, photos, documents, then all that moves. */
export const UPLOAD_ORDER = ['voice', 'photo', 'document', 'audio', 'sign-video', 'video'] as const;

const MB = 1024 * 1024;
/** No operator may allow a longer attachment. */
export const MAX_BYTES_CEILING = 200 * MB;
/** No operator may allow more attachments. */
export const MAX_ATTACHMENTS = 30;
const DAY_MS = 86_400_000;

const positive = v.pipe(v.number('format'), v.integer('format'), v.minValue(1, 'format'));
const upTo = (max: number) =>
  v.pipe(v.number('format'), v.integer('format'), v.minValue(1, 'format'), v.maxValue(max, 'format'));

export const attachmentSchema = v.object({
  id: v.pipe(v.string(), v.check(isUuidv7, 'format')),
  kind: v.picklist(ATTACHMENT_KINDS, 'format'),
  role: v.picklist(ATTACHMENT_ROLES, 'format'),
  /** Type and subtype without parameters. What the file really is, the server finds out by itself. */
  mediaType: v.pipe(
    v.string(),
    v.maxLength(100, 'format'),
    v.regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/, 'format'),
  ),
  byteLength: upTo(MAX_BYTES_CEILING),
  /** SHA-256 of the whole, base64url. */
  digest: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'format')),
  /** Of recordings. */
  durationMs: v.optional(upTo(DAY_MS)),
});
export type Attachment = v.InferOutput<typeof attachmentSchema>;

export const attachmentsSchema = v.pipe(
  v.array(attachmentSchema),
  v.minLength(1, 'format'),
  v.maxLength(MAX_ATTACHMENTS, 'format'),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'format'),
);

/** What the operator allows. */
export const attachmentLimitsSchema = v.object({
  /** How many attachments an application may have. */
  count: upTo(MAX_ATTACHMENTS),
  bytes: v.object({
    voice: upTo(MAX_BYTES_CEILING),
    'sign-video': upTo(MAX_BYTES_CEILING),
    photo: upTo(MAX_BYTES_CEILING),
    document: upTo(MAX_BYTES_CEILING),
    audio: upTo(MAX_BYTES_CEILING),
    video: upTo(MAX_BYTES_CEILING),
  }),
  /** Longest recordings that the app makes. */
  seconds: v.object({ voice: positive, 'sign-video': positive }),
});
export type AttachmentLimits = v.InferOutput<typeof attachmentLimitsSchema>;

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

/** Whether a recording stands for the written description, which then need not be given. */
export function isToldByRecording(attachments: readonly Attachment[] | undefined): boolean {
  return attachments?.some(({ role }) => role === 'description') ?? false;
}

/** In the order in which they are sent; of one kind, in the citizen's order. */
export function inUploadOrder<A extends { kind: AttachmentKind }>(attachments: readonly A[]): A[] {
  return [...attachments].sort((a, b) => UPLOAD_ORDER.indexOf(a.kind) - UPLOAD_ORDER.indexOf(b.kind));
}

/** The media type as the manifest wants it: `video/webm;codecs=vp8` → `video/webm`. @returns undefined when it is none */
export function bareMediaType(mediaType: string): string | undefined {
  const bare = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  return bare.length <= 100 && /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(bare) ? bare : undefined;
}
