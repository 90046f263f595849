// A date in three fields, after GOV.UK's date input: typing a date one knows by heart is faster and safer than any
// calendar, for a screen reader, a switch and a shaky hand. No jump from field to field: who jumps cannot correct.
//
// The group has the question as its name. Every faulty part is marked; the error describes the first of them, where
// the error summary's link leads, and so is heard once (see Fieldset on what Orca does not speak of a group).

import { errorIdOf, Fieldset, type FieldsetProps } from '../fieldset/fieldset.tsx';
import type { DatePart, DateValue } from './read-date.ts';
import './date-field.css';

export interface DateFieldProps extends Omit<FieldsetProps, 'isRadioGroup'> {
  /** The day carries it; see `datePartId`. */
  id: string;
  value: DateValue;
  onInput: (value: DateValue) => void;
  /** E.g. "Gün", "Ay", "Yıl". */
  labels: Readonly<Record<DatePart, string>>;
  /** The parts that `error` is about. Default: all. */
  faultyParts?: readonly DatePart[] | undefined;
  /** `bday` for the writer's own birthday (WCAG 1.3.5); nobody else's. */
  autocomplete?: 'bday' | 'off' | undefined;
  isRequired?: boolean | undefined;
}

const PARTS = ['day', 'month', 'year'] as const;

export function DateField({
  value,
  onInput,
  labels,
  faultyParts = PARTS,
  autocomplete,
  isRequired,
  ...fieldset
}: DateFieldProps) {
  const { id, error } = fieldset;
  const faulty = PARTS.filter((part) => error && faultyParts.includes(part));
  return (
    <Fieldset {...fieldset}>
      <div class="date-field">
        {PARTS.map((part) => (
          <div class="date-part" key={part}>
            <label for={datePartId(id, part)}>{labels[part]}</label>
            <input
              id={datePartId(id, part)}
              class="input input-sized"
              type="text"
              inputMode="numeric"
              name={`${id}-${part}`}
              size={part === 'year' ? 4 : 2}
              value={value[part]}
              autocomplete={autocomplete === 'bday' ? `bday-${part}` : autocomplete}
              spellcheck={false}
              dir="ltr"
              aria-required={isRequired ? 'true' : undefined}
              aria-invalid={faulty.includes(part) ? 'true' : undefined}
              aria-describedby={part === faulty[0] ? errorIdOf({ id, error }) : undefined}
              onInput={(event) => onInput({ ...value, [part]: event.currentTarget.value })}
            />
          </div>
        ))}
      </div>
    </Fieldset>
  );
}

/** Id of a part's field: the error summary leads to the first faulty one. */
export function datePartId(fieldId: string, part: DatePart): string {
  return part === 'day' ? fieldId : `${fieldId}-${part}`;
}
