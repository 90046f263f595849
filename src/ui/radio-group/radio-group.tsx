// One of a few. Nothing is chosen beforehand, and choosing never moves the reader (WCAG 3.2.2).

import { Choice, type ChoiceOption, choiceId } from '../fieldset/choice.tsx';
import { errorIdOf, Fieldset, type FieldsetProps } from '../fieldset/fieldset.tsx';

export interface RadioGroupProps<Value extends string> extends Omit<FieldsetProps, 'id' | 'isRadioGroup'> {
  /** Default: `name`. The first radio carries it. */
  id?: string | undefined;
  name: string;
  value: Value | undefined;
  options: readonly ChoiceOption<Value>[];
  onChange: (value: Value) => void;
}

export function RadioGroup<Value extends string>({
  id: givenId,
  name,
  value,
  options,
  onChange,
  ...fieldset
}: RadioGroupProps<Value>) {
  const id = givenId ?? name;
  const focusIndex = Math.max(
    options.findIndex((option) => option.value === value),
    0,
  );
  return (
    <Fieldset {...fieldset} id={id} isRadioGroup>
      <div class="choices">
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="radio"
            id={choiceId(id, index)}
            name={name}
            value={option.value}
            label={option.label}
            hint={option.hint}
            isChecked={option.value === value}
            describedBy={index === focusIndex ? errorIdOf({ id, error: fieldset.error }) : undefined}
            onChange={() => onChange(option.value)}
          />
        ))}
      </div>
    </Fieldset>
  );
}
