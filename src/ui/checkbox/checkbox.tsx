// One yes or no that stands alone.

import type { ComponentChildren } from 'preact';
import { FieldError } from '../field/field.tsx';
import { Choice } from '../fieldset/choice.tsx';

export interface CheckboxProps {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string | undefined;
  errorPrefix?: string | undefined;
  isChecked: boolean;
  isRequired?: boolean | undefined;
  name?: string | undefined;
  onChange: (isChecked: boolean) => void;
}

export function Checkbox({ error, errorPrefix, name, ...choice }: CheckboxProps) {
  return (
    <div class={error ? 'field field-faulty' : 'field'}>
      <FieldError id={choice.id} error={error} errorPrefix={errorPrefix} />
      <div class="choices">
        <Choice
          {...choice}
          type="checkbox"
          name={name ?? choice.id}
          isInvalid={Boolean(error)}
          describedBy={error ? `${choice.id}-error` : undefined}
        />
      </div>
    </div>
  );
}
