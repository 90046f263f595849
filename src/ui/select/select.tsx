// One of a short list, the phone's own picker. For many options, or ones that are searched by name: Combobox; for up
// to seven: RadioGroup. Choosing never moves the reader (WCAG 3.2.2).

import { describedBy, Field, type FieldProps } from '../field/field.tsx';
import './select.css';

interface SelectOption {
  value: string;
  label: string;
}

export interface SelectProps extends FieldProps {
  /** '' while nothing is chosen. */
  value: string;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
  /** The first, empty line, e.g. "Seçin". */
  placeholder?: string | undefined;
  name?: string | undefined;
  autocomplete?: string | undefined;
  isRequired?: boolean | undefined;
  maxWidth?: 'short' | 'medium' | 'long' | undefined;
}

export function Select({
  value,
  options,
  onChange,
  placeholder,
  name,
  autocomplete,
  isRequired,
  maxWidth = 'medium',
  ...field
}: SelectProps) {
  return (
    <Field {...field}>
      <select
        id={field.id}
        class={`input select input-${maxWidth}`}
        name={name ?? field.id}
        value={value}
        autocomplete={autocomplete}
        aria-required={isRequired ? 'true' : undefined}
        aria-invalid={field.error ? 'true' : undefined}
        aria-describedby={describedBy(field)}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
