// The part of the HTTP contract that only the officers' console and the server speak: paths, bodies
// and their parsers.

import * as v from 'valibot';
import { ANSWER_FILE_KINDS, alternativeSchema, documentNameSchema } from './answer-document.ts';
import { MAX_ANSWER_DOCUMENTS, OVERRIDE_REASON_LENGTH } from './answer-limits.ts';
import { coordinatesSchema } from './application.ts';
import { ATTACHMENT_STATES } from './attachment-state.ts';
import { CASE_STATES } from './case.ts';
import { CASE_NEWS } from './case-news.ts';
import { cuesSchema } from './cue.ts';
import { ANSWER_FORMATS, APPLICATION_KINDS } from './kinds.ts';
import { STAFF_ROLES } from './role.ts';
import { staffLifeSchema } from './staff-life.ts';
import { codePointCount, isSafeText, isVisible } from './text.ts';
import { threadAttachmentsSchema } from './thread-attachment.ts';
import { THREAD_STATES } from './thread-state.ts';
import { isUuidv7 } from './uuid.ts';
import { civilDate, instant, threadReplySchema, threadSchema } from './wire.ts';

export const STAFF_PATHS = {
  session: '/api/staff/session',
  cases: '/api/staff/cases',
  caseCounts: '/api/staff/case-counts',
  case: '/api/staff/cases/:id',
  suggestions: '/api/staff/cases/:id/suggestions',
  reply: '/api/staff/cases/:id/replies/:replyId',
  replyTemplates: '/api/staff/cases/:id/reply-templates',
  replyDraft: '/api/staff/cases/:id/reply-draft',
  answerMedia: '/api/staff/cases/:id/answer-media',
  answerMedium: '/api/staff/cases/:id/answer-media/:attachmentId',
  answerMediumCopy: '/api/staff/cases/:id/answer-media/:attachmentId/copies/:copyId',
  answerCaptions: '/api/staff/cases/:id/answer-media/:attachmentId/captions',
} as const;

/** Redeeming a one-time invitation. */
export const signInSchema = v.object({ invitation: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) });

export const staffSessionSchema = v.object({
  /** Tells namesakes apart: what one of them wrote is not shown to the other. */
  accountId: v.string(),
  name: v.string(),
  role: v.picklist(STAFF_ROLES),
  institutionId: v.nullable(v.string()),
  institution: v.nullable(v.string()),
  expiresAt: instant,
  /** The account can be entered without another link. */
  hasPasskey: v.optional(v.boolean()),
  /** Of the directory; null where the account works for all of its institution. */
  unitId: v.optional(v.nullable(v.string())),
  unit: v.optional(v.nullable(v.string())),
});
export type StaffSession = v.InferOutput<typeof staffSessionSchema>;

const staffCaseRowSchema = v.object({
  applicationId: v.string(),
  number: v.string(),
  kind: v.picklist(APPLICATION_KINDS),
  subject: v.string(),
  receivedAt: instant,
  dueOn: civilDate,
  state: v.picklist(THREAD_STATES),
  holder: v.nullable(v.string()),
  formats: v.array(v.picklist(ANSWER_FORMATS)),
  /** Of which `state` is what every console knows. */
  caseState: v.optional(v.picklist(CASE_STATES)),
  /** Where it lies within its holder: names. */
  unit: v.optional(v.nullable(v.string())),
  colleague: v.optional(v.nullable(v.string())),
  /** Nobody has it yet, or the centre itself: only such a one can be assigned, any other is forwarded. */
  isInPool: v.optional(v.boolean()),
  /** The answer is due soon, or overdue and told to the centre. */
  alert: v.optional(v.picklist(['due-soon', 'overdue'])),
  /** What has happened and waits for whoever works on it. */
  news: v.optional(v.picklist(CASE_NEWS)),
});
export type StaffCaseRow = v.InferOutput<typeof staffCaseRowSchema>;

export const STAFF_PAGE_SIZE = 25;
/** `open`: an answer is owed. `answered`: none is, any more. */
const STAFF_LISTS = ['open', 'answered'] as const;
export const CASES_QUERY_MAX_LENGTH = 200;
/** `me`: what lies on the reader’s desk. `unit`: what lies with the reader’s unit and those under it. */
export const STAFF_DESKS = ['me', 'unit'] as const;
/** Counting every case that says "su" would take longer than reading the page: of more, a search says this many. */
export const SEARCH_COUNT_MAX = 1_000;
/** A list counts this far: of a million closed cases nobody wants to know the last. */
export const STAFF_COUNT_MAX = 100_000;
/**
 * Parts of the open ones. `pool`: of the centre, still to be assigned. `approval`: drafts that wait. `news`: what has happened waits for
 * the holder (case-news.ts). `opinions`: those of others
 * in which the officer's institution or unit was asked. `reminders`: of which the clock has reminded the reader (reminder.ts).
 * `erasures`: not of the open ones; those whose citizen wants them erased.
 */
