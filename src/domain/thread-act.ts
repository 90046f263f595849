// Acts: what a citizen does in a thread after the application was received. An act is frozen, sent and confirmed like an
// application: the device makes its id, the bytes never change, and it is settled by a receipt only.
//
// Y1  One kind of act is one variant here; what acts on it decides by `kind` and by nothing else.
// Y2  The server takes an act exactly once, and its effect with it (invariant 3 of the protocol).

import * as v from 'valibot';
import { type Attachment, attachmentsSchema } from './attachment.ts';
import { isCivilDate } from './civil-date.ts';
import { CUE_LIMITS } from './cue.ts';
import { NOTICE_CHANNELS, type PushTarget, pushTargetSchema } from './notice.ts';
import { codePointCount, isSafeText, isVisible, normaliseText } from './text.ts';
import { correctionSchema, RECORDED_KINDS } from './transcript.ts';
import { isUuidv7 } from './uuid.ts';
import { isViolationCode, type Violation } from './violation.ts';

export const THREAD_ACT_PATH = '/api/applications/:id/acts/:actId';

/** The longest correction in four-byte characters, escaped or not, and a manifest fit. */
export const THREAD_ACT_MAX_BYTES = 640 * 1024;

const id = v.pipe(v.string(), v.check(isUuidv7));
const writing = {
  locale: v.picklist(['tr', 'en', 'ar', 'tr-simple']),
  /** By the device's clock, which may be wrong. */
  writtenAt: v.pipe(
    v.string(),
    v.isoTimestamp('format'),
    v.check((text) => !Number.isNaN(Date.parse(text)) && isCivilDate(text.slice(0, 10)), 'format'),
  ),
};

const recordings = v.pipe(
  attachmentsSchema,
  v.check((all) => all.every(({ kind }) => isRecorded(kind))),
);

function isRecorded(kind: Attachment['kind']): boolean {
  return (RECORDED_KINDS as readonly string[]).includes(kind);
}

const verdict = {
  kind: v.literal('transcript-verdict'),
  attachmentId: id,
  transcriptId: id,
  ...writing,
};

/** What the citizen says of a transcript or translation that was offered. */
const transcriptVerdictSchema = v.variant('verdict', [
  v.object({ ...verdict, verdict: v.literal('accepted') }),
  v.object({ ...verdict, verdict: v.literal('corrected'), text: correctionSchema }),
  /** The new recording, which comes as any attachment does; without one, the old recording is to be put into writing anew. */
  v.object({ ...verdict, verdict: v.literal('again'), attachments: v.optional(recordings) }),
]);
export type TranscriptVerdict = v.InferOutput<typeof transcriptVerdictSchema>;

/** Longest texts of an act, in code points. */
export const ACT_TEXT_LIMITS = { text: 5_000, reason: 1_000 } as const;

const maybeWords = (max: number) =>
  v.pipe(
    v.string(),
    v.check((given) => codePointCount(given) <= max, 'too-long'),
    v.check(isSafeText, 'forbidden-characters'),
  );
const words = (max: number) => v.pipe(maybeWords(max), v.check(isVisible, 'required'));
const reason = v.optional(words(ACT_TEXT_LIMITS.reason));
/** They come as those of an application do. */
const attachments = v.optional(attachmentsSchema);

const TOLD_KINDS = ['addition', 'information', 'objection'] as const;
type ToldKind = (typeof TOLD_KINDS)[number];

/** Written, or told by a recording without a written word (`isTold`): that may be all that somebody can say. */
const toldOrWritten = { text: maybeWords(ACT_TEXT_LIMITS.text), attachments, ...writing };

/** More, which nobody asked for. */
const additionSchema = v.object({ kind: v.literal('addition'), ...toldOrWritten });
/** The answer to an officer's question. */
const informationSchema = v.object({ kind: v.literal('information'), questionId: id, ...toldOrWritten });
const withdrawalSchema = v.object({ kind: v.literal('withdrawal'), reason, ...writing });
export const RATING_SCORES = { min: 1, max: 5 } as const;
const ratingSchema = v.object({
  kind: v.literal('rating'),
  replyId: id,
  score: v.pipe(v.number(), v.integer(), v.minValue(RATING_SCORES.min), v.maxValue(RATING_SCORES.max)),
  reason,
  ...writing,
});
/** All that was sent is to be erased (erasure.ts). */
const erasureSchema = v.object({ kind: v.literal('erasure'), reason, ...writing });
const objectionSchema = v.object({ kind: v.literal('objection'), replyId: id, ...toldOrWritten });

const choice = { kind: v.literal('notice-choice'), isWanted: v.boolean(), ...writing };
/** By which way the citizen wants to be told that there is news, or no longer. Addresses are the application's own. */
const noticeChoiceSchema = v.variant('channel', [
  v.object({ ...choice, channel: v.picklist(NOTICE_CHANNELS.filter((channel) => channel !== 'push')) }),
  v.object({ ...choice, channel: v.literal('push'), target: pushTargetSchema }),
]);
export type NoticeChoice = v.InferOutput<typeof noticeChoiceSchema>;

export const threadActSchema = v.variant('kind', [
  transcriptVerdictSchema,
  additionSchema,
  informationSchema,
  withdrawalSchema,
  ratingSchema,
  objectionSchema,
  erasureSchema,
  noticeChoiceSchema,
]);
export type ThreadAct = v.InferOutput<typeof threadActSchema>;
/** What happens in the case itself. */
export type CaseAct = Exclude<ThreadAct, TranscriptVerdict | NoticeChoice>;

