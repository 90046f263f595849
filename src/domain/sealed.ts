// What crosses the wire of sealed applications (src/sealing, docs/protocol.md): paths, the server's key, its answers.

import * as v from 'valibot';

export const SEALED_PATHS = {
  application: '/api/sealed/:parcel',
  attachment: '/api/sealed/:parcel/attachments/:place',
} as const;

export const SEALED_MEDIA_TYPE = 'application/vnd.kopru.sealed';

/** Largest envelope: the largest application, its letter, key and padding. */
export const SEALED_MAX_BYTES = 136 * 1024;

const coordinate = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));

/** The key that applications are sealed to (RFC 7517, P-256). */
const acceptanceKeySchema = v.object({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  x: coordinate,
  y: coordinate,
  /** RFC 7638. */
  kid: coordinate,
  use: v.literal('enc'),
});
export type AcceptanceKey = v.InferOutput<typeof acceptanceKeySchema>;

/** `sealing` of GET /api/operator. */
export const sealingSchema = v.object({
  key: acceptanceKeySchema,
  /** From so many hours on somebody is asked before an emergency is delivered (protocol, invariant 9). */
  emergencyAskHours: v.pipe(v.number(), v.minValue(1)),
});

export type SealingSettings = v.InferOutput<typeof sealingSchema>;

/** For the writer alone, base64url. */
const sealed = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(16 * 1024));

/** 201 and 200 of PUT /api/sealed/:parcel. */
export const sealedAcceptedSchema = v.object({ sealed });

/** 200 of POST /api/sealed/:parcel/attachments/:place. */
export const sealedAttachmentSchema = v.variant('state', [
  /** So many chunks from the beginning are kept. */
  v.object({ state: v.literal('receiving'), chunks: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.object({ state: v.literal('stored'), sealed }),
]);
export type SealedAttachmentAnswer = v.InferOutput<typeof sealedAttachmentSchema>;

/** Most chunks of an attachment in one request, and the largest body: those, and a head. */
export const SEALED_CHUNKS_AT_ONCE = 16;
export const SEALED_ATTACHMENT_MAX_BYTES = SEALED_CHUNKS_AT_ONCE * (64 * 1024 + 16) + 8 * 1024;
