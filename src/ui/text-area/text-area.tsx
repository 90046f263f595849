// Longer text with a counter. The count is shown to the eye at every key and told to the ear only at the thresholds
// that the page chooses, and only when typing pauses: a count at every key drowns what is being written. It is not
// part of the description, because Orca speaks every change of a focused control's description.

import { useEffect, useState } from 'preact/hooks';
import { describedBy, Field, type FieldProps } from '../field/field.tsx';
import './text-area.css';

export interface TextAreaProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  onBlur?: (() => void) | undefined;
  name?: string | undefined;
  rows?: number | undefined;
  isRequired?: boolean | undefined;
  spellCheck?: boolean | undefined;
  autocomplete?: string | undefined;
  dir?: 'auto' | 'ltr' | undefined;
  counter?: TextAreaCounter | undefined;
}

export interface TextAreaCounter {
  /** Always shown, e.g. "4.200 karakter kaldı". */
  text: string;
  /** Spoken once typing pauses; the page gives it from a threshold on, in steps. */
  announce: string | undefined;
  /** The text is too long: shown as a fault, in words that `text` says. */
  isOver?: boolean | undefined;
}

/** GOV.UK's character count waits as long; shorter, and a screen reader cuts it off by the next key. */
const PAUSE_MS = 1_000;

export function TextArea({
  value,
  onInput,
  onBlur,
  name,
  rows = 8,
  isRequired,
  spellCheck,
  autocomplete,
  dir = 'auto',
  counter,
  ...field
}: TextAreaProps) {
  return (
    <Field {...field}>
      <textarea
        id={field.id}
        class="input text-area"
        name={name ?? field.id}
        rows={rows}
        value={value}
        dir={dir}
        spellcheck={spellCheck}
        autocomplete={autocomplete}
        aria-required={isRequired ? 'true' : undefined}
        aria-invalid={field.error ? 'true' : undefined}
        aria-describedby={describedBy(field)}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={onBlur}
      />
      {counter ? <Counter {...counter} /> : null}
    </Field>
  );
}

function Counter({ text, announce, isOver }: TextAreaCounter) {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(announce ?? ''), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [announce, text]);
  return (
    <>
      <p class={isOver ? 'counter counter-over' : 'counter'}>{text}</p>
      <div class="visually-hidden" aria-live="polite">
        {spoken}
      </div>
    </>
  );
}
