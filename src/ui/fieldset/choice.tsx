// One radio button or checkbox with its label and hint; the whole card is the target.

import type { ComponentChildren } from 'preact';
import './fieldset.css';

export interface ChoiceOption<Value extends string = string> {
  value: Value;
  label: ComponentChildren;
  hint?: ComponentChildren;
}

export interface ChoiceProps {
  type: 'radio' | 'checkbox';
  id: string;
  name: string;
  value?: string | undefined;
  label: ComponentChildren;
  hint?: ComponentChildren;
  isChecked: boolean;
  isInvalid?: boolean | undefined;
  isRequired?: boolean | undefined;
  describedBy?: string | undefined;
  onChange: (isChecked: boolean) => void;
}

export function Choice(props: ChoiceProps) {
  const { id, hint, describedBy } = props;
  const hintId = hint ? `${id}-hint` : undefined;
  const ids = [hintId, describedBy].filter(Boolean).join(' ');
  return (
    <div class="choice">
      <input
        class="choice-input"
        type={props.type}
        id={id}
        name={props.name}
        value={props.value}
        checked={props.isChecked}
        aria-invalid={props.isInvalid ? 'true' : undefined}
        aria-required={props.isRequired ? 'true' : undefined}
        aria-describedby={ids || undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <label class="choice-label" for={id}>
        {props.label}
      </label>
      {hint ? (
        <div class="choice-hint" id={hintId}>
          {hint}
        </div>
      ) : null}
    </div>
  );
}

/** The first choice carries the field's own id, so that the error summary's link lands on it. */
export function choiceId(fieldId: string, index: number): string {
  return index === 0 ? fieldId : `${fieldId}-${index + 1}`;
}
