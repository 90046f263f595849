// The HTTP contract between the apps and the server: paths, and the bodies that a citizen's device reads, with their
// parsers (those of the officers' console are in wire-staff.ts: a phone does not carry them).
// A payload that a schema here does not accept is treated as if it had never come (see retry.ts).

import * as v from 'valibot';
import { APPLICATION_KINDS } from './kinds.ts';
import { THREAD_STATES } from './thread-state.ts';

/** What a citizen's device asks for; the others stand where they are used, because a phone carries every path of a table. */
export const PATHS = {
  application: '/api/applications/:id',
  threads: '/api/threads/open',
  operator: '/api/operator',
  directory: '/api/directory',
  knock: '/api/knock',
} as const;

export const OPENAPI_PATH = '/api/openapi.json';
export const HEALTH_PATH = '/api/health';
export const READINESS_PATH = '/api/ready';

/** SHA-256 of the body in transit (RFC 9530): `sha-256=:<base64>:`. */
export const DIGEST_HEADER = 'content-digest';

/** Largest body of an application, in bytes; the longest description in four-byte characters fits. */
export const APPLICATION_MAX_BYTES = 128 * 1024;

const institutionId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/));
export const instant = v.pipe(v.string(), v.isoTimestamp());
export const civilDate = v.pipe(v.string(), v.isoDate());

/** 201 and 200 of PUT /api/applications/:id. */
export const acceptedSchema = v.object({ receipt: v.pipe(v.string(), v.maxLength(4096)) });

/** A public key that receipts are verified with (RFC 7517, P-256). */
export const receiptKeySchema = v.object({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  x: v.string(),
  y: v.string(),
  kid: v.string(),
  alg: v.literal('ES256'),
  use: v.literal('sig'),
});
export type ReceiptKey = v.InferOutput<typeof receiptKeySchema>;

/** What the operator has set and the device must know, also offline. */
export const operatorSchema = v.object({
  openKinds: v.array(v.picklist(APPLICATION_KINDS)),
  descriptionMaxLength: v.pipe(v.number(), v.integer(), v.minValue(1)),
  emergencyPhone: v.string(),
  receiptKeys: v.array(receiptKeySchema),
  directoryVersion: v.string(),
  /** Read by attachment-limits.ts where files are taken in: the shell need not know it to pass it on. */
  attachments: v.optional(v.unknown()),
  /** Read by sealed.ts where something is sealed. */
  sealing: v.optional(v.unknown()),
});
export type Operator = v.InferOutput<typeof operatorSchema>;

const institutionSchema = v.object({
  id: institutionId,
  name: v.string(),
  keywords: v.array(v.string()),
});
export const directorySchema = v.object({ version: v.string(), institutions: v.array(institutionSchema) });
export type Institution = v.InferOutput<typeof institutionSchema>;
export type Directory = v.InferOutput<typeof directorySchema>;

/** Body of POST /api/threads/open. The server takes any text: a malformed key is an unknown key. */
export interface OpenThreads {
  trackingKey: string;
}

const threadEventSchema = v.variant('kind', [
  v.object({ kind: v.literal('received'), at: instant }),
  v.object({ kind: v.literal('assigned'), at: instant, institution: v.string() }),
  v.object({ kind: v.literal('answered'), at: instant, institution: v.string(), replyId: v.string() }),
]);
export type ThreadEvent = v.InferOutput<typeof threadEventSchema>;

export const threadReplySchema = v.object({
  id: v.string(),
  at: instant,
  institution: v.string(),
  text: v.string(),
  /** These are read by thread-answer.ts and answer-text.ts where an answer is shown: the shell need not know them to keep them. */
  blocks: v.optional(v.unknown()),
  summary: v.optional(v.unknown()),
  media: v.optional(v.unknown()),
  override: v.optional(v.unknown()),
  documents: v.optional(v.unknown()),
});
export type ThreadReply = v.InferOutput<typeof threadReplySchema>;

export type { ThreadAttachment } from './thread-attachment.ts';

/** What the citizen sees of one case. No identity data: whoever holds the code has the thread, not the person. */
export const threadSchema = v.object({
  applicationId: v.string(),
  number: v.string(),
  kind: v.picklist(APPLICATION_KINDS),
  subject: v.string(),
  /** Empty where a recording stands for it. */
  description: v.string(),
  writtenAt: instant,
  receivedAt: instant,
  dueOn: civilDate,
  state: v.picklist(THREAD_STATES),
  holder: v.nullable(v.string()),
  events: v.array(threadEventSchema),
  replies: v.array(threadReplySchema),
  /** Read by thread-attachment.ts where they are shown: the shell need not know them to keep them. */
  attachments: v.optional(v.unknown()),
  /** The case's whole life, of which `state` and `events` say what every device knows. Read by thread-life.ts. */
  life: v.optional(v.unknown()),
});
export type Thread = v.InferOutput<typeof threadSchema>;

export const threadsSchema = v.object({ threads: v.array(threadSchema) });

/** The path of one resource: fills `:name` segments. Values are ids, so nothing needs escaping. */
export function pathOf(pattern: string, params: Readonly<Record<string, string>>): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}
