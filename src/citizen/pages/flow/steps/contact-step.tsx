// How to reach the writer: an address where the law wants one (Law 3071 art. 4) and nowhere else, the rest as they like.

import { isAsked } from '../../../../domain/requirements.ts';
import { NumberField } from '../../../../ui/number-field/number-field.tsx';
import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import { TextField } from '../../../../ui/text-field/text-field.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';

export function ContactStep(props: StepProps) {
  const { answers, change } = props;
  const { t } = useTexts();
  const control = useAnswerControl(props);

  return (
    <>
      {isAsked('addressText', answers.kind) && (
        <>
          <RadioGroup
            {...control('addressKind')}
            name="address-kind"
            legend={t('flow.contact.addressKind')}
            value={answers.addressKind}
            options={[
              { value: 'home', label: t('flow.contact.home') },
              { value: 'work', label: t('flow.contact.work') },
            ]}
            onChange={(addressKind) => change({ addressKind })}
          />
          <TextArea
            {...control('addressText')}
            label={t('flow.contact.address')}
            hint={t('flow.contact.addressHint')}
            rows={3}
            autocomplete="street-address"
            value={answers.addressText ?? ''}
            onInput={(addressText) => change({ addressText })}
          />
        </>
      )}
      <NumberField
        {...control('phone')}
        label={t('flow.contact.phone')}
        hint={t('flow.contact.phoneHint')}
        groups={[4, 3, 2, 2]}
        isPhone
        autocomplete="tel"
        value={answers.phone ?? ''}
        onInput={(phone) => change({ phone })}
      />
      <TextField
        {...control('email')}
        label={t('flow.contact.email')}
        hint={t('flow.contact.emailHint')}
        // type="email" would hand over `xn--…` for a domain that was typed in letters of other scripts.
        inputMode="email"
        autocomplete="email"
        spellCheck={false}
        dir="ltr"
        value={answers.email ?? ''}
        onInput={(email) => change({ email })}
      />
    </>
  );
}
