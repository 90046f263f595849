// An answer that waits for a second pair of eyes: what the citizen will read, who wrote it, and what can be done with it.

import type { StaffLife } from '../../../../domain/staff-life.ts';
import { formatInstant } from '../../../../i18n/format.ts';
import { SOURCE_LOCALE } from '../../../../i18n/locale.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { AnswerBody } from '../answer/answer-body.tsx';
import { CitizenText } from '../citizen-text.tsx';

export interface WaitingDraftProps {
  draft: NonNullable<StaffLife['draft']>;
  /** Approving, or sending back, is among what the reader can do. */
  canDecide: boolean;
}

export function WaitingDraft({ draft, canDecide }: WaitingDraftProps) {
  const { t, tag } = useTexts();
  const { text, blocks, summary, by, at } = draft;
  return (
    <>
      <p>{t('staff.draft.lead')}</p>
      <article class="case-answer case-draft">
        <AnswerBody text={text} blocks={blocks} />
        <p class="quiet">{t('staff.draft.by', { name: by, when: formatInstant(tag, at) })}</p>
        {summary === undefined ? null : (
          <>
            <h3>{t('staff.answer.summary')}</h3>
            <CitizenText text={summary} locale={SOURCE_LOCALE} />
          </>
        )}
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
