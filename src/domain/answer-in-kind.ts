// Whether an answer comes in the form that the citizen asked for. The wish travels with the application and binds whoever
// answers it: without the form the case is not closed, unless a coordinator overrides it with a reason that the citizen reads.
//
//   wish             the answer needs
//   sign-language    a sign video, and captions on every one
//   audio            a sound recording: what reads texts aloud on the citizen's device is not everybody's
//   plain-language   a summary in plain words
//   text, large-print   nothing more than its text

import type { AnswerFormat } from './kinds.ts';

/** What an officer may attach to an answer. */
export const ANSWER_MEDIA_KINDS = ['sign-video', 'audio'] as const;
export type AnswerMediaKind = (typeof ANSWER_MEDIA_KINDS)[number];

/** In the order in which they are named to the officer. */
export const MISSING_FORMS = ['sign-video', 'captions', 'audio', 'summary'] as const;
export type MissingForm = (typeof MISSING_FORMS)[number];

export interface AnswerForms {
  /** In plain language; blank is none. */
  summary?: string | undefined;
  media: readonly { kind: AnswerMediaKind; hasCaptions: boolean }[];
}

/**
 * What the answer lacks for the wished formats. Captions are asked for where there is a video to caption: until then the
 * video is what is missing.
 */
export function missingForms(
  formats: readonly AnswerFormat[],
  { summary, media }: AnswerForms,
): MissingForm[] {
  const wishes = new Set(formats);
  const videos = media.filter(({ kind }) => kind === 'sign-video');
  const isMissing: Record<MissingForm, boolean> = {
    'sign-video': wishes.has('sign-language') && videos.length === 0,
    captions: wishes.has('sign-language') && videos.some(({ hasCaptions }) => !hasCaptions),
    audio: wishes.has('audio') && !media.some(({ kind }) => kind === 'audio'),
    summary: wishes.has('plain-language') && (summary ?? '').trim() === '',
  };
  return MISSING_FORMS.filter((form) => isMissing[form]);
}