export const STAFF_CASE_LISTS = [
  ...STAFF_LISTS,
  'pool',
  'due-soon',
  'overdue',
  'approval',
  'objections',
  'news',
  'erasures',
  'opinions',
  'reminders',
] as const;
/** In place of a topic or a province: those that have none. No id of the directory begins so. */
export const NOT_GIVEN = '-';
const directoryId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/));
const narrowingSchema = v.object({
  /** Narrows the list to a desk, to a unit, to the applications of a group. */
  desk: v.optional(v.picklist(STAFF_DESKS)),
  unit: v.optional(directoryId),
  likeness: v.optional(v.pipe(v.string(), v.uuid())),
  /** Narrows it by what the cases are. */
  kind: v.optional(v.picklist(APPLICATION_KINDS)),
  topic: v.optional(directoryId),
  province: v.optional(v.pipe(v.string(), v.regex(/^(\d\d|-)$/))),
  institution: v.optional(directoryId),
});
export const staffCasesQuerySchema = v.object({
  list: v.optional(v.picklist(STAFF_CASE_LISTS), 'open'),
  /** Cursor of the page before; opaque. */
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
  ...narrowingSchema.entries,
  /** Words of the application, or its number; every word must be found, in whatever form (turkish-search). */
  query: v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(CASES_QUERY_MAX_LENGTH))),
});
export const staffCasesSchema = v.object({
  cases: v.array(staffCaseRowSchema),
  total: v.number(),
  next: v.nullable(v.string()),
  /** What the directory calls the topic and the institution to which the list is narrowed. */
  names: v.optional(v.object({ topic: v.optional(v.string()), institution: v.optional(v.string()) })),
  /** Of a group: what the reader was writing as one answer to all of it, as their console has kept it. */
  groupDraft: v.optional(v.string()),
});
export type StaffCases = v.InferOutput<typeof staffCasesSchema>;

/** Behind a link so many are counted; of more, one more is said. */
export const CASE_COUNT_MAX = 1_000;
export const caseCountsQuerySchema = v.object({
  /** In which the desks are counted. */
  list: v.optional(v.picklist(STAFF_CASE_LISTS), 'open'),
  ...narrowingSchema.entries,
});
export const caseCountsSchema = v.object({
  /** By the name of the list. A newer server may know more of them. */
  lists: v.record(v.string(), v.number()),
  /** `all`, `me` and `unit`, in the list that was asked for. */
  desks: v.record(v.string(), v.number()),
});
export type CaseCounts = v.InferOutput<typeof caseCountsSchema>;

