// What the answer lacks for the form that the citizen asked for, said before anybody presses; and a coordinator's way to send it
// all the same, with a reason that the citizen reads.

import { OVERRIDE_REASON_LENGTH } from '../../../../domain/answer-limits.ts';
import { may } from '../../../../domain/role.ts';
import { Checkbox } from '../../../../ui/checkbox/checkbox.tsx';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { WarningIcon } from '../../../../ui/icon/icon.tsx';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import type { ChangeDraft } from './answer-form.tsx';
import { type AnswerToJudge, isOverriding, missingOf, REASON_FIELD_ID } from './judge-answer.ts';

export interface MissingFormsProps {
  answer: AnswerToJudge;
  onChange: ChangeDraft;
  errors: readonly SummarizedError[];
}

export function MissingForms({ answer, onChange, errors }: MissingFormsProps) {
  const { t } = useTexts();
  const missing = missingOf(answer);
  if (missing.length === 0) return null;
  const isCoordinator = may(answer.role, 'answer.override');
  const overrides = isOverriding(answer);
  return (
    <div class="stack">
      <Notice kind="warning" icon={<WarningIcon />}>
        <p>
          <strong>{t('staff.answer.missingTitle')}</strong>
        </p>
        <ul>
          {missing.map((form) => (
            <li key={form}>{t(`staff.answer.missing.${form}`)}</li>
          ))}
        </ul>
        {isCoordinator ? null : <p>{t('staff.answer.onlyCoordinator')}</p>}
      </Notice>
      {isCoordinator ? (
        <Checkbox
          id="reply-override"
          label={t('staff.answer.override')}
          hint={t('staff.answer.overrideHint')}
          isChecked={overrides}
          onChange={(isChecked) =>
            onChange(({ overrideReason }) => ({
              overrideReason: isChecked ? (overrideReason ?? '') : undefined,
            }))
          }
        />
      ) : null}
      {overrides ? (
        <TextArea
          id={REASON_FIELD_ID}
          label={t('staff.answer.reason')}
          hint={t('staff.answer.reasonHint', OVERRIDE_REASON_LENGTH)}
          error={errors.find(({ fieldId }) => fieldId === REASON_FIELD_ID)?.text}
          errorPrefix={t('ui.errorPrefix')}
          value={answer.draft.overrideReason ?? ''}
          onInput={(overrideReason) => onChange(() => ({ overrideReason }))}
          rows={3}
          isRequired
        />
      ) : null}
    </div>
  );
}
