// Transcripts and translations: what a recording says, in writing. Staff offer one; it is "not confirmed" until the citizen
// has said that it is right, or has corrected it.
//
//     none ─▶ offered ─┬─ accepted, corrected ─▶ settled
//              ▲  ↺    │
//     newest counts    └─ again ─▶ to be made anew, or there is a new recording
//
// X1  Append-only: a newer one counts before an older, until one is settled.
// X2  What the citizen has accepted or corrected stands: staff cannot replace it, nor can the citizen's own older device.

import * as v from 'valibot';
import type { AttachmentKind } from './attachment.ts';
import { ATTACHMENT_KINDS, ATTACHMENT_ROLES } from './attachment.ts';
import { CUE_LIMITS, cuesSchema, textOfCues } from './cue.ts';
import { ANSWER_FORMATS } from './kinds.ts';
import { codePointCount, isSafeText, isVisible } from './text.ts';
import { civilDate, instant } from './wire.ts';

/** A transcript is of sound, a translation of signs. */
export const TRANSCRIPT_KINDS = ['transcript', 'translation'] as const;
export type TranscriptKind = (typeof TRANSCRIPT_KINDS)[number];

export const TRANSCRIPT_LANGUAGES = ['tr'] as const;

const VERDICTS = ['accepted', 'corrected', 'again'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The kinds of attachment that can be put into writing. */
export const RECORDED_KINDS = ['voice', 'sign-video', 'audio', 'video'] as const satisfies AttachmentKind[];

/** What a text of it may be; nothing where there is nothing to hear or see said. A film that was chosen may be signed. */
const KINDS_OF: Readonly<Record<AttachmentKind, readonly TranscriptKind[]>> = {
  voice: ['transcript'],
  audio: ['transcript'],
  'sign-video': ['translation'],
  video: ['transcript', 'translation'],
  photo: [],
  document: [],
};

export function transcriptKindsOf(kind: AttachmentKind): readonly TranscriptKind[] {
  return KINDS_OF[kind];
}

/** The citizen's own text instead of the offered one. Messages are violation codes. */
export const correctionSchema = v.pipe(
  v.string(),
  v.check(isVisible, 'required'),
  v.check((text) => codePointCount(text) <= CUE_LIMITS.wholeText, 'too-long'),
  v.check(isSafeText, 'forbidden-characters'),
);

/** As thread and case show it: the newest one, or the settled one. */
export const transcriptSchema = v.object({
  id: v.string(),
  kind: v.picklist(TRANSCRIPT_KINDS),
  language: v.picklist(TRANSCRIPT_LANGUAGES),
  cues: cuesSchema,
  /** When it was offered. */
  at: instant,
  verdict: v.optional(
    v.object({
      kind: v.picklist(VERDICTS),
      at: instant,
      /** With `corrected`: the citizen's own text, which stands instead of the cues. */
      text: v.optional(v.string()),
    }),
  ),
});
export type Transcript = v.InferOutput<typeof transcriptSchema>;

/** What a thread's attachment says. @returns undefined where it says nothing, or nothing that is understood */
export function readTranscript(said: unknown): Transcript | undefined {
  const transcript = v.safeParse(transcriptSchema, said);
  return transcript.success ? transcript.output : undefined;
}

/** Whether the citizen has said that this is what they meant; until then both sides read "not confirmed". */
export function isConfirmed({ verdict }: Pick<Transcript, 'verdict'>): boolean {
  return verdict?.kind === 'accepted' || verdict?.kind === 'corrected';
}

/** What the recording says as far as is known: the citizen's correction where there is one. */
export function textOfTranscript({ cues, verdict }: Pick<Transcript, 'cues' | 'verdict'>): string {
  return verdict?.kind === 'corrected' && verdict.text !== undefined ? verdict.text : textOfCues(cues);
}

export const TRANSCRIPTIONS_PATH = '/api/staff/transcriptions';
export const TRANSCRIPT_PATH = '/api/staff/attachments/:id/transcripts/:transcriptId';

/** PUT by whoever makes it. The officer's device makes the id, so a repeated PUT is the same transcript. */
export const transcriptInputSchema = v.object({
  kind: v.picklist(TRANSCRIPT_KINDS),
  language: v.picklist(TRANSCRIPT_LANGUAGES),
  cues: cuesSchema,
});
export type TranscriptInput = v.InferOutput<typeof transcriptInputSchema>;

/**
 * `open`: nobody has put it into writing yet. `offered`: the newest text waits for the citizen's word. `again`: the
 * citizen has said that it is to be made anew, or has recorded it anew.
 */
const TRANSCRIPTION_STATES = ['open', 'offered', 'again'] as const;
export type TranscriptionState = (typeof TRANSCRIPTION_STATES)[number];

const transcriptionSchema = v.object({
  applicationId: v.string(),
  number: v.string(),
  attachmentId: v.string(),
  kind: v.picklist(ATTACHMENT_KINDS),
  role: v.picklist(ATTACHMENT_ROLES),
  durationMs: v.optional(v.number()),
  receivedAt: instant,
  dueOn: civilDate,
  state: v.picklist(TRANSCRIPTION_STATES),
  subject: v.string(),
  formats: v.array(v.picklist(ANSWER_FORMATS)),
});
export type Transcription = v.InferOutput<typeof transcriptionSchema>;

/** The desk: recordings that wait to be put into writing, the most urgent first. */
export const transcriptionsSchema = v.object({
  items: v.array(transcriptionSchema),
  total: v.number(),
  next: v.nullable(v.string()),
});
export type Transcriptions = v.InferOutput<typeof transcriptionsSchema>;