/** As typed and recorded so far, whatever the kind needs of it. */
interface InWriting {
  text?: string | undefined;
  reason?: string | undefined;
  /** Recorded part by part. */
  attachments?: Attachment[] | undefined;
}
export type VerdictInWriting = InWriting &
  Pick<TranscriptVerdict, 'kind' | 'attachmentId' | 'transcriptId' | 'verdict'>;
export type CaseActInWriting = InWriting &
  (
    | { kind: 'addition' | 'withdrawal' | 'erasure' }
    | { kind: 'information'; questionId: string }
    | { kind: 'rating'; replyId: string; score?: number | undefined }
    | { kind: 'objection'; replyId: string }
  );
export type ChoiceInWriting = InWriting &
  Pick<NoticeChoice, 'kind' | 'isWanted' | 'channel'> & { target?: PushTarget | undefined };
/** An act that is being prepared, as far as it is. */
export type ActInWriting = VerdictInWriting | CaseActInWriting | ChoiceInWriting;

/** What an act is about: two of the same application that say the same here are one that is prepared. */
export function subjectOfAct(act: ActInWriting): string {
  switch (act.kind) {
    case 'transcript-verdict':
      return `${act.kind} ${act.attachmentId} ${act.verdict}`;
    case 'information':
      return `${act.kind} ${act.questionId}`;
    case 'rating':
    case 'objection':
      return `${act.kind} ${act.replyId}`;
    case 'addition':
    case 'withdrawal':
    case 'erasure':
      return act.kind;
    case 'notice-choice':
      return `${act.kind} ${act.channel}`;
  }
}

/** What of its application an act settles for good: the first one holds. @returns undefined: it may be said again and again */
export function settledByAct(act: ActInWriting): string | undefined {
  if (act.kind === 'addition' || act.kind === 'notice-choice' || act.kind === 'erasure') return undefined;
  return act.kind === 'transcript-verdict' ? `${act.kind} ${act.transcriptId}` : subjectOfAct(act);
}

/** As it is to be judged and sent (parseThreadAct): without what its kind does not say, or what was left empty. */
export function saidInAct({ text = '', reason = '', attachments = [], ...same }: ActInWriting): object {
  switch (same.kind) {
    case 'transcript-verdict':
      return {
        ...same,
        ...(same.verdict === 'corrected' && { text: normaliseText(text) }),
        ...(same.verdict === 'again' && { attachments }),
      };
    case 'addition':
    case 'information':
    case 'objection':
      return { ...same, text: normaliseText(text), ...(attachments.length > 0 && { attachments }) };
    case 'withdrawal':
    case 'erasure':
    case 'rating': {
      const given = normaliseText(reason);
      return { ...same, ...(given && { reason: given }) };
    }
    case 'notice-choice':
      return same;
  }
}

export type ParsedAct = { ok: true; act: ThreadAct } | { ok: false; violations: Violation[] };

/** Judges an act as it arrives, or before it is frozen. */
export function parseThreadAct(input: unknown): ParsedAct {
  const parsed = v.safeParse(threadActSchema, input, { abortPipeEarly: true });
  if (parsed.success)
    return saysSomething(parsed.output)
      ? { ok: true, act: parsed.output }
      : { ok: false, violations: [{ field: 'text', code: 'required' }] };
  const violations = parsed.issues.map((issue) => toViolation(issue, input));
  return {
    ok: false,
    violations: violations.filter(
      ({ field }, index) => violations.findIndex((other) => other.field === field) === index,
    ),
  };
}

/** Whether something is said at all: in writing, or by a recording. */
export function isTold({ text: written = '', attachments: files = [] }: InWriting): boolean {
  return isVisible(normaliseText(written)) || files.some(({ kind }) => isRecorded(kind));
}

function saysSomething(act: ThreadAct): boolean {
  return !isToldOrWritten(act) || isTold(act);
}

/** What may be written, or told by a recording. */
export function isToldOrWritten<T extends { kind: ThreadAct['kind'] }>(
  act: T,
): act is Extract<T, { kind: ToldKind }> {
  return (TOLD_KINDS as readonly string[]).includes(act.kind);
}

function toViolation({ path, message, received, input }: v.BaseIssue<unknown>, act: unknown): Violation {
  const key = path?.[0]?.key;
  const field = typeof key === 'string' ? key : '';
  if (message === 'too-long' && typeof input === 'string')
    return { field, code: message, params: { max: maxOf(field, act), length: codePointCount(input) } };
  const code = received === 'undefined' ? 'required' : 'format';
  return { field, code: isViolationCode(message) ? message : code };
}

function maxOf(field: string, act: unknown): number {
  if (field === 'reason') return ACT_TEXT_LIMITS.reason;
  const isCorrection = (act as Partial<ThreadAct>).kind === 'transcript-verdict';
  return isCorrection ? CUE_LIMITS.wholeText : ACT_TEXT_LIMITS.text;
}

/** The recordings and files that an act brings. */
export function attachmentsOfAct(act: ThreadAct): readonly Attachment[] {
  switch (act.kind) {
    case 'transcript-verdict':
      return act.verdict === 'again' ? (act.attachments ?? []) : [];
    case 'addition':
    case 'information':
    case 'objection':
      return act.attachments ?? [];
    case 'withdrawal':
    case 'rating':
    case 'erasure':
    case 'notice-choice':
      return [];
  }
}
