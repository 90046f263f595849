// Whether the institution may know who writes, and who knows it in any case.

import { Notice } from '../../../../ui/notice/notice.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';
import { YesNo } from './yes-no.tsx';

export function HideIdentityStep(props: StepProps) {
  const { t } = useTexts();
  const control = useAnswerControl(props);
  const { Heading } = props;
  return (
    <>
      <Heading>{t('flow.hide-identity.whoHeading')}</Heading>
      <ul>
        <li>{t('flow.hide-identity.whoCentre')}</li>
        <li>{t('flow.hide-identity.whoCourt')}</li>
        <li>{t('flow.hide-identity.whoNot')}</li>
      </ul>
      <Notice kind="warning">
        <p>{t('flow.hide-identity.textWarning')}</p>
      </Notice>
      <YesNo
        control={control('hideIdentity')}
        name="hide-identity"
        legend={t('flow.hide-identity.legend')}
        value={props.answers.hideIdentity}
        yes={{ label: t('flow.hide-identity.yes') }}
        no={{ label: t('flow.hide-identity.no') }}
        onChange={(hideIdentity) => props.change({ hideIdentity })}
      />
    </>
  );
}