/** `applicant` is null where the citizen asked to be hidden from the institution. */
export const staffCaseSchema = v.object({
  ...threadSchema.entries,
  attachments: threadAttachmentsSchema,
  /** The server has no virus scanner: nobody has looked for one in the files. */
  isUnscanned: v.optional(v.boolean()),
  /** `source`: as the officer wrote it, where the text has marks (answer-markdown.ts). */
  replies: v.array(v.object({ ...threadReplySchema.entries, source: v.optional(v.string()) })),
  formats: v.array(v.picklist(ANSWER_FORMATS)),
  locale: v.string(),
  addressedTo: v.nullable(v.string()),
  place: v.nullable(v.string()),
  placeDetail: v.nullable(v.string()),
  /** Where the citizen's device was, if they added it. */
  coordinates: v.nullable(coordinatesSchema),
  beforeCourt: v.nullable(v.boolean()),
  hideIdentity: v.boolean(),
  /** It came sealed, from its writer's phone or another's; with what its writer agreed to. */
  sealed: v.optional(v.object({ mayBeCarried: v.boolean(), agreedAt: v.optional(instant) })),
  /** The group of open applications like this one, as far as the reader may see them. */
  likeness: v.optional(v.object({ id: v.string(), open: v.number(), sinceYesterday: v.number() })),
  /** As `changes` of a presence: of the case as it is here. */
  changes: v.number(),
  /** The whole of what `state` and `events` tell in the words of every device, and what is between officers. */
  life: v.optional(staffLifeSchema),
  /** What the reader was writing as an answer, as their console has kept it. */
  replyDraft: v.optional(v.string()),
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

/** In UTF-16 units: text, summary and captions of what is being written. */
export const REPLY_DRAFT_MAX_LENGTH = 300_000;

/** PUT …/reply-draft, of a case or of a group: for the writer alone; what is in it the console knows. */
export const replyDraftInputSchema = v.object({
  content: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(REPLY_DRAFT_MAX_LENGTH),
    // What is typed is kept as it is; but what the database would refuse, or give back as something else, is not taken.
    v.check((content) => content.isWellFormed() && !content.includes('\0')),
  ),
});

export const REPLY_MAX_LENGTH = 20_000;
export const SUMMARY_MAX_LENGTH = 2_000;
/** Sign videos and sounds of one reply. */
export const REPLY_MAX_MEDIA = 4;

/** @param min in code points; a shorter text is called missing, as an empty one */
const text = (max: number, min = 1) =>
  v.pipe(
    v.string(),
    v.check((given) => isVisible(given) && codePointCount(given.trim()) >= min, 'required'),
    v.check((given) => codePointCount(given) <= max, 'too-long'),
    v.check(isSafeText, 'forbidden-characters'),
  );

/** PUT …/replies/:replyId. The officer's device makes the id, so a repeated PUT is the same reply. */
export const replySchema = v.object({
  text: text(REPLY_MAX_LENGTH),
  /** In plain language. */
  summary: v.optional(text(SUMMARY_MAX_LENGTH)),
  /** Uploaded before (PUT …/answer-media/:attachmentId), and ready. */
  media: v.optional(
    v.pipe(
      v.array(
        v.object({
          id: v.pipe(v.string(), v.check(isUuidv7)),
          captions: v.optional(cuesSchema),
          /** Of the captions. */
          language: v.optional(v.literal('tr')),
        }),
      ),
      v.maxLength(REPLY_MAX_MEDIA),
      v.check((media) => new Set(media.map(({ id }) => id)).size === media.length),
    ),
  ),
  /** Uploaded in the same way, and ready. A picture needs its words; they go with the text, and never stand for it. */
  documents: v.optional(
    v.pipe(
      v.array(
        v.object({
          id: v.pipe(v.string(), v.check(isUuidv7)),
          name: documentNameSchema,
          /** What a picture shows. */
          alternative: v.optional(alternativeSchema),
        }),
      ),
      v.maxLength(MAX_ANSWER_DOCUMENTS),
      v.check((documents) => new Set(documents.map(({ id }) => id)).size === documents.length),
    ),
  ),
  /** A coordinator's: why the case is closed without the form that the citizen asked for. The citizen reads it. */
  override: v.optional(v.object({ reason: text(OVERRIDE_REASON_LENGTH.max, OVERRIDE_REASON_LENGTH.min) })),
});
export type ReplyInput = v.InferOutput<typeof replySchema>;

/** A sign video, a sound or a document that waits to be sent with a reply. */
export const answerMediumSchema = v.object({
  id: v.string(),
  kind: v.picklist(ANSWER_FILE_KINDS),
  state: v.picklist(ATTACHMENT_STATES),
  byteLength: v.number(),
  durationMs: v.optional(v.number()),
  /** Pictures in a second of the film that is played. */
  frameRate: v.optional(v.number()),
  /** Why it is not ready: a code of attachment-problem.ts. */
  problem: v.optional(v.string()),
  /** The forms in which it may be read (attachment-rendition.ts). */
  renditions: v.array(v.string()),
  /** Prepared by somebody of the case, and not sent yet; by whom, and when they were last kept. */
  captions: v.optional(v.object({ cues: cuesSchema, by: v.string(), at: instant })),
  /** Of a document that went with a draft which was sent back: what was said of it. */
  name: v.optional(v.string()),
  alternative: v.optional(v.string()),
});
export type UnsentMedium = v.InferOutput<typeof answerMediumSchema>;
/** Documents stand apart: a console that was opened before they came reads the rest. */
export const answerMediaSchema = v.object({
  media: v.array(answerMediumSchema),
  documents: v.optional(v.array(answerMediumSchema)),
});

/** Of a form that can be sent with a reply: everybody can play it, or nothing here could make it so. */
export function isSendable({ state }: Pick<UnsentMedium, 'state'>): boolean {
  return state === 'ready' || state === 'original-only';
}

/** PUT …/answer-media/:attachmentId/captions: for the colleagues of the case; the citizen reads them with the reply. */
export const preparedCaptionsSchema = v.object({
  cues: cuesSchema,
  /** `at` of those that these go on from; missing where there were none. */
  after: v.optional(instant),
});
export type PreparedCaptions = v.InferOutput<typeof preparedCaptionsSchema>;

/** PUT …/answer-media/:attachmentId/copies/:copyId: for the answer of another case. */
export const mediumCopySchema = v.object({ applicationId: v.pipe(v.string(), v.check(isUuidv7)) });

export const answerMediaQuerySchema = v.object({ kind: v.picklist(ANSWER_FILE_KINDS) });
