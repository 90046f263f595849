// One line of text. Typing never moves the reader, nothing is changed under their hands, paste always works.
// Numbers are text with inputMode: type="number" loses leading zeros and changes by the mouse wheel.

import {
  describedBy,
  Field,
  type FieldProps,
  unlessShared,
  useNameThatSaysNothing,
} from '../field/field.tsx';

export interface TextFieldProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  /** The field was left: a good moment to save, a bad one for an error. */
  onBlur?: (() => void) | undefined;
  type?: 'text' | 'email' | 'tel' | 'search' | 'password' | undefined;
  /** WCAG 1.3.5: a token of the HTML standard for every personal field. */
  autocomplete?: string | undefined;
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'search' | undefined;
  isRequired?: boolean | undefined;
  /** Hints at the length of the answer. Default `long`. */
  maxWidth?: 'short' | 'medium' | 'long' | undefined;
  /** Instead of maxWidth, where the length is known: in characters. */
  size?: number | undefined;
  spellCheck?: boolean | undefined;
  /** Lets the text itself decide on its direction: names may be Arabic on a Turkish page. */
  dir?: 'auto' | 'ltr' | undefined;
}

export function TextField({
  value,
  onInput,
  onBlur,
  type = 'text',
  autocomplete,
  inputMode,
  isRequired,
  maxWidth = 'long',
  size,
  spellCheck,
  dir,
  ...field
}: TextFieldProps) {
  return (
    <Field {...field}>
      <input
        id={field.id}
        class={`input input-${size ? 'sized' : maxWidth}`}
        size={size}
        // The types know no password that has no list.
        type={type as 'text'}
        list={undefined}
        name={useNameThatSaysNothing()}
        value={value}
        dir={dir}
        autocomplete={unlessShared(autocomplete)}
        inputMode={inputMode}
        autocapitalize={
          type === 'text' && (inputMode === 'email' || spellCheck === false) ? 'none' : undefined
        }
        spellcheck={spellCheck}
        aria-required={isRequired ? 'true' : undefined}
        aria-invalid={field.error ? 'true' : undefined}
        aria-describedby={describedBy(field)}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={onBlur}
      />
    </Field>
  );
}
