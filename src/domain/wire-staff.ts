// The part of the HTTP contract that only the officers' console and the server speak: bodies and their parsers. The paths
// are in wire.ts.

import * as v from 'valibot';
import { coordinatesSchema } from './application.ts';
import { CASE_STATES } from './case.ts';
import { ANSWER_FORMATS, APPLICATION_KINDS } from './kinds.ts';
import { codePointCount, isSafeText, isVisible } from './text.ts';
import { threadAttachmentsSchema } from './thread-attachment.ts';
import { civilDate, instant, threadSchema } from './wire.ts';

/** Redeeming a one-time invitation. */
export const signInSchema = v.object({ invitation: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) });
export const staffSessionSchema = v.object({
  name: v.string(),
  institutionId: v.nullable(v.string()),
  institution: v.nullable(v.string()),
  expiresAt: instant,
});
export type StaffSession = v.InferOutput<typeof staffSessionSchema>;

const staffCaseRowSchema = v.object({
  applicationId: v.string(),
  number: v.string(),
  kind: v.picklist(APPLICATION_KINDS),
  subject: v.string(),
  receivedAt: instant,
  dueOn: civilDate,
  state: v.picklist(CASE_STATES),
  holder: v.nullable(v.string()),
  formats: v.array(v.picklist(ANSWER_FORMATS)),
});
export type StaffCaseRow = v.InferOutput<typeof staffCaseRowSchema>;

export const STAFF_PAGE_SIZE = 25;
export const STAFF_LISTS = ['open', 'answered'] as const;
export const staffCasesQuerySchema = v.object({
  list: v.optional(v.picklist(STAFF_LISTS), 'open'),
  /** Cursor of the page before; opaque. */
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export const staffCasesSchema = v.object({
  cases: v.array(staffCaseRowSchema),
  total: v.number(),
  next: v.nullable(v.string()),
});
export type StaffCases = v.InferOutput<typeof staffCasesSchema>;

/** `applicant` is null where the citizen asked to be hidden from the institution. */
export const staffCaseSchema = v.object({
  ...threadSchema.entries,
  attachments: threadAttachmentsSchema,
  formats: v.array(v.picklist(ANSWER_FORMATS)),
  locale: v.string(),
  addressedTo: v.nullable(v.string()),
  place: v.nullable(v.string()),
  placeDetail: v.nullable(v.string()),
  /** Where the citizen's device was, if they added it. */
  coordinates: v.nullable(coordinatesSchema),
  beforeCourt: v.nullable(v.boolean()),
  hideIdentity: v.boolean(),
  applicant: v.nullable(
    v.object({
      fullName: v.nullable(v.string()),
      identityNumber: v.nullable(v.string()),
      addressKind: v.nullable(v.string()),
      addressText: v.nullable(v.string()),
      phone: v.nullable(v.string()),
      email: v.nullable(v.string()),
    }),
  ),
});
export type StaffCase = v.InferOutput<typeof staffCaseSchema>;

export const REPLY_MAX_LENGTH = 20_000;
/** PUT …/replies/:replyId. The officer's device makes the id, so a repeated PUT is the same reply. */
export const replySchema = v.object({
  text: v.pipe(
    v.string(),
    v.check(isVisible, 'required'),
    v.check((text) => codePointCount(text) <= REPLY_MAX_LENGTH, 'too-long'),
    v.check(isSafeText, 'forbidden-characters'),
  ),
});
export type ReplyInput = v.InferOutput<typeof replySchema>;
