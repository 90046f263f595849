// An answer that waits for a second pair of eyes: what the citizen will read, see and hear, who wrote it, and what can be done with it.

import type { StaffLife } from '../../../../domain/staff-life.ts';
import { formatInstant } from '../../../../i18n/format.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { AnswerBody } from '../answer/answer-body.tsx';
import { OtherForms } from '../answer/other-forms.tsx';
import { groundInWords } from '../life/ground-words.ts';

export interface WaitingDraftProps {
  draft: NonNullable<StaffLife['draft']>;
  /** Approving, or sending back, is among what the reader can do. */
  canDecide: boolean;
}

export function WaitingDraft({ draft, canDecide }: WaitingDraftProps) {
  const { t, tag } = useTexts();
  const { text, blocks, ground, by, at } = draft;
  return (
    <>
      <p>{t('staff.draft.lead')}</p>
      {ground ? <p>{t('staff.draft.refuses', { ground: groundInWords(ground, t) })}</p> : null}
      <article class="case-answer case-draft">
        <AnswerBody text={text} blocks={blocks} />
        <p class="quiet">{t('staff.draft.by', { name: by, when: formatInstant(tag, at) })}</p>
        <OtherForms answer={draft} />
      </article>
      {canDecide ? (
        <p>
          <a class="console-step" href="#actions">
            {t('staff.draft.toActions')}
          </a>
        </p>
      ) : null}
    </>
  );
}
