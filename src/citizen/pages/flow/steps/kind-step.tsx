// What kind of application: which questions follow, and the time for the answer, depend on it.

import { APPLICATION_KINDS } from '../../../../domain/kinds.ts';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import { StatusBanner } from '../../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';

export function KindStep(props: StepProps) {
  const { answers, change, operator } = props;
  const { t } = useTexts();
  const announce = useAnnounce();
  const control = useAnswerControl(props);
  // What was chosen while it was open stays visible: an answer never disappears under the reader's hands.
  const kinds = APPLICATION_KINDS.filter(
    (kind) => operator.openKinds.includes(kind) || kind === answers.kind,
  );
  const danger = t('flow.kind.dangerTitle', { phone: operator.emergencyPhone });

  return (
    <>
      <RadioGroup
        {...control('kind')}
        name="kind"
        legend={t('flow.kind.legend')}
        hint={t('flow.kind.hint')}
        value={answers.kind}
        options={kinds.map((kind) => ({
          value: kind,
          label: t(`kind.${kind}`),
          hint: t(`kind.${kind}.hint`),
        }))}
        onChange={(kind) => {
          change({ kind });
          if (kind === 'disaster') announce(danger, { assertive: true });
        }}
      />
      {answers.kind === 'disaster' && (
        <StatusBanner kind="danger" title={danger}>
          <p>{t('flow.kind.dangerBody', { phone: operator.emergencyPhone })}</p>
        </StatusBanner>
      )}
    </>
  );
}
