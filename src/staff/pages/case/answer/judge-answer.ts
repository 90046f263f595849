// What keeps an answer from being sent: its text, a template's field in it that nobody filled in, what is attached and not ready,
// captions with faults, and the form that the citizen asked for. Pure; the server judges by the same rules again, but for the field:
// braces are letters to it.

import { isMediaKind } from '../../../../domain/answer-document.ts';
import { type MissingForm, missingForms } from '../../../../domain/answer-in-kind.ts';
import { OVERRIDE_REASON_LENGTH } from '../../../../domain/answer-limits.ts';
import type { AnswerFormat } from '../../../../domain/kinds.ts';
import { unfilledIn } from '../../../../domain/reply-template.ts';
import { may, type StaffRole } from '../../../../domain/role.ts';
import { normaliseText } from '../../../../domain/text.ts';
import {
  REPLY_MAX_LENGTH,
  type ReplyInput,
  replySchema,
  SUMMARY_MAX_LENGTH,
} from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import type { Medium } from '../../../answer-media/medium.ts';
import { type CueDraft, isBlank, judgeCues } from '../../../cues/cue-drafts.ts';
import { cueErrors, cueFieldId } from '../../../cues/cue-faults.ts';
import type { ReplyDraft } from '../../../reply-drafts.ts';
import { judgeDocuments } from './judge-documents.ts';
import { judge, mediumId, notReadyError, tellApart } from './judge-words.ts';

export const REPLY_FIELD_ID = 'reply-text';
export const SUMMARY_FIELD_ID = 'reply-summary';
export const REASON_FIELD_ID = 'reply-override-reason';
export const DOCUMENT_FIELD_ID = 'reply-document';
export const FILE_FIELD_IDS = {
  'sign-video': 'reply-sign-video',
  audio: 'reply-audio',
  document: DOCUMENT_FIELD_ID,
  photo: DOCUMENT_FIELD_ID,
} as const;

export function captionsPrefix(id: string): string {
  return `captions-${id}`;
}

export interface AnswerToJudge {
  formats: readonly AnswerFormat[];
  role: StaffRole;
  draft: ReplyDraft;
  media: readonly Medium[];
}

export type JudgedAnswer = { ok: true; reply: ReplyInput } | { ok: false; errors: SummarizedError[] };

export function captionsOf(draft: ReplyDraft, id: string): readonly CueDraft[] {
  return draft.media?.find((one) => one.id === id)?.captions ?? [];
}

/** What the wished form still needs; what is on its way counts as there. */
export function missingOf({ formats, draft, media }: Omit<AnswerToJudge, 'role'>): MissingForm[] {
  return missingForms(formats, {
    summary: draft.summary,
    media: media.flatMap(({ id, kind, at }) => {
      if (!isMediaKind(kind) || at.state === 'lost' || at.state === 'rejected') return [];
      return [{ kind, hasCaptions: !isBlank(captionsOf(draft, id)) }];
    }),
  });
}

/** Whether this officer may send it without, and says that they want to. */
export function isOverriding({ role, draft }: Pick<AnswerToJudge, 'role' | 'draft'>): boolean {
  return may(role, 'answer.override') && draft.overrideReason !== undefined;
}

export function judgeAnswer(answer: AnswerToJudge, t: Translate): JudgedAnswer {
  const { draft, media } = answer;
  const missing = missingOf(answer);
  const overrides = missing.length > 0 && isOverriding(answer);
  const summary = normaliseText(draft.summary ?? '');
  const reason = normaliseText(draft.overrideReason ?? '');
  const captioned = media
    .filter(({ kind }) => isMediaKind(kind))
    .map((medium) => ({ medium, captions: captionsOf(draft, medium.id) }));
  const documents = judgeDocuments(media, draft, t);
  const errors = [
    ...textErrors(normaliseText(draft.text), t),
    ...summaryErrors(summary, t),
    ...captioned.flatMap(({ medium, captions }) => mediumErrors(medium, media, captions, t)),
    ...documents.errors,
    ...(overrides ? reasonErrors(reason, t) : missing.map((form) => missingError(form, answer, t))),
  ];
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    reply: {
      text: normaliseText(draft.text),
      ...(summary === '' ? {} : { summary }),
      ...(captioned.length === 0
        ? {}
        : {
            media: captioned.map(({ medium: { id }, captions }) => {
              const judged = isBlank(captions) ? undefined : judgeCues(captions);
              return judged?.ok ? { id, captions: judged.cues, language: 'tr' as const } : { id };
            }),
          }),
      ...(documents.said.length > 0 && { documents: documents.said }),
      ...(overrides ? { override: { reason } } : {}),
    },
  };
}

function textErrors(text: string, t: Translate): SummarizedError[] {
  const [field] = unfilledIn(text);
  if (field !== undefined) return [{ fieldId: REPLY_FIELD_ID, text: t('staff.reply.unfilled', { field }) }];
  return judge(replySchema.entries.text, text, REPLY_FIELD_ID, {
    required: t('staff.reply.required'),
    tooLong: t('staff.reply.tooLong', { max: REPLY_MAX_LENGTH }),
    forbidden: t('staff.reply.forbidden'),
  });
}

function summaryErrors(summary: string, t: Translate): SummarizedError[] {
  if (summary === '') return [];
  return judge(replySchema.entries.summary, summary, SUMMARY_FIELD_ID, {
    required: t('staff.answer.missing.summary'),
    tooLong: t('staff.answer.summaryTooLong', { max: SUMMARY_MAX_LENGTH }),
    forbidden: t('staff.answer.summaryForbidden'),
  });
}

function reasonErrors(reason: string, t: Translate): SummarizedError[] {
  const { min, max } = OVERRIDE_REASON_LENGTH;
  const words = {
    required: t('staff.answer.reasonRequired', { min }),
    tooLong: t('staff.answer.reasonTooLong', { max }),
    forbidden: t('staff.answer.reasonForbidden'),
  };
  return judge(replySchema.entries.override, { reason }, REASON_FIELD_ID, words);
}

function mediumErrors(
  medium: Medium,
  media: readonly Medium[],
  captions: readonly CueDraft[],
  t: Translate,
): SummarizedError[] {
  const { id, at } = medium;
  if (at.state !== 'ready') return [notReadyError(medium, media, t)];
  if (isBlank(captions)) return [];
  const ofFields = cueErrors(judgeCues(captions, at.stored.durationMs), captionsPrefix(id), t);
  return tellApart(ofFields, medium, media, t);
}

function missingError(form: MissingForm, { draft, media }: AnswerToJudge, t: Translate): SummarizedError {
  return { fieldId: missingFieldId(form, draft, media), text: t(`staff.answer.missing.${form}`) };
}

function missingFieldId(form: MissingForm, draft: ReplyDraft, media: readonly Medium[]): string {
  switch (form) {
    case 'summary':
      return SUMMARY_FIELD_ID;
    case 'sign-video':
    case 'audio':
      return FILE_FIELD_IDS[form];
    case 'captions': {
      const bare = media.find(({ id, kind }) => kind === 'sign-video' && isBlank(captionsOf(draft, id)));
      if (!bare) return FILE_FIELD_IDS['sign-video'];
      const [first] = captionsOf(draft, bare.id);
      // Captions are written when there is something to see; until then the video itself is the place.
      return bare.at.state === 'ready'
        ? cueFieldId(captionsPrefix(bare.id), first?.key ?? 0, 'text')
        : mediumId(bare.id);
    }
  }
}
