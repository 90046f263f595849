// Any number of a few.

import { Choice, type ChoiceOption, choiceId } from '../fieldset/choice.tsx';
import { errorIdOf, Fieldset, type FieldsetProps } from '../fieldset/fieldset.tsx';

export interface CheckboxGroupProps<Value extends string> extends Omit<FieldsetProps, 'id' | 'isRadioGroup'> {
  /** Default: `name`. The first box carries it. */
  id?: string | undefined;
  name: string;
  values: readonly Value[];
  options: readonly ChoiceOption<Value>[];
  /** Gets the chosen values in the order of the options. */
  onChange: (values: Value[]) => void;
}

export function CheckboxGroup<Value extends string>({
  id: givenId,
  name,
  values,
  options,
  onChange,
  ...fieldset
}: CheckboxGroupProps<Value>) {
  const id = givenId ?? name;
  const toggle = (toggled: Value, isChecked: boolean): void =>
    onChange(
      options
        .map((option) => option.value)
        .filter((value) => (value === toggled ? isChecked : values.includes(value))),
    );
  return (
    <Fieldset {...fieldset} id={id}>
      <div class="choices">
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="checkbox"
            id={choiceId(id, index)}
            name={name}
            value={option.value}
            label={option.label}
            hint={option.hint}
            isChecked={values.includes(option.value)}
            isInvalid={Boolean(fieldset.error)}
            describedBy={index === 0 ? errorIdOf({ id, error: fieldset.error }) : undefined}
            onChange={(isChecked) => toggle(option.value, isChecked)}
          />
        ))}
      </div>
    </Fieldset>
  );
}
