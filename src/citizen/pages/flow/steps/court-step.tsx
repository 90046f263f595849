// Whether a court has the matter: such petitions are not examined (Law 3071 art. 6), which is said now.

import { useTexts } from '../../../shell/texts.tsx';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';
import { YesNo } from './yes-no.tsx';

export function CourtStep(props: StepProps) {
  const { t } = useTexts();
  const control = useAnswerControl(props);
  return (
    <YesNo
      control={control('beforeCourt')}
      name="before-court"
      legend={t('flow.court.legend')}
      value={props.answers.beforeCourt}
      yes={{ label: t('flow.yes'), hint: t('flow.court.yesHint') }}
      no={{ label: t('flow.no'), hint: t('flow.court.noHint') }}
      onChange={(beforeCourt) => props.change({ beforeCourt })}
    />
  );
}
