// What an answer has beside its text: summary, sign video, sound, documents. What the citizen asked for stands open; the others
// are a button away, because forty answers a day need none of them.

import { useState } from 'preact/hooks';
import type { AnswerLimits } from '../../../../domain/answer-limits.ts';
import type { AnswerFormat } from '../../../../domain/kinds.ts';
import { may } from '../../../../domain/role.ts';
import { codePointCount, normaliseText } from '../../../../domain/text.ts';
import { type StaffCase, type StaffSession, SUMMARY_MAX_LENGTH } from '../../../../domain/wire-staff.ts';
import { Button } from '../../../../ui/button/button.tsx';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import type { AnswerMedia } from '../../../answer-media/answer-media.ts';
import type { Medium } from '../../../answer-media/medium.ts';
import { useFocusNext } from '../../../cues/use-focus-next.ts';
import type { ReplyDraft } from '../../../reply-drafts.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { ChangeDraft } from './answer-form.tsx';
import { DocumentsSection } from './documents-section.tsx';
import { FILE_FIELD_IDS, SUMMARY_FIELD_ID } from './judge-answer.ts';
import { MediaSection } from './media-section.tsx';

/** Files that go with a text. */
export interface AnswerFilesProps {
  draft: ReplyDraft;
  onChange: ChangeDraft;
  media: readonly Medium[];
  desk: AnswerMedia;
  limits: AnswerLimits;
  makeId: () => string;
  errors: readonly SummarizedError[];
}

export interface AnswerFormsProps extends AnswerFilesProps {
  staffCase: StaffCase;
  session: StaffSession;
}

const FORMS = ['summary', 'sign-video', 'audio', 'document'] as const;
type Form = (typeof FORMS)[number];

/** No citizen asks for a document: it never stands for the text. */
const WISHES: Readonly<Partial<Record<Form, AnswerFormat>>> = {
  summary: 'plain-language',
  'sign-video': 'sign-language',
  audio: 'audio',
};

export function AnswerForms(props: AnswerFormsProps) {
  const { staffCase, session, draft, media, limits } = props;
  const { t } = useTexts();
  const [opened, setOpened] = useState<readonly Form[]>([]);
  const focusNext = useFocusNext();
  const isFilled = (form: Form): boolean =>
    form === 'summary'
      ? (draft.summary ?? '') !== ''
      : media.some(({ kind }) => FILE_FIELD_IDS[kind] === FILE_FIELD_IDS[form]);
  const isShown = (form: Form): boolean => {
    const wish = WISHES[form];
    return (wish && staffCase.formats.includes(wish)) || opened.includes(form) || isFilled(form);
  };
  const open = (form: Form): void => {
    setOpened((before) => [...before, form]);
    focusNext(form === 'summary' ? SUMMARY_FIELD_ID : FILE_FIELD_IDS[form]);
  };
  // A summary is written by whoever writes the answer: it waits nowhere but in their draft.
  const isOffered = (form: Form): boolean =>
    form === 'summary' ? may(session.role, 'case.answer') : form !== 'document' || limits.answerDocuments > 0;
  const hidden = FORMS.filter((form) => !isShown(form) && isOffered(form));
  return (
    <>
      {isShown('summary') && isOffered('summary') ? <Summary {...props} /> : null}
      {isShown('sign-video') ? <MediaSection {...props} kind="sign-video" /> : null}
      {isShown('audio') ? <MediaSection {...props} kind="audio" /> : null}
      {isShown('document') ? <DocumentsSection {...props} /> : null}
      {hidden.length > 0 ? (
        <div class="cluster">
          {hidden.map((form) => (
            <Button key={form} onPress={() => open(form)}>
              {t(`staff.answer.add.${form}`)}
            </Button>
          ))}
        </div>
      ) : null}
    </>
  );
}

function Summary({ draft, onChange, errors }: AnswerFormsProps) {
  const { t } = useTexts();
  const { summary = '' } = draft;
  const left = SUMMARY_MAX_LENGTH - codePointCount(normaliseText(summary));
  const isOver = left < 0;
  return (
    <TextArea
      id={SUMMARY_FIELD_ID}
      label={t('staff.answer.summary')}
      hint={t('staff.answer.summaryHint')}
      error={errors.find(({ fieldId }) => fieldId === SUMMARY_FIELD_ID)?.text}
      errorPrefix={t('ui.errorPrefix')}
      value={summary}
      onInput={(text) => onChange(() => ({ summary: text }))}
      rows={5}
      counter={{
        text: isOver ? t('staff.reply.over', { count: -left }) : t('staff.reply.left', { count: left }),
        announce: isOver ? t('staff.reply.over', { count: -left }) : undefined,
        isOver,
      }}
    />
  );
}
