// To whom: left to the centre (the recommended way), or an institution found in the directory of this device.

import { useState } from 'preact/hooks';
import { readDirectory } from '../../../../offline/operator-store.ts';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { useStored } from '../../../shell/use-stored.ts';
import { useAnswerControl } from '../use-answer-control.ts';
import { InstitutionField } from './institution-field.tsx';
import type { StepProps } from './step.ts';

export function AddresseeStep(props: StepProps) {
  const { answers, change } = props;
  const { t } = useTexts();
  const control = useAnswerControl(props)('addressee');
  const directory = useStored(readDirectory);
  // "I will choose" is no answer yet, so it is kept here until an institution is chosen.
  const [isChoosing, setIsChoosing] = useState(answers.addressee?.kind === 'institution');
  const [lastChosen, setLastChosen] = useState(answers.addressee);
  const way = isChoosing ? 'institution' : answers.addressee?.kind;
  // The fault lies with the search as soon as there is one: the summary's link leads to the control to mend.
  const { id, error, ...shared } = control;
  const hasSearch = isChoosing && directory.state === 'ready' && directory.value !== undefined;

  return (
    <>
      <RadioGroup
        {...shared}
        id={hasSearch ? `${id}-way` : id}
        error={hasSearch ? undefined : error}
        name="addressee"
        legend={t('flow.addressee.legend')}
        value={way}
        options={[
          {
            value: 'unknown',
            label: t('flow.addressee.unknown'),
            hint: t('flow.addressee.unknownHint'),
          },
          { value: 'institution', label: t('flow.addressee.institution') },
        ]}
        onChange={(chosen) => {
          setIsChoosing(chosen === 'institution');
          if (chosen === 'unknown') setLastChosen(answers.addressee);
          const before = lastChosen?.kind === 'institution' ? lastChosen : undefined;
          change({ addressee: chosen === 'unknown' ? { kind: 'unknown' } : before });
        }}
      />
      {hasSearch && directory.value && (
        <InstitutionField
          id={id}
          error={error}
          errorPrefix={control.errorPrefix}
          institutions={directory.value.institutions}
          addressee={answers.addressee}
          onChange={(addressee) => change({ addressee })}
        />
      )}
      {isChoosing && directory.state !== 'loading' && !hasSearch && (
        <Notice kind="warning">
          <p>
            <strong>{t('flow.addressee.noDirectory')}</strong>
          </p>
          <p>{t('flow.addressee.noDirectoryBody')}</p>
        </Notice>
      )}
      {answers.addressee?.kind === 'institution' && (
        <p>{t('flow.addressee.chosen', { name: answers.addressee.name })}</p>
      )}
    </>
  );
}
