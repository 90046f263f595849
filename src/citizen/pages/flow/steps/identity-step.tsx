// Who writes. The number may be typed in groups; where the kind does not need it, it is not asked.

import { IDENTITY_NUMBER_GROUPS } from '../../../../domain/identity-number.ts';
import { isAsked } from '../../../../domain/requirements.ts';
import { NumberField } from '../../../../ui/number-field/number-field.tsx';
import { TextField } from '../../../../ui/text-field/text-field.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';

export function IdentityStep(props: StepProps) {
  const { answers, change } = props;
  const { t } = useTexts();
  const control = useAnswerControl(props);
  const { fullName = '', identityNumber = '', kind } = answers;

  return (
    <>
      <TextField
        {...control('fullName')}
        label={t('flow.identity.fullName')}
        autocomplete="name"
        spellCheck={false}
        dir="auto"
        value={fullName}
        onInput={(typed) => change({ fullName: typed })}
      />
      {isAsked('identityNumber', kind) && (
        <NumberField
          {...control('identityNumber')}
          label={t('flow.identity.number')}
          hint={t('flow.identity.numberHint')}
          groups={IDENTITY_NUMBER_GROUPS}
          autocomplete="off"
          value={identityNumber}
          onInput={(typed) => change({ identityNumber: typed })}
        />
      )}
    </>
  );
}
