// What keeps an answer's documents from being sent: one that is not ready, has no name, or is a picture without words. Pure.

import {
  alternativeSchema,
  DOCUMENT_TEXT_LIMITS,
  documentNameSchema,
  isDocumentKind,
} from '../../../../domain/answer-document.ts';
import { normaliseText } from '../../../../domain/text.ts';
import type { ReplyInput } from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import type { Medium } from '../../../answer-media/medium.ts';
import type { ReplyDraft } from '../../../reply-drafts.ts';
import { alternativeId, judge, notReadyError, tellApart, titleId } from './judge-words.ts';

export interface JudgedDocuments {
  said: NonNullable<ReplyInput['documents']>;
  errors: SummarizedError[];
}

export function judgeDocuments(media: readonly Medium[], draft: ReplyDraft, t: Translate): JudgedDocuments {
  const judged: JudgedDocuments = { said: [], errors: [] };
  for (const medium of media) {
    const { id, kind, at } = medium;
    if (!isDocumentKind(kind)) continue;
    const words = draft.media?.find((one) => one.id === id);
    const name = normaliseText(words?.title ?? '');
    const alternative = kind === 'photo' ? normaliseText(words?.alternative ?? '') : '';
    const isGone = at.state === 'rejected' || at.state === 'lost';
    if (at.state !== 'ready') judged.errors.push(notReadyError(medium, media, t));
    const ofFields = [
      ...(isGone ? [] : titleErrors(id, name, t)),
      ...(isGone || kind !== 'photo' ? [] : alternativeErrors(id, alternative, t)),
    ];
    judged.errors.push(...tellApart(ofFields, medium, media, t));
    judged.said.push({ id, name, ...(alternative !== '' && { alternative }) });
  }
  return judged;
}

function titleErrors(id: string, name: string, t: Translate): SummarizedError[] {
  return judge(documentNameSchema, name, titleId(id), {
    required: t('staff.document.titleRequired'),
    tooLong: t('staff.document.titleTooLong', { max: DOCUMENT_TEXT_LIMITS.name }),
    forbidden: t('staff.document.forbidden'),
  });
}

function alternativeErrors(id: string, alternative: string, t: Translate): SummarizedError[] {
  return judge(alternativeSchema, alternative, alternativeId(id), {
    required: t('staff.document.alternativeRequired'),
    tooLong: t('staff.document.alternativeTooLong', { max: DOCUMENT_TEXT_LIMITS.alternative }),
    forbidden: t('staff.document.forbidden'),
  });
}
