// How the answer shall come. It travels with the application and binds the unit that answers.

import { ANSWER_FORMATS } from '../../../../domain/kinds.ts';
import { CheckboxGroup } from '../../../../ui/checkbox-group/checkbox-group.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';

export function FormatStep(props: StepProps) {
  const { t } = useTexts();
  const control = useAnswerControl(props);
  return (
    <CheckboxGroup
      {...control('formats')}
      name="formats"
      legend={t('flow.format.legend')}
      hint={t('flow.format.hint')}
      values={props.answers.formats ?? []}
      options={ANSWER_FORMATS.map((format) => ({
        value: format,
        label: t(`format.${format}`),
        hint: t(`format.${format}.hint`),
      }))}
      onChange={(formats) => props.change({ formats })}
    />
  );
}
