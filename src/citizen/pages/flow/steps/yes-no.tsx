// A question whose answer is yes or no. Nothing is chosen beforehand.

import type { ComponentChildren } from 'preact';
import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import type { AnswerControl } from '../use-answer-control.ts';

export interface YesNoProps {
  control: AnswerControl;
  name: string;
  legend: string;
  value: boolean | undefined;
  yes: { label: string; hint?: ComponentChildren };
  no: { label: string; hint?: ComponentChildren };
  onChange: (isYes: boolean) => void;
}

export function YesNo({ control, name, legend, value, yes, no, onChange }: YesNoProps) {
  return (
    <RadioGroup
      {...control}
      name={name}
      legend={legend}
      value={value === undefined ? undefined : value ? 'yes' : 'no'}
      options={[
        { value: 'yes', ...yes },
        { value: 'no', ...no },
      ]}
      onChange={(chosen) => onChange(chosen === 'yes')}
    />
  );
}
